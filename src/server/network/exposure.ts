import type { IncomingMessage } from 'node:http';
import { forwardedFor } from './external-address.js';

/** The requests that came in at an address which other machines can reach. */
const exposed = new WeakSet<IncomingMessage>();

/** Notes of a request that it came in at an address which other machines can reach. */
export function expose(request: IncomingMessage): void {
  exposed.add(request);
}

/** Whether other machines could have sent a request, to a server of ours or to one that somebody else made for the app. */
export function isExposed(request: IncomingMessage): boolean {
  const address = request.socket?.localAddress;
  const isReached = exposed.has(request) || (address !== undefined && address !== LOCAL && !isLoopback(address));
  // a proxy on this machine is asked by others; of the addresses in its headers the last at least is its own word
  return isReached || (forwardedFor(request)?.addresses.some(address => !isLoopback(address)) ?? false);
}

/** What most requests come in at. */
const LOCAL = '127.0.0.1';

/** Whether a host name or address is this machine's own, which no other machine can reach. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)
  );
}
