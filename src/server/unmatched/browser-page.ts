import type { ServerResponse } from 'node:http';
import type { Recording } from '../context/recording.js';
import type { RequestContext } from '../context/request-context.js';
import { isExposed } from '../network/exposure.js';
import { externalAddressOf } from '../network/external-address.js';
import { ADMIN_PATH } from '../request/admin-path.js';
import type { RequestTarget } from '../request/request-target.js';
import { sendResponse } from '../response/send-response.js';
import { type About, frontPage, PAGE_HEADERS, wantsPage } from './front-page.js';

/** Answers a browser that asks for the root with a page about the mock. Answers whether that was so. */
export function sendPage(context: RequestContext, about: About): boolean {
  const { request, path, recording } = context;
  if (path !== '/' || !wantsPage(request)) return false;
  const { prefix } = recording.exchange;
  const { host = 'localhost' } = request.headers;
  const origin = externalAddressOf(request).origin ?? `http://${host}`;
  // a look at the mock is none of the traffic that it plays
  recording.journal = undefined;
  const json = frontPage(about, { prefix, origin, isExposed: isExposed(request) });
  sendResponse(context, { status: 200, json }, PAGE_HEADERS);
  return true;
}

/** Sends a browser that asks for the control plane as a whole to the page. Answers whether that was so. */
export function redirectToPage(response: ServerResponse, { path }: RequestTarget, { exchange }: Recording): boolean {
  if ((path !== ADMIN_PATH && path !== `${ADMIN_PATH}/`) || !wantsPage(response.req)) return false;
  response.appendHeader('Vary', 'Accept');
  response.writeHead(302, { Location: `${exchange.prefix}/`, 'Cache-Control': 'no-store' }).end();
  return true;
}
