import { answerPage } from './answer-browser.js';
import type { About } from './front-page.js';
import { replyProblem } from './reply.js';
import type { Underway } from './underway.js';
import { unmatched } from './unmatched.js';

/** Refuses a request that no operation answers, but for a browser that asks for the root: that gets a page. */
export function refuseUnmatched(underway: Underway, about: About): void {
  if (answerPage(underway, about)) return;
  const { request, path, headers, situation, seen } = underway;
  const { prefix } = seen.exchange;
  const asked = { method: request.method ?? 'GET', path, prefix };
  const { problem, allow, nearest } = unmatched(situation.cast.matcher, asked);
  replyProblem(underway, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  underway.seen.exchange.answeredBy = 'unmatched';
}
