import type { OperationMatcher } from '../../contract/index.js';
import type { RequestContext } from '../context/request-context.js';
import type { Endpoint } from '../port/api-set.js';
import { sendProblem } from '../response/send-response.js';
import { sendPage } from './browser-page.js';
import type { About } from './front-page.js';
import { unmatched } from './unmatched.js';

/** Refuses a request that no operation answers, but for a browser that asks for the root: that gets a page. */
export function refuseUnmatched(context: RequestContext, about: About): void {
  if (sendPage(context, about)) return;
  const { request, path, headers, workspace, recording } = context;
  const { prefix } = recording.exchange;
  const method = request.method ?? 'GET';
  const { matcher } = workspace.apiSet;
  const asked = { method, path, prefix, isUnknown: lacksId(matcher, { method, path }) };
  const { problem, allow, nearest } = unmatched(matcher, asked);
  sendProblem(context, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  context.recording.exchange.respondedBy = 'unmatched';
}

/**
 * Whether a documented operation is asked for without the id at the end of its path (reading url-form): that is 404, though
 * a companion of another method may be at home there.
 */
function lacksId(matcher: OperationMatcher<Endpoint>, { method, path }: { method: string; path: string }): boolean {
  const item = matcher.match(method, `${path.replace(/\/$/, '')}/-`)?.value.operation;
  const isItem = item?.isCompanion === false && item.template.endsWith('}');
  return isItem && matcher.methods(path, ({ operation }) => !operation.isCompanion).length === 0;
}
