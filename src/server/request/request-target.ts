import type { IncomingMessage } from 'node:http';

/** The URL of a request: the sandbox, if any, the path with repeated slashes folded into one, and the query. */
export type RequestTarget = { sandbox: string | undefined; path: string; search: string };

/** Parses a request's URL. A path may begin with the name of a sandbox: `/~NAME/v1/user/list`. */
export function targetOf(url: string): RequestTarget {
  const at = url.indexOf('?');
  const whole = at < 0 ? url : url.slice(0, at);
  const path = whole.includes('//') ? whole.replace(/\/{2,}/g, '/') : whole;
  const search = at < 0 ? '' : url.slice(at + 1);
  if (!path.startsWith(SANDBOX)) return { sandbox: undefined, path, search };
  const end = path.indexOf('/', SANDBOX.length);
  if (end < 0) return { sandbox: path.slice(SANDBOX.length), path: '/', search };
  return { sandbox: path.slice(SANDBOX.length, end), path: path.slice(end), search };
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
