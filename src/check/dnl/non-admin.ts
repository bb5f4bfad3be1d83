import { type Check, defineCheck, fails, passes, shown, undecided } from '../check.js';
import { AUTH_CASES, type AuthCase } from './auth-cases.js';
import type { Known } from './known.js';
import { tokenErrorOf } from './token-error.js';
import { objectOf } from './user.js';

const AS_NON_ADMIN = { as: 'non-admin', expects: [401, 403], formless: true } as const;

const NOT_TOLD_APART =
  'The target answers the non-admin token as it answers one that is none, so that it cannot be told whether it is one.';

/** Only an admin has the permission; which answer others get, no page shows. */
export const nonAdmin: Check<Known> = defineCheck<Known, AuthCase>({
  id: 'non-admin',
  says: "A token that is no admin's is refused with 401 or 403 and success false.",
  cases: [...AUTH_CASES, ...AUTH_CASES.slice(0, 2)].map((auth, at) => ({
    // reads are asked twice: whoever gives one answer has to keep to it
    id: `${auth.operation} with the token of a user who is no admin${at < AUTH_CASES.length ? '' : ', again'}`,
    operation: auth.operation,
    statements: [`${auth.page}.admin-only`],
    steps: auth.steps(AS_NON_ADMIN),
    expect: auth,
  })),
  judge({ exchanges, known, expect: { page, at, operation } }) {
    const exchange = exchanges[at];
    const success = objectOf(exchange?.reply?.json)?.success;
    if (success !== false) {
      const got = shown(success);
      return [fails(`${page}.admin-only`, { message: 'A refusal has no success false.', expected: 'false', got, at })];
    }
    const code = tokenErrorOf(exchange)?.code;
    const answer = exchange?.reply?.status === 401 && (code === 120 || code === 110) ? 'incorrect' : 'refused';
    const observed = { reading: 'non-admin', answer, where: operation };
    if (!known.knowsNonAdmin) return [undecided(`${page}.admin-only`, NOT_TOLD_APART, { at, observed })];
    return [passes(`${page}.admin-only`, { at, observed })];
  },
});
