import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import type { Known } from './known.js';
import { get } from './steps.js';
import { objectOf } from './user.js';

/** Ids that no user has: beyond the greatest, if that is known, far beyond it, and none at all. */
const UNKNOWN: Readonly<Record<string, (known: Known) => number | undefined>> = {
  'one more than the greatest': ({ users, complete }) =>
    complete ? users.reduce((greatest, { user_id }) => Math.max(greatest, user_id), 0) + 1 : undefined,
  'far beyond the greatest': ({ users }) => Math.max(0, ...users.map(({ user_id }) => user_id)) + 1_000_003,
  '0': () => 0,
};

const PRINTED = 'Object not found';

/** dnl-user-get:71-77 */
export const unknownId: Check<Known> = defineCheck<Known, null>({
  id: 'unknown-id',
  says: 'An id that no user has is 404, with success false and a text for error_type.',
  cases: Object.entries(UNKNOWN).map(([id, idFrom]) => ({
    id,
    operation: 'getUser',
    statements: ['get.status-404', 'get.not-found'],
    steps: [
      get(
        learned<Known>('id', ({ known }) => idFrom(known)),
        { expects: [404] },
      ),
    ],
    expect: null,
  })),
  judge({ exchanges: [exchange] }): Finding[] {
    const text = objectOf(exchange?.reply?.json)?.error_type;
    if (typeof text !== 'string') {
      const message = 'A 404 does not name its kind of error.';
      return [fails('get.not-found', { message, expected: 'a text as error_type', got: shown(text) })];
    }
    // the text of this page is both, that of its own page and that of one text for all
    const answer = text === PRINTED ? { answer: 'per-page', vague: true as const } : { answer: 'other-text' };
    const observed = { reading: 'not-found-text', where: 'getUser', ...answer };
    return [passes('get.status-404'), passes('get.not-found', { observed })];
  },
});
