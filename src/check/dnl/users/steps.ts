import type { Operation } from '../../../contract/index.js';
import { fromTarget, type Placeholder, type Step, unique } from '../../model/case.js';
import { parseSentBody } from '../../model/check.js';
import type { Knowledge } from './known.js';
import { readCreatedId } from './user.js';

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

/** Creates a user and reads it back. */
export function createAndGet(body: unknown, more: Partial<Step<Knowledge>> = {}): Step<Knowledge>[] {
  return [create(body, more), get(createdId)];
}

/** The name that the first request of a case sent. */
export const sentName: Placeholder<Knowledge> = fromTarget('name', ({ exchanges }) => parseSentBody(exchanges[0]).name);
