import type { ServerResponse } from 'node:http';
import type { Recording } from '../context/recording.js';
import type { RequestContext } from '../context/request-context.js';
import { isExposed } from '../network/exposure.js';
import { externalAddressOf } from '../network/external-address.js';
import { ADMIN_PATH } from '../request/admin-path.js';
import type { RequestTarget } from '../request/request-target.js';
import { sendResponse } from '../response/send-response.js';
import { type FrontPageData, frontPage, PAGE_HEADERS, wantsPage } from './front-page.js';

/** Sends the front page to a browser that requests `/`. Returns whether it did. */
export function sendPage(context: RequestContext, about: FrontPageData): boolean {
  const { request, path, recording } = context;
  if (path !== '/' || !wantsPage(request)) return false;
  const { prefix } = recording.exchange;
  const { host = 'localhost' } = request.headers;
  const origin = externalAddressOf(request).origin ?? `http://${host}`;
  // the page is about the mock, and no request to an API
  recording.journal = undefined;
  const json = frontPage(about, { prefix, origin, isExposed: isExposed(request) });
  sendResponse(context, { status: 200, json }, PAGE_HEADERS);
  return true;
}

/** Redirects a browser that requests `/__admin` to the front page. Returns whether it did. */
export function redirectToPage(response: ServerResponse, { path }: RequestTarget, { exchange }: Recording): boolean {
  if ((path !== ADMIN_PATH && path !== `${ADMIN_PATH}/`) || !wantsPage(response.req)) return false;
  response.appendHeader('Vary', 'Accept');
  response.writeHead(302, { Location: `${exchange.prefix}/`, 'Cache-Control': 'no-store' }).end();
  return true;
}
