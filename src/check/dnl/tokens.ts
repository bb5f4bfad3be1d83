import type { TargetExchange } from '../../target/index.js';
import { fromTarget, type Identity, type Step, unique } from '../model/case.js';
import {
  asObject,
  type Check,
  defineCheck,
  defineStatusCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  passes,
} from '../model/check.js';
import { WRONG_TOKEN_KINDS } from '../model/wrong-tokens.js';
import { SUBJECTS_BY_EMAIL, scopedPatch } from './patch/scoped-patch.js';
import type { Knowledge } from './users/known.js';
import { create, get, list, uniqueEmail } from './users/steps.js';

/** A request of each operation that is sent with some kind of token. */
type AuthCase = {
  operation: string;
  /** The beginning of the ids of its statements. */
  page: string;
  /** The index of the step with the token. */
  at: number;
  steps(more: Partial<Step<Knowledge>>): Step<Knowledge>[];
};

const someUser = fromTarget<Knowledge>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** A user that the request would create. */
const NEW_USER = { name: unique(), passwd: 'throw-away', user_type: 'agent', email: uniqueEmail() };

/** If the writes are accepted, they change or create own users only. */
const AUTH_CASES: readonly AuthCase[] = [
  { operation: 'listUsers', page: 'list', at: 0, steps: more => [list({}, more)] },
  { operation: 'getUser', page: 'get', at: 0, steps: more => [get(someUser, more)] },
  { operation: 'createUser', page: 'create', at: 0, steps: more => [create(NEW_USER, more)] },
  {
    operation: 'patchUsers',
    page: 'patch-all',
    at: 1, // after the own users have been read
    // another check judges whether a refused patch changes anything
    steps: more =>
      scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: { last_name: unique() }, ...more } }).slice(0, 2),
  },
];

/** The `error` in the refusal of a token. */
function readTokenError(exchange: TargetExchange | undefined): Record<string, unknown> | undefined {
  return asObject(asObject(exchange?.response?.json)?.error);
}

const ID = 'no-token';

/** dnl-user-list:50-60, and the same on the other pages: 401, code 110, whether the header is absent or empty. */
export const noToken: Check<Knowledge> = defineCheck<Knowledge, AuthCase>({
  id: ID,
  says: 'Without a token the response is 401 and names the missing header.',
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
    const error = readTokenError(exchanges[at]);
    const statements = [`${page}.no-token`, 'unauthenticated.code', 'ruled.missing-token'];
    if (error?.code === 110) return statements.map(statement => passes(statement, { at }));
    return statements.map(statement =>
      fails(statement, {
        message: 'The code for a missing token is not the printed one.',
        expected: '110',
        got: formatValue(error?.code),
        at,
      }),
    );
  },
});

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

/** Wrong tokens: a completely different one, and tokens that are almost right. */
const WRONG: readonly Identity[] = ['garbage', ...WRONG_TOKEN_KINDS];

/** dnl-user-list:75-85, dnl-user-get:56-67: 401, code 120. dnl-user-create:116-126 and patch-all print code 110. */
export const wrongToken: Check<Knowledge> = defineCheck<Knowledge, AuthCase>({
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
    const code = readTokenError(exchanges[at])?.code;
    const reads = page === 'list' || page === 'get';
    const accepted = reads ? [120] : [110, 120];
    if (typeof code !== 'number' || !accepted.includes(code)) {
      const more = {
        message: 'The code for a wrong token is not the printed one.',
        expected: accepted.join(' or '),
        got: formatValue(code),
        at,
      };
      return [`${page}.wrong-token`, ...(reads ? ['unauthenticated.code-incorrect'] : [])].map(id => fails(id, more));
    }
    const choice = code === 120 ? 'incorrect' : 'missing-header';
    return [
      passes(`${page}.status-401`, { at }),
      passes(
        `${page}.wrong-token`,
        reads ? { at } : { at, observed: { reading: 'wrong-token-write', choice, where: operation } },
      ),
      ...(reads ? [passes('unauthenticated.code-incorrect', { at })] : []),
    ];
  },
});

const AS_NON_ADMIN = { as: 'non-admin', expects: [401, 403], formless: true } as const;

const SAME_AS_WRONG_TOKEN =
  'The target responds to the non-admin token as it responds to a wrong token, so it may be a wrong token.';

/** Only an admin has the permission; no page shows the response to other users. */
export const nonAdmin: Check<Knowledge> = defineCheck<Knowledge, AuthCase>({
  id: 'non-admin',
  says: 'The token of a non-admin user is refused with 401 or 403 and success false.',
  cases: [...AUTH_CASES, ...AUTH_CASES.slice(0, 2)].map((auth, at) => ({
    // reads are sent twice, because a target must follow one choice during the whole run
    id: `${auth.operation} with the token of a user who is no admin${at < AUTH_CASES.length ? '' : ', again'}`,
    operation: auth.operation,
    statements: [`${auth.page}.admin-only`],
    steps: auth.steps(AS_NON_ADMIN),
    expect: auth,
  })),
  judge({ exchanges, known, expect: { page, at, operation } }) {
    const exchange = exchanges[at];
    const success = asObject(exchange?.response?.json)?.success;
    if (success !== false) {
      const got = formatValue(success);
      return [
        fails(`${page}.admin-only`, { message: 'A refusal does not have success false.', expected: 'false', got, at }),
      ];
    }
    const code = readTokenError(exchange)?.code;
    const choice = exchange?.response?.status === 401 && (code === 120 || code === 110) ? 'incorrect' : 'refused';
    const observed = { reading: 'non-admin', choice, where: operation };
    if (!known.knowsNonAdmin) return [inconclusive(`${page}.admin-only`, SAME_AS_WRONG_TOKEN, { at, observed })];
    return [passes(`${page}.admin-only`, { at, observed })];
  },
});
