import type { Identity } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import { WRONG_MAKES } from '../wrong-tokens.js';
import { AUTH_CASES, type AuthCase } from './auth-cases.js';
import type { Known } from './known.js';
import { tokenErrorOf } from './token-error.js';

/** Wrong tokens of several makes: of another kind, and almost the right one. */
const WRONG: readonly Identity[] = ['garbage', ...WRONG_MAKES];

/** dnl-user-list:75-85, dnl-user-get:56-67: 401, code 120. dnl-user-create:116-126 and patch-all print code 110. */
export const wrongToken: Check<Known> = defineCheck<Known, AuthCase>({
  id: 'wrong-token',
  says: 'A wrong token is refused with 401 and the code that the page prints.',
  cases: AUTH_CASES.flatMap(auth =>
    WRONG.map(as => ({
      id: `${auth.operation} with a token that is ${as}`,
      operation: auth.operation,
      statements: [`${auth.page}.status-401`, `${auth.page}.wrong-token`],
      steps: auth.steps({ as, expects: [401] }),
      expect: auth,
    })),
  ),
  judge({ exchanges, expect: { page, at, operation } }): Finding[] {
    const code = tokenErrorOf(exchanges[at])?.code;
    const reads = page === 'list' || page === 'get';
    const accepted = reads ? [120] : [110, 120];
    if (typeof code !== 'number' || !accepted.includes(code)) {
      const more = {
        message: 'A wrong token has another code.',
        expected: accepted.join(' or '),
        got: shown(code),
        at,
      };
      return [`${page}.wrong-token`, ...(reads ? ['unauthenticated.code-incorrect'] : [])].map(id => fails(id, more));
    }
    const answer = code === 120 ? 'incorrect' : 'missing-header';
    return [
      passes(`${page}.status-401`, { at }),
      passes(
        `${page}.wrong-token`,
        reads ? { at } : { at, observed: { reading: 'wrong-token-write', answer, where: operation } },
      ),
      ...(reads ? [passes('unauthenticated.code-incorrect', { at })] : []),
    ];
  },
});
