import type { OperationMatcher } from '../../contract/index.js';
import type { RequestContext } from '../context/request-context.js';
import type { Endpoint } from '../port/api-set.js';
import { sendProblem } from '../response/send-response.js';
import { sendPage } from './browser-page.js';
import type { FrontPageData } from './front-page.js';
import { unmatched } from './unmatched.js';

/** Refuses a request that matches no operation. A browser that requests `/` gets the front page instead. */
export function refuseUnmatched(context: RequestContext, about: FrontPageData): void {
  if (sendPage(context, about)) return;
  const { request, path, headers, workspace, recording } = context;
  const { prefix } = recording.exchange;
  const method = request.method ?? 'GET';
  const { matcher } = workspace.apiSet;
  const isUnknown = lacksId(matcher, { method, path });
  const { problem, allow, nearest } = unmatched(matcher, { method, path, prefix, isUnknown });
  sendProblem(context, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  context.recording.exchange.respondedBy = 'unmatched';
}

/**
 * Whether a request lacks only the id at the end of a documented path (reading url-form). That is 404, even where a companion
 * with another method has the path without the id.
 */
function lacksId(matcher: OperationMatcher<Endpoint>, { method, path }: { method: string; path: string }): boolean {
  const item = matcher.match(method, `${path.replace(/\/$/, '')}/-`)?.value.operation;
  const isItem = item?.isCompanion === false && item.template.endsWith('}');
  return isItem && matcher.methods(path, ({ operation }) => !operation.isCompanion).length === 0;
}
