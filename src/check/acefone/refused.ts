import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep, Step } from '../model/case.js';
import {
  asObject,
  type Check,
  defineCheck,
  defineStatusCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  type Observation,
  passes,
} from '../model/check.js';
import type { ResponseCheck } from '../model/suite.js';
import { REFUSED } from './steps.js';
import { type AcefoneCaseContext, type Knowledge, PATCH_USER, UNKNOWN_ID } from './user.js';

const NO_SUCH_ID = 'patch.status-404';
const NO_SUCCESS = 'refusal.success';

/** Whether the response may also be about the body. */
type Expect = { ambiguous: boolean };

/** The statuses of an id that no user has (reading unknown-id). */
const NO_SUCH_USER: readonly number[] = [404, 400];

const patchUnknown = (body: unknown): Step<Knowledge> => ({
  operation: PATCH_USER,
  path: { id: UNKNOWN_ID },
  body,
  expects: 'described',
});

/** A target that accepts an empty patch of an unknown id may patch some user, whom a patch with a value would change. */
const explainAcceptance = ({ exchanges: [empty] }: AcefoneCaseContext) =>
  (empty?.response?.status ?? 200) < 300
    ? 'The target accepts an empty patch of an unknown id, so no other patch of this id is sent.'
    : undefined;

const PATCHES: readonly (Expect & { id: string; steps: readonly Step<Knowledge>[] })[] = [
  { id: 'an empty patch', steps: [patchUnknown({})], ambiguous: true },
  {
    id: 'a valid patch',
    steps: [patchUnknown({}), { ...patchUnknown({ designation: 'Understudy' }), unless: explainAcceptance }],
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
    statements: [NO_SUCH_ID, NO_SUCCESS],
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
        return [inconclusive(NO_SUCH_ID, 'An empty patch may be refused before the id is looked up.')];
      const message = 'A patch of an unknown id is not refused with 404 or 400.';
      return [
        fails(NO_SUCH_ID, { message, expected: NO_SUCH_USER.join(' or '), got: `${status} ${formatValue(json)}` }),
      ];
    }
    // if the target always refuses {}, its status shows nothing about unknown ids
    const isTelling = !ambiguous || known.subject === undefined;
    const observed = { reading: 'unknown-id', choice: String(status) };
    const statusFinding = passes(NO_SUCH_ID, isTelling ? { observed } : {});
    return [statusFinding, judgeNoSuccess(NO_SUCCESS, exchange)];
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

/** A patch that is refused for the token or the id has no success. */
function judgeNoSuccess(statement: string, exchange: TargetExchange): Finding {
  if (readEnvelope(exchange)?.success !== true) return passes(statement);
  const got = formatValue(exchange.response?.json);
  return fails(statement, { message: 'A refused patch has success true.', expected: 'success false', got });
}

/** What the page and the readings say of refusals. A 400 is documented, so its form is judged as that of any response. */
export function printedRefusals(contract: Contract): ResponseCheck {
  const refusal = contract.validator('refusal');
  return {
    id: 'printed-refusals',
    says: 'A refusal has no success but on a 400, and that of a variable has an error about it.',
    judge({ step, exchange }) {
      const { status = 0, json, issue } = exchange.response ?? {};
      if (status === 401 && (step.as ?? 'admin') !== 'admin') return [judgeNoSuccess('patch.status-401', exchange)];
      // what cannot be read breaks another statement
      if (issue || !REFUSED.includes(status) || !isAboutVariables(step)) return [];
      const envelope = readEnvelope(exchange);
      if (status === 422 && refusal(json).length > 0) return [judgeForm(envelope, json)];
      return envelope ? [...judgeSuccess(status, envelope), ...judgeMessage(envelope), judgeError(envelope)] : [];
    },
  };
}

/** The choices of readings that the refusal of a variable shows. */
export function observeRefusal(step: ReadyStep, exchange: TargetExchange): Observation[] {
  const { status = 0 } = exchange.response ?? {};
  if (!REFUSED.includes(status) || !isAboutVariables(step)) return [];
  const success = readEnvelope(exchange)?.success;
  return [
    { reading: 'failure-status', choice: String(status) },
    ...(status === 400 && typeof success === 'boolean' ? [{ reading: 'success-on-400', choice: String(success) }] : []),
  ];
}

/** Whether a patch of the subject may be refused for its variables. */
function isAboutVariables({ body, path, expects }: ReadyStep): boolean {
  return expects !== 'any' && path?.id !== UNKNOWN_ID && Object.keys(asObject(body) ?? {}).length > 0;
}

/** The documents have success true on a 400 (acefone-user-patch:47); no other refusal may have it. */
function judgeSuccess(status: number, { success }: Envelope): Finding[] {
  if (typeof success !== 'boolean') return [];
  if (!success || status === 400) return [passes('refusal.success')];
  const message = `success is true on a ${status}.`;
  return [fails('refusal.success', { parameter: 'success', message, expected: 'false', got: 'true' })];
}

function judgeMessage({ message }: Envelope): Finding[] {
  return typeof message === 'string' ? [passes('refusal.message')] : [];
}

function judgeError({ error }: Envelope): Finding {
  if (Object.keys(asObject(error) ?? {}).length > 0) return passes('refusal.error');
  const message = 'No error names the wrong variable.';
  return fails('refusal.error', {
    parameter: 'error',
    message,
    expected: 'an object that is not empty',
    got: formatValue(error),
  });
}

function judgeForm(envelope: Envelope | undefined, json: unknown): Finding {
  const message = 'The response does not have the form of a refusal.';
  const expected = 'success, message and error, all in lower case or all capitalised';
  const parameter = findWrongKey(envelope);
  return fails(`refusal.${parameter}`, { parameter, message, expected, got: formatValue(json) });
}

function findWrongKey(envelope: Envelope | undefined): string {
  if (typeof envelope?.success !== 'boolean') return 'success';
  return typeof envelope.message !== 'string' || envelope.keys === 'mixed' ? 'message' : 'error';
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
