import type { Exchange } from '../../target/index.js';

/** The three keys of an answer, whichever way they are written (reading key-case). */
export type Envelope = { keys: 'lower' | 'capitalised' | 'mixed'; success: unknown; message: unknown; error: unknown };

/** The envelope of an answer; undefined where it is no JSON object with any of the three keys. */
export function envelopeOf({ reply }: Exchange): Envelope | undefined {
  const answer = objectOf(reply?.json);
  if (!answer) return undefined;
  const lower = ['success', 'message', 'error'].some(key => Object.hasOwn(answer, key));
  const capitalised = ['Success', 'Message', 'Error'].some(key => Object.hasOwn(answer, key));
  if (!lower && !capitalised) return undefined;
  return {
    keys: lower && capitalised ? 'mixed' : lower ? 'lower' : 'capitalised',
    success: answer.success ?? answer.Success,
    message: answer.message ?? answer.Message,
    error: answer.error ?? answer.Error,
  };
}

export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
