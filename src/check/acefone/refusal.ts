import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { asObject } from '../laws/bodies.js';
import { type Finding, fails, formatValue, passes } from '../model/check.js';
import { REFUSED } from './steps.js';

/** The statements by which every refusal of a variable is judged. */
export const REFUSAL = ['patch.status-400', 'refusal.success', 'refusal.message', 'refusal.error'] as const;

/**
 * Judges the refusal of a variable. A 400 is documented, so a check of every response judges its form; a 422 is not, so its
 * form is judged here.
 */
export function judgeRefusal(exchange: TargetExchange, refusal: ReturnType<Contract['validator']>): Finding[] {
  const { status = 0, json } = exchange.response ?? {};
  if (!REFUSED.includes(status)) {
    const message = `A wrong value gets ${status}.`;
    return [fails('patch.status-400', { message, expected: REFUSED.join(' or '), got: String(status) })];
  }
  const statusFinding = passes('patch.status-400', { observed: { reading: 'failure-status', choice: String(status) } });
  const envelope = readEnvelope(exchange);
  if (status === 422 && refusal(json).length > 0) return [statusFinding, judgeForm(envelope, json)];
  return envelope
    ? [statusFinding, ...judgeSuccess(status, envelope), ...judgeMessage(envelope), judgeError(envelope)]
    : [statusFinding];
}

/** The documents have success true on a 400 (acefone-user-patch:47); no other refusal may have it. */
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
  const message = 'No error names the wrong variable.';
  return fails('refusal.error', { message, expected: 'an object that is not empty', got: formatValue(error) });
}

function judgeForm(envelope: Envelope | undefined, json: unknown): Finding {
  const message = 'The response does not have the form of a refusal.';
  const expected = 'success, message and error, all in lower case or all capitalised';
  return fails(findBlamedStatement(envelope), { message, expected, got: formatValue(json) });
}

function findBlamedStatement(envelope: Envelope | undefined): string {
  if (typeof envelope?.success !== 'boolean') return 'refusal.success';
  return typeof envelope.message !== 'string' || envelope.keys === 'mixed' ? 'refusal.message' : 'refusal.error';
}

/** The three keys of a response, in lower case or capitalised (reading key-case). */
type Envelope = { keys: 'lower' | 'capitalised' | 'mixed'; success: unknown; message: unknown; error: unknown };

/** The envelope of a response; undefined if it is not a JSON object with one of the three keys. */
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
