import type { IncomingMessage } from 'node:http';
import { forwardedFor } from './external-address.js';

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

/** Whether a host name or address is a loopback one, which no other machine can reach. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)
  );
}
