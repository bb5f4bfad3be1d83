import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ADMIN_PATH, type ConsoleHandler, foreignHostOf, isExposed, wantsPage } from '../server/index.js';
import { readBuild } from './build.js';
import { shell } from './shell.js';

type ConsoleOptions = {
  /** Whether the control plane requires a token, which then replaces the check of the host name. */
  requiresToken: boolean;
};

/**
 * Creates the handler of the console. Its page and its files have no secret and are for every browser that may reach the control
 * plane; the data are not in them. A request that is not for it, or not allowed, is left to the control plane and its guard.
 */
export function createConsole({ requiresToken }: ConsoleOptions): ConsoleHandler {
  return (request, response, { path, prefix }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const isPage = path === ADMIN_PATH || path === `${ADMIN_PATH}/`;
    if (isPage ? !wantsPage(request) : !path.startsWith(FILES)) return false;
    if (!requiresToken && !isExposed(request) && foreignHostOf(request) !== undefined) return false;
    if (isFromOtherSite(request) && !(isPage && isNavigation(request))) return false;
    return isPage ? sendShell(response, prefix) : sendFile(response, path.slice(FILES.length));
  };
}

const FILES = `${ADMIN_PATH}/assets/`;

/** Whether a page of another origin sent a request. Browsers say so in a header that pages cannot change. */
function isFromOtherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

/** Whether a link or the address bar led here, and not a frame. */
function isNavigation({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

const EVERY_RESPONSE = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

function sendShell(response: ServerResponse, prefix: string): boolean {
  const nonce = randomBytes(16).toString('base64');
  const body = shell(readBuild(), { base: `${prefix}${ADMIN_PATH}`, nonce });
  response.appendHeader('Vary', 'Accept');
  response.writeHead(200, {
    ...EVERY_RESPONSE,
    'Cache-Control': 'no-store',
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': policy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
  return true;
}

/** What the page may load: its own files, its own style, and the control plane. */
function policy(nonce: string): string {
  return [
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:`,
    `font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
  ].join('; ');
}

function sendFile(response: ServerResponse, name: string): boolean {
  const file = readBuild().files.get(name);
  if (!file) return false;
  const accepted = String(response.req.headers['accept-encoding'] ?? '');
  const coding = (['br', 'gzip'] as const).find(one =>
    new RegExp(`\\b${one}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted),
  );
  const bytes = coding === undefined ? file.bytes : file[coding];
  response.appendHeader('Vary', 'Accept-Encoding');
  response.writeHead(200, {
    ...EVERY_RESPONSE,
    // the name has the hash of the content
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Type': file.type,
    'Content-Length': bytes.length,
    ...(coding !== undefined && { 'Content-Encoding': coding }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
  return true;
}
