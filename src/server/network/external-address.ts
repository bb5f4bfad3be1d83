import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

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

/** What a proxy says of a request that it has forwarded. What it does not say, or what has no usable form, is undefined. */
export type Forwarded = {
  /** What it took off the path. */
  readonly prefix: string | undefined;
  readonly host: string | undefined;
  readonly scheme: string | undefined;
  /** The addresses that the request went through, the client's first. */
  readonly addresses: readonly string[];
};

/**
 * Reads the headers `X-Forwarded-*`, or else `Forwarded` (RFC 7239). Anybody may have sent them, and they get into pages and
 * headers: what is not made of the letters that it may be made of counts as not sent.
 */
export function forwardedOf(headers: IncomingHttpHeaders): Forwarded {
  const standard = parseForwarded(listOf(headers.forwarded));
  const [host = standard[0]?.host] = listOf(headers['x-forwarded-host']);
  const [scheme = standard[0]?.proto] = listOf(headers['x-forwarded-proto']);
  const sent = listOf(headers['x-forwarded-for']);
  const addresses = sent.length > 0 ? sent : standard.map(hop => hop.for ?? '');
  const prefix = listOf(headers['x-forwarded-prefix'])
    .map(one => one.replace(/\/$/, ''))
    .join('');
  return {
    prefix: PREFIX.test(prefix) ? prefix : undefined,
    host: host !== undefined && HOST.test(host) ? host : undefined,
    scheme: /^https?$/i.exec(scheme ?? '')?.[0].toLowerCase(),
    addresses: addresses.map(bareAddress).filter(address => isIP(address) !== 0),
  };
}

/** Segments of a path, of which none is empty or leads up. */
const PREFIX = /^(\/(?!\.{1,2}(\/|$))[\w.~!$&()*+=:@%-]+){1,20}$/;
const HOST = /^([a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

function listOf(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
}

/** Each hop of `Forwarded` with its parameters by their names in small letters. */
function parseForwarded(hops: readonly string[]): Partial<Record<string, string>>[] {
  return hops.map(hop =>
    Object.fromEntries(
      hop.split(';').map(pair => {
        const [name = '', value = ''] = pair.split('=', 2);
        return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
      }),
    ),
  );
}

/** An address without the brackets and the port that it may have. */
function bareAddress(address: string): string {
  return address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
}

/** The address that a request came from: IPv4 as such, where a server for both versions has it within IPv6. */
export function addressOf(request: IncomingMessage): string | null {
  const address = forwardedFor(request)?.addresses[0] ?? request.socket?.remoteAddress;
  if (address === undefined) return null;
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}

const MAPPED = '::ffff:';
