import { Problem } from '../kernel/index.js';

/** What was thrown, as a problem, even where nobody foresaw it as one. Anything can be thrown, even nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('behaviour-failed', `Failed to answer: ${reason}.`, { cause: error });
}
