import type { ServerResponse } from 'node:http';
import { CONTROL } from './control.js';
import { isExposed } from './exposure.js';
import { type About, frontPage, PAGE_HEADERS, wantsPage } from './front-page.js';
import { outsideOf } from './outside.js';
import { replyAnswer } from './reply.js';
import type { RequestTarget } from './request-target.js';
import type { Seen } from './seen.js';
import type { Underway } from './underway.js';

/** Answers a browser that asks for the root with a page about the mock. Answers whether that was so. */
export function answerPage(underway: Underway, about: About): boolean {
  const { request, path, seen } = underway;
  if (path !== '/' || !wantsPage(request)) return false;
  const { prefix } = seen.exchange;
  const { host = 'localhost' } = request.headers;
  const origin = outsideOf(request).origin ?? `http://${host}`;
  // a look at the mock is none of the traffic that it plays
  seen.journal = undefined;
  const json = frontPage(about, { prefix, origin, isExposed: isExposed(request) });
  replyAnswer(underway, { status: 200, json }, PAGE_HEADERS);
  return true;
}

/** Sends a browser that asks for the control plane as a whole to the page. Answers whether that was so. */
export function redirectToPage(response: ServerResponse, { path }: RequestTarget, { exchange }: Seen): boolean {
  if ((path !== CONTROL && path !== `${CONTROL}/`) || !wantsPage(response.req)) return false;
  response.appendHeader('Vary', 'Accept');
  response.writeHead(302, { Location: `${exchange.prefix}/`, 'Cache-Control': 'no-store' }).end();
  return true;
}
