import { type Check, defineCheck, fails, passes, shown } from '../check.js';
import { AUTH_CASES, type AuthCase } from './auth-cases.js';
import type { Known } from './known.js';
import { tokenErrorOf } from './token-error.js';

const ID = 'no-token';

/** dnl-user-list:50-60 and its sisters: 401, code 110, whether the header is absent or empty. */
export const noToken: Check<Known> = defineCheck<Known, AuthCase>({
  id: ID,
  says: 'Without a token the answer is 401 and names the missing header.',
  cases: AUTH_CASES.flatMap(auth =>
    (['absent', 'empty'] as const).map(as => ({
      id: `${auth.operation} with the header ${as}`,
      operation: auth.operation,
      statements: [`${auth.page}.no-token`],
      steps: auth.steps({ as, expects: [401] }),
      expect: auth,
    })),
  ),
  judge({ exchanges, expect: { page, at } }) {
    const error = tokenErrorOf(exchanges[at]);
    const statements = [`${page}.no-token`, 'unauthenticated.code', 'ruled.missing-token'];
    if (error?.code === 110) return statements.map(statement => passes(statement, { at }));
    return statements.map(statement =>
      fails(statement, { message: 'A missing token has another code.', expected: '110', got: shown(error?.code), at }),
    );
  },
});
