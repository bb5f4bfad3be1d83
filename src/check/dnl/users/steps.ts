import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import type { JudgedApi } from '../../described/judged-api.js';
import { sentMembers } from '../../described/meant/records/members.js';
import { generateMembers } from '../../described/request/generated-values.js';
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

/** Ids that no list has, so that any number may be one. */
const FREE_IDS = ['reseller_id', 'avatar_id', 'card_id'];

/** Generates valid values for the fields of a body, except name and e-mail address, which are unique. */
export function generateValues(api: JudgedApi, known: Knowledge): Record<string, fc.Arbitrary<unknown>> {
  const members = sentMembers(api.operation('patchUsers'), api).filter(({ name }) => !OWN.has(name));
  return {
    ...generateMembers(members, name => collectValues(known.users, name)),
    ...Object.fromEntries(FREE_IDS.map(id => [id, fc.integer({ min: 1, max: 2 ** 31 - 1 })])),
    passwd: fc.stringMatching(/^throw-away [ -~]{1,20}$/),
    user_type: fc.constantFrom('agent', 'client'),
  };
}

const OWN = new Set(['name', 'email', 'fullname']);
