import { fromTarget, type Step } from '../model/case.js';
import {
  type Check,
  defineCheck,
  defineStatusCheck,
  type Finding,
  fails,
  inconclusive,
  parseSentBody,
  passes,
} from '../model/check.js';
import { SAME_AS_WRONG_TOKEN } from './printed-refusals.js';
import type { Knowledge } from './users/known.js';
import { create, get, list, newUser, PAGE, sentName } from './users/steps.js';
import { readPage } from './users/user.js';

const UNKNOWN_ID = 2_000_000_011;

/** Reading validate-order: the token is judged before anything else. */
export const tokenFirst: Check<Knowledge> = defineStatusCheck({
  id: 'token-first',
  says: 'A request without a token is refused for that reason, even if something else is wrong too.',
  cases: [
    { id: 'list with an impossible page', operation: 'listUsers', step: list({ page: 'x' }) },
    { id: 'get with an id that no user has', operation: 'getUser', step: get(UNKNOWN_ID) },
    { id: 'create with an empty body', operation: 'createUser', step: create({}) },
  ].map(({ id, operation, step }) => ({
    id,
    operation,
    statements: ['ruled.validate-order', 'ruled.missing-token'],
    steps: [{ ...step, as: 'absent' as const, expects: [401] }],
  })),
});

const AS_NON_ADMIN = { as: 'non-admin', expects: [401, 403], formless: true } as const;

const someUser = fromTarget<Knowledge>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** If the create is accepted, it makes an own user. After it the list is read, because a refused create must make none. */
const REQUESTS: readonly (readonly [operation: string, statement: string, steps: readonly Step<Knowledge>[]])[] = [
  ['listUsers', 'list.admin-only', [list({}, AS_NON_ADMIN)]],
  ['getUser', 'get.admin-only', [get(someUser, AS_NON_ADMIN)]],
  ['createUser', 'create.admin-only', [create(newUser(), AS_NON_ADMIN), list({ name: sentName, per_page: PAGE })]],
];

/** Only an admin has the permission; no page shows the response to other users. */
export const nonAdmin: Check<Knowledge> = defineCheck<Knowledge, string>({
  id: 'non-admin',
  says: 'The token of a non-admin user is refused with 401 or 403, and creates nothing.',
  // reads are sent twice, because a target must follow one choice during the whole run
  cases: [...REQUESTS, ...REQUESTS.slice(0, 2)].map(([operation, statement, steps], at) => ({
    id: `${operation} with the token of a user who is no admin${at < REQUESTS.length ? '' : ', again'}`,
    operation,
    statements: [statement],
    steps,
    expect: statement,
  })),
  judge({ exchanges, known, expect: statement }): Finding[] {
    const { name } = parseSentBody(exchanges[0]);
    const created = readPage(exchanges[1])?.items.find(user => user.name === name);
    if (created) {
      const message = 'The create was refused, but the user exists.';
      return [fails(statement, { message, expected: 'no user', got: `user ${created.user_id}`, at: 0 })];
    }
    return [known.knowsNonAdmin ? passes(statement) : inconclusive(statement, SAME_AS_WRONG_TOKEN)];
  },
});
