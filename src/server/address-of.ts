import type { IncomingMessage } from 'node:http';
import { forwardedFor } from './external-address.js';

/** The address that a request came from: IPv4 as such, where a server for both versions has it within IPv6. */
export function addressOf(request: IncomingMessage): string | null {
  const address = forwardedFor(request)?.addresses[0] ?? request.socket?.remoteAddress;
  if (address === undefined) return null;
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}

const MAPPED = '::ffff:';
