import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';

/** The URL of a request: the sandbox, if any, the path with repeated slashes folded into one, and the query. */
export type RequestTarget = {
  sandbox: string | undefined;
  /** What stands before the path, if the URL names the sandbox: `/~NAME`. */
  prefix: string;
  path: string;
  search: string;
};

/** Parses a request's URL. A path may begin with the name of a sandbox: `/~NAME/v1/orders`. */
export function targetOf(url: string): RequestTarget {
  const at = url.indexOf('?');
  const whole = at < 0 ? url : url.slice(0, at);
  const path = whole.includes('//') ? whole.replace(/\/{2,}/g, '/') : whole;
  const search = at < 0 ? '' : url.slice(at + 1);
  if (!path.startsWith(SANDBOX)) return { sandbox: undefined, prefix: '', path, search };
  const end = path.indexOf('/', SANDBOX.length);
  if (end < 0) return { sandbox: path.slice(SANDBOX.length), prefix: path, path: '/', search };
  const prefix = path.slice(0, end);
  return { sandbox: prefix.slice(SANDBOX.length), prefix, path: path.slice(end), search };
}

const SANDBOX = '/~';

/** Removes the origin that clients of a proxy put before the path: `http://host/path` is `/path`. */
export function withoutOrigin(url: string): string {
  if (url.startsWith('/')) return url;
  const relative = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  return relative.startsWith('/') || relative === '*' ? relative : `/${relative}`;
}

/** The method that a request is matched by: GET for HEAD, which gets the same response. */
export function methodOf({ method = 'GET' }: Pick<IncomingMessage, 'method'>): string {
  return method === 'HEAD' ? 'GET' : method;
}

/** The path of the control plane. */
export const ADMIN_PATH = '/__admin';

/** Whether a path, without the prefix of a sandbox, belongs to the control plane. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(ADMIN_PATH) && (path.length === ADMIN_PATH.length || path[ADMIN_PATH.length] === '/');
}

/** How many characters of a URL that is too long are kept. */
const MAX_SHOWN_URL = 200;

/** The problem of a URL that is too long. Cuts that URL, so that no log and no journal has all of it. */
export function cutLongUrl(request: IncomingMessage, max: number): Problem | undefined {
  const { url = '' } = request;
  if (url.length <= max) return undefined;
  // ASCII only, because parts of it may become headers
  request.url = `${url.slice(0, MAX_SHOWN_URL)}...`;
  return new Problem('url-too-long', `The URL has ${url.length} characters, more than ${max}.`);
}

/** The problem of a URL and headers that are too large together, counted as Node counts them. */
export function largeHead({ url = '', rawHeaders }: IncomingMessage, max: number): Problem | undefined {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  if (bytes < max) return undefined;
  return new Problem('headers-too-large', `The URL and the headers have ${bytes} bytes, not fewer than ${max}.`);
}
