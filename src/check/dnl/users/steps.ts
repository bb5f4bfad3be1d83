import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import { fromTarget, type Placeholder, type Step, unique } from '../../model/case.js';
import { parseSentBody } from '../../model/check.js';
import type { Knowledge } from './known.js';
import { collectValues, readCreatedId } from './user.js';

type DnlStep = Step<Knowledge>;
type More = Partial<DnlStep>;

/** The largest page that every target must support. */
export const PAGE = 100;

/** The most pages that the users of a bulk fill, and the most users of a bulk. */
export const BULK_PAGES = 3;
export const MAX_BULK = BULK_PAGES * PAGE;

/** The media type that curl uses by default; the printed commands set no other. */
export const CURL_MEDIA = 'application/x-www-form-urlencoded';

export function list(query: Readonly<Record<string, unknown>> = {}, more: More = {}): DnlStep {
  return { operation: 'listUsers', query: Object.entries(query), expects: [200], ...more };
}

export function get(user_id: unknown, more: More = {}): DnlStep {
  return { operation: 'getUser', path: { user_id }, expects: [200], ...more };
}

export function create(body: unknown, more: More = {}): DnlStep {
  return { operation: 'createUser', body, expects: [200], ...more };
}

/** An e-mail address that no user has. */
export const uniqueEmail = (): Placeholder<Knowledge> => unique(text => `${text}@example.com`);

/** The id in the response to the first request of a case. */
export const createdId: Placeholder<Knowledge> = fromTarget('id in the response', ({ exchanges }) =>
  readCreatedId(exchanges[0]),
);

/** The 12 fields of the create example, with a unique name and e-mail address. */
export function exampleUser(operation: Operation): Record<string, unknown> {
  return {
    ...JSON.parse(operation.bodyExample('printed')),
    passwd: 'throw-away 12345678',
    name: unique(),
    email: uniqueEmail(),
  };
}

/** The four fields that every target has to accept, or the 12 of the example. */
export function newUser(): Record<string, unknown> {
  return { name: unique(), passwd: 'throw-away', user_type: 'agent', email: uniqueEmail() };
}

/** Creates a user and reads it back. */
export function createAndGet(body: unknown, more: Partial<Step<Knowledge>> = {}): Step<Knowledge>[] {
  return [create(body, more), get(createdId)];
}

/** The name that the first request of a case sent. */
export const sentName: Placeholder<Knowledge> = fromTarget('name', ({ exchanges }) => parseSentBody(exchanges[0]).name);

/** The documented fields of a body, without `fullname`, which no printed body has. */
export function listFields({ body }: Operation): string[] {
  return [...(body?.shape.properties.keys() ?? [])].filter(field => field !== 'fullname');
}

type BodyShape = NonNullable<Operation['body']>['shape'];

/** The greatest integer that every server accepts. */
const GREATEST = 2 ** 31 - 1;

/** Generates well-formed texts without control characters that are not empty and have no blanks around them. */
function texts(maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .filter(
      text =>
        text.isWellFormed() &&
        text.normalize('NFC') === text &&
        !/\p{C}/u.test(text) &&
        text.trim() === text &&
        text.length <= maxLength,
    );
}

/** Texts that are escaped in HTML, in SQL, in a URL or in JSON. */
const DELICATE = ['a & b', '<b>', 'O\'Neil "O\'Neil"', '100 %20+', 'back\\slash'];

/** Created once, because building the tables of characters is slow. */
const TEXT = fc.oneof({ arbitrary: texts(40), weight: 2 }, { arbitrary: fc.constantFrom(...DELICATE), weight: 1 });
const PASSWORD = texts(20).map(text => `throw-away ${text}`);

/** Generates valid values for the fields of a body, except name and e-mail address, which are unique. */
export function generateValues({ body }: Operation, known: Knowledge): Record<string, fc.Arbitrary<unknown>> {
  const pickExisting = (key: string) => {
    const values = collectValues(known.users, key);
    return values.length > 0 ? { [key]: fc.constantFrom(...values) } : {};
  };
  const {
    name: _,
    email: __,
    fullname: ___,
    role_id: ____,
    client_id: _____,
    ...free
  } = Object.fromEntries([...(body?.shape.properties ?? [])].map(([field, shape]) => [field, valid(shape)]));
  return {
    ...free,
    passwd: PASSWORD,
    user_type: fc.constantFrom('agent', 'client'),
    client_limits: generateLimits(collectValues(known.users, 'client_id')),
    auth_ip: fc.array(fc.record({ ip: fc.ipV4() }), { minLength: 1, maxLength: 3 }),
    ...pickExisting('role_id'),
    ...pickExisting('client_id'),
  };
}

/** Generates limits to carriers of the target; no limits if no carrier is known. */
function generateLimits(carriers: readonly unknown[]): fc.Arbitrary<unknown> {
  if (carriers.length === 0) return fc.constant([]);
  return fc.array(fc.record({ client_id: fc.constantFrom(...carriers) }), { minLength: 1, maxLength: 3 });
}

/** Generates valid values of a schema. */
function valid(shape: BodyShape): fc.Arbitrary<unknown> {
  if (shape.types.has('array') && shape.items) return fc.array(valid(shape.items), { maxLength: 3 });
  if (shape.types.has('object')) {
    return fc.record(Object.fromEntries([...shape.properties].map(([name, inner]) => [name, valid(inner)])));
  }
  if (shape.types.has('boolean')) return fc.boolean();
  // the examples send 0
  if (shape.types.has('integer')) return fc.integer({ min: 1, max: GREATEST });
  return TEXT;
}
