import { replyOptions } from './reply.js';
import type { Underway } from './underway.js';
import { allowed } from './unmatched.js';

/** Answers `OPTIONS` with what the path can do and the client may send. */
export function answerPreflight(underway: Underway): void {
  const { request, situation, path } = underway;
  const asked = request.headers['access-control-request-headers'];
  replyOptions(underway, { allow: allowed(situation.cast.matcher.methods(path)), asked });
}
