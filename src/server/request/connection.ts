import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The address at which a client reaches the mock, where it differs from what the request itself says. */
export type ExternalAddress = {
  /** The path before all paths: what a proxy removed, and where a host app has mounted the mock. */
  readonly prefix: string;
  /** Scheme and host; undefined where they are `http` and the header `Host`. */
  readonly origin: string | undefined;
};

/** The members in which Express and similar apps keep the original URL of a mounted request. */
type MountedRequest = { baseUrl?: unknown; originalUrl?: unknown };

/** What trusted proxies said of their requests. */
const forwarded = new WeakMap<IncomingMessage, Forwarded>();

/** Reads, and from now on trusts, the proxy headers of a request. */
export function trustProxy(request: IncomingMessage): void {
  forwarded.set(request, forwardedOf(request.headers));
}

/** What a trusted proxy said of a request; undefined where none is trusted. */
export function forwardedFor(request: IncomingMessage): Forwarded | undefined {
  return forwarded.get(request);
}

/** The address at which the client of a request reaches the mock. */
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

/** The path that a host app has removed. Connect and similar apps leave only the whole URL. */
function mountOf(request: IncomingMessage & MountedRequest): string {
  const { baseUrl, originalUrl, url = '' } = request;
  if (typeof baseUrl === 'string') return baseUrl;
  const isCut = typeof originalUrl === 'string' && originalUrl.startsWith('/') && originalUrl.endsWith(url);
  // two slashes at the beginning would mean another host
  return isCut ? originalUrl.slice(0, -url.length).replace(/^[/\\]+/, '/') : '';
}

/** What a proxy says of a request that it has forwarded. A missing or malformed value is undefined. */
export type Forwarded = {
  /** The path that it has removed. */
  readonly prefix: string | undefined;
  readonly host: string | undefined;
  readonly scheme: string | undefined;
  /** The addresses that the request went through, the client's first. */
  readonly addresses: readonly string[];
};

/**
 * Reads the headers `X-Forwarded-*`, or else `Forwarded` (RFC 7239). Any client may have sent them, and they get into pages
 * and headers: a value with a character that it may not have counts as not sent.
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

/** Segments of a path, none of them empty, `.` or `..`. */
const PREFIX = /^(\/(?!\.{1,2}(\/|$))[\w.~!$&()*+=:@%-]+){1,20}$/;
const HOST = /^([a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

function listOf(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
}

/** Each hop of `Forwarded`: its parameters by their names in lower case. */
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

/** Removes the brackets and the port of an address. */
function bareAddress(address: string): string {
  return address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
}

/** The address of the client. An IPv4 address that a server for both versions shows as IPv6 is turned back into IPv4. */
export function addressOf(request: IncomingMessage): string | null {
  const address = forwardedFor(request)?.addresses[0] ?? request.socket?.remoteAddress;
  if (address === undefined) return null;
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}

const MAPPED = '::ffff:';

/** The requests that arrived at an address which other machines can reach. */
const exposed = new WeakSet<IncomingMessage>();

/** Marks a request that arrived at an address which other machines can reach. */
export function expose(request: IncomingMessage): void {
  exposed.add(request);
}

/** Whether another machine could have sent a request, to our own server or to the server of a host app. */
export function isExposed(request: IncomingMessage): boolean {
  const address = request.socket?.localAddress;
  const isReachable = exposed.has(request) || (address !== undefined && address !== LOCAL && !isLoopback(address));
  // a proxy on this machine forwards requests of others; at least the last address in its headers is its own
  return isReachable || (forwardedFor(request)?.addresses.some(address => !isLoopback(address)) ?? false);
}

/** The address at which most requests arrive. */
const LOCAL = '127.0.0.1';

/**
 * A host name in a request that is no name of this machine. Another site can let its own name point to this machine (DNS
 * rebinding), and the browser then takes our pages for those of that site.
 */
export function foreignHostOf(request: IncomingMessage): string | undefined {
  const names = [request.headers.host, forwardedFor(request)?.host];
  return names.find(name => name !== undefined && !isLoopback(name.replace(/:\d+$/, '')));
}

/** Whether a host name or address is a loopback one, which no other machine can reach. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)
  );
}
