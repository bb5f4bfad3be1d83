import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

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
