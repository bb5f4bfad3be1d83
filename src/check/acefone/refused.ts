import type { TargetExchange } from '../../target/index.js';
import { fromTarget, type Identity, type Step } from '../model/case.js';
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
import { BELOW_500, NO_SUCH_USER, PATCH_USER, patchCases, patchSubjectOrUnknown, patchUnknown } from './steps.js';
import type { AcefoneCaseContext, Knowledge } from './user.js';
import { createMinimalBody } from './values.js';

const NEEDS_TOKEN = 'patch.bearer';
const REFUSED = 'patch.status-401';

const BODY = fromTarget<Knowledge>('body', ({ known, unique }) => createMinimalBody(known, unique));

const WITHOUT: Readonly<Record<string, Identity>> = {
  'no token': 'absent',
  'a wrong token': 'garbage',
  ...Object.fromEntries(WRONG_TOKEN_KINDS.map(make => [`a token that is ${make}`, make])),
};

/** acefone-user-patch:4-7 shows no credentials; the reading auth says what is accepted. */
export const withoutToken: Check<Knowledge> = defineCheck({
  id: 'without-token',
  says: 'Without a valid token the response is 401 without success, or the target needs no token at all.',
  cases: patchCases(WITHOUT, as => ({
    statements: [NEEDS_TOKEN, REFUSED],
    steps: [patchSubjectOrUnknown({ as, body: BODY, expects: 'any', formless: true })],
  })),
  judge({ exchanges: [exchange] }) {
    const { status, json } = exchange?.response ?? {};
    if (!exchange || status === undefined) return [];
    if (status === 403) {
      const message = 'A missing token gets 403.';
      return [fails(REFUSED, { message, expected: '401', got: `403 ${formatValue(json)}` })];
    }
    if (status !== 401) return [passes(NEEDS_TOKEN, { observed: { reading: 'auth', choice: 'none' } })];
    const needsToken = passes(NEEDS_TOKEN, { observed: { reading: 'auth', choice: 'token' } });
    return [needsToken, judgeNoSuccess(REFUSED, exchange, 'a patch without a token')];
  },
});

const UNKNOWN_ID = 'patch.status-404';
const NO_SUCCESS = 'refusal.success';

/** Whether the response may also be about the body. */
type Expect = { ambiguous: boolean };

const EMPTY = patchUnknown({}, { expects: BELOW_500 });

/** A target that accepts an empty patch of an unknown id may patch some user, whom a patch with a value would change. */
const explainAcceptance = ({ exchanges: [empty] }: AcefoneCaseContext) =>
  (empty?.response?.status ?? 200) < 300
    ? 'The target accepts an empty patch of an unknown id, so no other patch of this id is sent.'
    : undefined;

const PATCHES: readonly (Expect & { id: string; steps: readonly Step<Knowledge>[] })[] = [
  { id: 'an empty patch', steps: [EMPTY], ambiguous: true },
  {
    id: 'a valid patch',
    steps: [EMPTY, patchUnknown({ designation: 'Understudy' }, { expects: BELOW_500, unless: explainAcceptance })],
    ambiguous: false,
  },
];

/** No document says this; the reading unknown-id says what is accepted. */
export const unknownId: Check<Knowledge> = defineCheck<Knowledge, Expect>({
  id: 'unknown-id',
  says: 'An id that no user has gets 404 or 400, without success.',
  cases: PATCHES.map(({ id, steps, ambiguous }) => ({
    id,
    operation: PATCH_USER,
    statements: [UNKNOWN_ID, NO_SUCCESS],
    steps,
    expect: { ambiguous },
    // unless a subject is named, nothing is sent that could change a user, if there is a user with this id
    ...(!ambiguous && { needs: 'subject' as const }),
  })),
  judge({ exchanges, known, expect: { ambiguous } }) {
    const exchange = exchanges.at(-1);
    const { status = 0, json } = exchange?.response ?? {};
    if (!exchange || !NO_SUCH_USER.includes(status)) {
      if (ambiguous && status === 422)
        return [inconclusive(UNKNOWN_ID, 'An empty patch may be refused before the id is looked up.')];
      const message = 'A patch of an unknown id is not refused with 404 or 400.';
      return [
        fails(UNKNOWN_ID, { message, expected: NO_SUCH_USER.join(' or '), got: `${status} ${formatValue(json)}` }),
      ];
    }
    // if the target always refuses {}, its status shows nothing about unknown ids
    const isTelling = !ambiguous || known.subject === undefined;
    const observed = { reading: 'unknown-id', choice: String(status) };
    const statusFinding = passes(UNKNOWN_ID, isTelling ? { observed } : {});
    return [statusFinding, judgeNoSuccess(NO_SUCCESS, exchange, 'a patch of an unknown id')];
  },
});

const ID_REQUIRED = 'patch.id-required';

/** acefone-user-patch:1, 19: the title has the address without an id (reading url-form). */
export const addressWithoutId: Check<Knowledge> = defineStatusCheck({
  id: 'address-without-id',
  says: 'A patch without an id is refused with a 4xx.',
  cases: [
    {
      id: '/user/',
      operation: PATCH_USER,
      statements: [ID_REQUIRED],
      steps: [{ operation: PATCH_USER, path: { id: '' }, body: {}, expects: '4xx', formless: true }],
    },
  ],
});

function judgeNoSuccess(statement: string, exchange: TargetExchange, request: string): Finding {
  if (readEnvelope(exchange)?.success !== true) return passes(statement);
  const message = `The response to ${request} has success true.`;
  return fails(statement, { message, expected: 'success false', got: formatValue(exchange.response?.json) });
}

/** The three keys of a response, in lower case or capitalised (reading key-case). */
export type Envelope = { keys: 'lower' | 'capitalised' | 'mixed'; success: unknown; message: unknown; error: unknown };

/** The envelope of a response; undefined if it is not a JSON object with one of the three keys. */
export function readEnvelope({ response }: TargetExchange): Envelope | undefined {
  const body = asObject(response?.json);
  if (!body) return undefined;
  const lower = ['success', 'message', 'error'].some(key => Object.hasOwn(body, key));
  const capitalised = ['Success', 'Message', 'Error'].some(key => Object.hasOwn(body, key));
  if (!lower && !capitalised) return undefined;
  return {
    keys: lower && capitalised ? 'mixed' : lower ? 'lower' : 'capitalised',
    success: body.success ?? body.Success,
    message: body.message ?? body.Message,
    error: body.error ?? body.Error,
  };
}
