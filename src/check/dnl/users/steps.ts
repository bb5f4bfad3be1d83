import type { Operation } from '../../../contract/index.js';
import type { Exchange } from '../../../target/index.js';
import { learned, type Pending, type Step, unique } from '../../model/case.js';
import type { Known } from './known.js';
import { createdIdOf } from './user.js';

type DnlStep = Step<Known>;
type More = Partial<DnlStep>;

/** The largest page that every target gives. */
export const PAGE = 100;

export function list(query: DnlStep['query'] = [], more: More = {}): DnlStep {
  return { operation: 'listUsers', query, expects: [200], ...more };
}

export function get(user_id: unknown, more: More = {}): DnlStep {
  return { operation: 'getUser', path: { user_id }, expects: [200], ...more };
}

export function create(body: unknown, more: More = {}): DnlStep {
  return { operation: 'createUser', body, expects: [200], ...more };
}

/** An e-mail address that nobody has. */
export const uniqueEmail = (): Pending<Known> => unique(text => `${text}@example.com`);

/** The id that the first request of a case got. */
export const createdId: Pending<Known> = learned('id in the answer', ({ exchanges }) => createdIdOf(exchanges[0]));

/** The 12 fields of the create example, with a name and an e-mail address of their own. */
export function exampleUser(operation: Operation): Record<string, unknown> {
  return {
    ...JSON.parse(operation.bodyExample('printed')),
    passwd: 'throw-away 12345678',
    name: unique(),
    email: uniqueEmail(),
  };
}

/** Creates a user and reads it back. */
export function createAndGet(body: unknown, more: Partial<Step<Known>> = {}): Step<Known>[] {
  return [create(body, more), get(createdId)];
}

/** The body that a request of a case has sent. */
export function sentBody(exchange: Exchange | undefined): Record<string, unknown> {
  return JSON.parse(exchange?.request.body ?? '{}');
}

/** The name that the first request of a case has sent. */
export const sentName: Pending<Known> = learned('name', ({ exchanges }) => sentBody(exchanges[0]).name);
