import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { wantsPage } from '../unmatched/front-page.js';
import { externalAddressOf } from './connection.js';
import { ADMIN_PATH, isAdminPath, methodOf, type RequestTarget } from './request-head.js';

const FORM = /^visitor-[0-9a-f]{32}$/;

/** Creates a random name for a visitor's sandbox. It is a secret: a client that knows it may use the sandbox's control plane. */
export function visitorName(): string {
  return `visitor-${randomBytes(16).toString('hex')}`;
}

/** Whether a sandbox name has the form of a visitor's. */
export function isVisitorName(name: string): boolean {
  return FORM.test(name);
}

/**
 * Leads a browser to a sandbox of its own, which a cookie names instead of the path. Without the cookie a client reads the shared
 * data; with its first change, or when it opens the control plane, it gets the cookie. The owner has the control plane of the
 * shared data with the admin token. Returns whether it has sent the browser to the console, whose address names the sandbox.
 */
export function admitVisitor(request: IncomingMessage, response: ServerResponse, target: RequestTarget): boolean {
  const isAdmin = isAdminPath(target.path);
  if (target.sandbox !== undefined || (isAdmin && isForAll(request, target))) return false;
  const known = /(?:^|; *)understudy-visitor=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const isKnown = isVisitorName(known);
  if (!isKnown && !isAdmin && READING.has(methodOf(request))) return false;
  target.sandbox = isKnown ? known : visitorName();
  const { prefix, origin = '' } = externalAddressOf(request);
  if (!isKnown) {
    const secure = origin.startsWith('https:') ? '; Secure' : '';
    const cookie = `understudy-visitor=${target.sandbox}; Path=${prefix || '/'}; HttpOnly; SameSite=Lax${secure}`;
    response.appendHeader('Set-Cookie', cookie);
  }
  if (!isAdmin || target.path.length > `${ADMIN_PATH}/`.length || !wantsPage(request)) return false;
  response.writeHead(302, { Location: `${prefix}/~${target.sandbox}${ADMIN_PATH}`, 'Cache-Control': 'no-store' }).end();
  return true;
}

const READING = new Set(['GET', 'OPTIONS']);

/** Requests to the control plane that are not about a visitor: those of the owner, and the question whether the mock is up. */
function isForAll({ headers }: IncomingMessage, { path }: RequestTarget): boolean {
  return headers.authorization !== undefined || path === `${ADMIN_PATH}/health`;
}
