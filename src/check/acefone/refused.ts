import type { Validator } from '../../contract/index.js';
import type { Exchange } from '../../target/index.js';
import { type Finding, fails, passes, shown } from '../check.js';
import { type Envelope, envelopeOf, objectOf } from './envelope.js';
import { REFUSED } from './steps.js';

/** What is judged of every refusal of a variable. */
export const REFUSAL = ['patch.status-400', 'refusal.success', 'refusal.message', 'refusal.error'] as const;

/** What a refusal of a variable must be like: the form of its answer, and an error that is not empty. */
export function refusalFindings(exchange: Exchange, isValid: Validator): Finding[] {
  const { status, json } = exchange.reply ?? {};
  if (status === undefined || !REFUSED.includes(status)) return [];
  const envelope = envelopeOf(exchange);
  const seen = passes('patch.status-400', { observed: { reading: 'failure-status', answer: String(status) } });
  // a 400 is documented, and its form is judged with that of every answer
  const faults = status === 422 ? isValid(json) : [];
  if (faults.length > 0) return [seen, malformed(envelope, json)];
  return [seen, ...(envelope ? [successOf(status, envelope), passes('refusal.message'), errorOf(envelope)] : [])];
}

/** The prose has success true on a 400 (acefone-user-patch:47); no other refusal may say so. */
function successOf(status: number, { success }: Envelope): Finding {
  if (status === 400 && typeof success === 'boolean') {
    return passes('refusal.success', { observed: { reading: 'success-on-400', answer: String(success) } });
  }
  if (success === false) return passes('refusal.success');
  const message = `success is not false on a ${status}.`;
  return fails('refusal.success', { message, expected: 'false', got: shown(success) });
}

function errorOf({ error }: Envelope): Finding {
  if (Object.keys(objectOf(error) ?? {}).length > 0) return passes('refusal.error');
  const message = 'No error tells which variable is wrong.';
  return fails('refusal.error', { message, expected: 'an object that is not empty', got: shown(error) });
}

function malformed(envelope: Envelope | undefined, json: unknown): Finding {
  const expected = 'success, message and error, all in lower case or all capitalised';
  const statement = typeof envelope?.success !== 'boolean' ? 'refusal.success' : 'refusal.message';
  return fails(statement, { message: 'The answer has not the form of a refusal.', expected, got: shown(json) });
}
