import type { IncomingMessage } from 'node:http';
import { type Forwarded, forwardedOf } from './forwarded.js';

/** How the sender of a request reaches the mock, as far as that is otherwise than the request says by itself. */
export type ExternalAddress = {
  /** What stands before all paths: where a host app has mounted the mock, and what a proxy took off. */
  readonly prefix: string;
  /** Scheme and host; undefined where it is `http` and the header `Host`. */
  readonly origin: string | undefined;
};

/** What Express and its like tell of a request whose path they have cut. */
type Cut = { baseUrl?: unknown; originalUrl?: unknown };

/** What proxies said of requests, where they are trusted. */
const forwarded = new WeakMap<IncomingMessage, Forwarded>();

/** Takes for true what headers of a request say that a proxy has forwarded. */
export function trustProxy(request: IncomingMessage): void {
  forwarded.set(request, forwardedOf(request.headers));
}

/** What a trusted proxy said of a request. */
export function forwardedFor(request: IncomingMessage): Forwarded | undefined {
  return forwarded.get(request);
}

/** How the sender of a request reaches the mock. */
export function externalAddressOf(request: IncomingMessage): ExternalAddress {
  const proxy = forwarded.get(request);
  const mount = mountOf(request);
  const isEncrypted = (request.socket as { encrypted?: boolean } | undefined)?.encrypted === true;
  if (proxy === undefined && mount === '' && !isEncrypted) return PLAIN;
  const scheme = proxy?.scheme ?? (isEncrypted ? 'https' : 'http');
  const host = proxy?.host ?? request.headers.host;
  const isPlain = scheme === 'http' && host === request.headers.host;
  return {
    prefix: (proxy?.prefix ?? '') + mount,
    origin: isPlain || host === undefined ? undefined : `${scheme}://${host}`,
  };
}

const PLAIN: ExternalAddress = { prefix: '', origin: undefined };

/** What a host app has taken off the path. Connect's kin leave only the whole URL. */
function mountOf(request: IncomingMessage & Cut): string {
  const { baseUrl, originalUrl, url = '' } = request;
  if (typeof baseUrl === 'string') return baseUrl;
  const isCut = typeof originalUrl === 'string' && originalUrl.startsWith('/') && originalUrl.endsWith(url);
  // two slashes at the beginning would stand for another host
  return isCut ? originalUrl.slice(0, -url.length).replace(/^[/\\]+/, '/') : '';
}
