import { Problem } from '../../kernel/index.js';
import { ACCEPTED_CODINGS } from '../request/content-codings.js';

/** What was thrown, as a problem, even where nobody foresaw it as one. Anything can be thrown, even nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('handler-failed', `Failed to answer: ${reason}.`, { cause: error });
}

/** The headers that HTTP asks for in a response to some problems. */
export function headersOf({ code }: Problem): readonly string[] {
  return HEADERS[code] ?? [];
}

const HEADERS: Partial<Record<Problem['code'], readonly string[]>> = {
  'content-coding-unknown': ['Accept-Encoding', ACCEPTED_CODINGS],
  // as Node ends it where it refuses by itself
  'headers-too-large': ['Connection', 'close'],
  'control-token-wrong': ['WWW-Authenticate', 'Bearer'],
};
