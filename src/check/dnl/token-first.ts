import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { create, get, list } from './steps.js';

const UNKNOWN_ID = 2_000_000_011;

/** Reading validate-order: the token is judged before anything else. */
export const tokenFirst: Check<Known> = defineCheck<Known, null>({
  id: 'token-first',
  says: 'A request without a token is refused for that, whatever else is wrong with it.',
  cases: [
    { id: 'list with an impossible page', operation: 'listUsers', step: list([['page', 'x']]) },
    { id: 'get with an id that no user has', operation: 'getUser', step: get(UNKNOWN_ID) },
    { id: 'create with an empty body', operation: 'createUser', step: create({}) },
  ].map(({ id, operation, step }) => ({
    id,
    operation,
    statements: ['ruled.validate-order', 'ruled.missing-token'],
    steps: [{ ...step, as: 'absent' as const, expects: [401] }],
    expect: null,
  })),
  judge: () => [passes('ruled.validate-order'), passes('ruled.missing-token')],
});
