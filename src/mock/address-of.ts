import type { IncomingMessage } from 'node:http';

/** The address that a request came from: IPv4 as such, where a server for both versions has it within IPv6. */
export function addressOf({ socket }: IncomingMessage): string | null {
  const address = socket?.remoteAddress;
  if (address === undefined) return null;
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}

const MAPPED = '::ffff:';
