import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { asObject } from '../laws/bodies.js';
import { type Finding, fails, formatValue, passes } from '../model/check.js';
import { REFUSED } from './steps.js';

/** What is judged of every refusal of a variable. */
export const REFUSAL = ['patch.status-400', 'refusal.success', 'refusal.message', 'refusal.error'] as const;

/**
 * What a refusal of a variable must be like. A 400 is documented, so its form is judged with that of every answer; a 422
 * is not, and its form is judged here.
 */
export function judgeRefusal(exchange: TargetExchange, refusal: ReturnType<Contract['validator']>): Finding[] {
  const { status = 0, json } = exchange.response ?? {};
  if (!REFUSED.includes(status)) {
    const message = `A wrong value is answered with ${status}.`;
    return [fails('patch.status-400', { message, expected: REFUSED.join(' or '), got: String(status) })];
  }
  const seen = passes('patch.status-400', { observed: { reading: 'failure-status', choice: String(status) } });
  const envelope = readEnvelope(exchange);
  if (status === 422 && refusal(json).length > 0) return [seen, judgeForm(envelope, json)];
  return envelope ? [seen, ...judgeSuccess(status, envelope), ...judgeMessage(envelope), judgeError(envelope)] : [seen];
}

/** The prose has success true on a 400 (acefone-user-patch:47); no other refusal may say so. */
function judgeSuccess(status: number, { success }: Envelope): Finding[] {
  if (typeof success !== 'boolean') return [];
  if (status === 400) {
    return [passes('refusal.success', { observed: { reading: 'success-on-400', choice: String(success) } })];
  }
  if (!success) return [passes('refusal.success')];
  return [fails('refusal.success', { message: `success is true on a ${status}.`, expected: 'false', got: 'true' })];
}

function judgeMessage({ message }: Envelope): Finding[] {
  return typeof message === 'string' ? [passes('refusal.message')] : [];
}

function judgeError({ error }: Envelope): Finding {
  if (Object.keys(asObject(error) ?? {}).length > 0) return passes('refusal.error');
  const message = 'No error tells which variable is wrong.';
  return fails('refusal.error', { message, expected: 'an object that is not empty', got: formatValue(error) });
}

function judgeForm(envelope: Envelope | undefined, json: unknown): Finding {
  const message = 'The answer has not the form of a refusal.';
  const expected = 'success, message and error, all in lower case or all capitalised';
  return fails(findBlamedStatement(envelope), { message, expected, got: formatValue(json) });
}

function findBlamedStatement(envelope: Envelope | undefined): string {
  if (typeof envelope?.success !== 'boolean') return 'refusal.success';
  return typeof envelope.message !== 'string' || envelope.keys === 'mixed' ? 'refusal.message' : 'refusal.error';
}

/** The three keys of an answer, whichever way they are written (reading key-case). */
type Envelope = { keys: 'lower' | 'capitalised' | 'mixed'; success: unknown; message: unknown; error: unknown };

/** The envelope of an answer; undefined where it is no JSON object with any of the three keys. */
export function readEnvelope({ response }: TargetExchange): Envelope | undefined {
  const choice = asObject(response?.json);
  if (!choice) return undefined;
  const lower = ['success', 'message', 'error'].some(key => Object.hasOwn(choice, key));
  const capitalised = ['Success', 'Message', 'Error'].some(key => Object.hasOwn(choice, key));
  if (!lower && !capitalised) return undefined;
  return {
    keys: lower && capitalised ? 'mixed' : lower ? 'lower' : 'capitalised',
    success: choice.success ?? choice.Success,
    message: choice.message ?? choice.Message,
    error: choice.error ?? choice.Error,
  };
}
