import type { Endpoint } from './endpoints.js';
import { replyProblem } from './reply.js';
import type { Underway } from './underway.js';
import { unmatched } from './unmatched.js';

/** Refuses a request that no operation answers. */
export function refuseUnmatched(underway: Underway): void {
  const { request, path, headers, situation } = underway;
  const { matcher } = situation.cast;
  // a path that only companions have is none that a document knows, and refused like any other
  const methods = matcher.methods(path, isDocumented).length > 0 ? matcher.methods(path) : [];
  const { problem, allow, nearest } = unmatched(matcher, { method: request.method ?? 'GET', path, methods });
  replyProblem(underway, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  underway.seen.exchange.answeredBy = 'unmatched';
}

function isDocumented({ operation }: Endpoint): boolean {
  return !operation.isCompanion;
}
