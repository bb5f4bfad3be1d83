import type { Matcher } from '../contract/index.js';
import { answerPage } from './answer-browser.js';
import type { Endpoint } from './endpoints.js';
import type { About } from './front-page.js';
import { replyProblem } from './reply.js';
import type { Underway } from './underway.js';
import { unmatched } from './unmatched.js';

/** Refuses a request that no operation answers, but for a browser that asks for the root: that gets a page. */
export function refuseUnmatched(underway: Underway, about: About): void {
  if (answerPage(underway, about)) return;
  const { request, path, headers, situation, seen } = underway;
  const { prefix } = seen.exchange;
  const method = request.method ?? 'GET';
  const { matcher } = situation.cast;
  const asked = { method, path, prefix, isUnknown: lacksId(matcher, { method, path }) };
  const { problem, allow, nearest } = unmatched(matcher, asked);
  replyProblem(underway, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  underway.seen.exchange.answeredBy = 'unmatched';
}

/**
 * Whether a documented operation is asked for without the id at the end of its path (reading url-form): that is 404, though
 * a companion of another method may be at home there.
 */
function lacksId(matcher: Matcher<Endpoint>, { method, path }: { method: string; path: string }): boolean {
  const item = matcher.match(method, `${path.replace(/\/$/, '')}/-`)?.value.operation;
  const isItem = item?.isCompanion === false && item.template.endsWith('}');
  return isItem && matcher.methods(path, ({ operation }) => !operation.isCompanion).length === 0;
}
