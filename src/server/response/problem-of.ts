import { Problem } from '../../kernel/index.js';
import { ACCEPTED_CODINGS } from '../request/content-codings.js';

/** Turns any thrown value, expected or not, into a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('handler-failed', `Failed to respond: ${reason}.`, { cause: error });
}

/** The headers that HTTP requires in the response for some problems. */
export function headersOf({ code }: Problem): readonly string[] {
  return HEADERS[code] ?? [];
}

const HEADERS: Partial<Record<Problem['code'], readonly string[]>> = {
  'content-coding-unknown': ['Accept-Encoding', ACCEPTED_CODINGS],
  // Node also closes the connection when it refuses such a request
  'headers-too-large': ['Connection', 'close'],
  'control-token-wrong': ['WWW-Authenticate', 'Bearer'],
};
