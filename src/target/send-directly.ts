import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { TargetExchange } from './exchange.js';
import { FOREIGN_ADDRESS, formatReason } from './failure.js';
import { sendRequest } from './send.js';

export type DirectSenderOptions = {
  /** Milliseconds until a response must be complete. */
  timeout: number;
  /** The most bytes of a body that are read. */
  maxBody: number;
  /** Whether requests are sent only to addresses of this machine. */
  loopbackOnly: boolean;
};

/** A request to any URL. */
export type DirectRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | undefined;
};

/** Sends requests to any server, each over a new connection. It follows no redirection. */
export interface DirectSender {
  /** Never rejects: an error is in the exchange, with the kind `forbidden` if the request cannot or must not be sent. */
  send(request: DirectRequest): Promise<TargetExchange>;
  /** Ends the running requests. */
  close(): void;
}

export function createDirectSender({ timeout, maxBody, loopbackOnly }: DirectSenderOptions): DirectSender {
  const options = { keepAlive: false, ...(loopbackOnly && { lookup: lookupLoopback }) };
  const [plain, secure] = [new Agent(options), new SecureAgent(options)];
  return {
    async send({ method, url, headers, body }) {
      const { protocol, hostname, pathname, search } = new URL(url);
      const request = { method, path: pathname + search, headers };
      const host = hostname.replace(/^\[|\]$/g, '');
      // an address is not looked up
      if (loopbackOnly && isIP(host) && !isLoopbackAddress(host)) {
        return { request, url, failure: { kind: 'forbidden', message: FOREIGN }, milliseconds: 0 };
      }
      const agent = protocol === 'https:' ? secure : plain;
      try {
        return await sendRequest(request, { url, timeout, maxBody, agent, unpooled: agent, bytes: body });
      } catch (error) {
        // Node refuses some names and values of headers
        const message = `The request cannot be sent: ${formatReason(error as Error)}.`;
        return { request, url, failure: { kind: 'forbidden', message }, milliseconds: 0 };
      }
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

const FOREIGN = 'Its address is not of this machine.';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Looks a name up for a connection. The addresses are compared here, since the next look-up may give others. */
const lookupLoopback: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    const addresses = found.filter(({ address }) => isLoopbackAddress(address));
    const [first] = addresses;
    if (!first) return callback(Object.assign(new Error(FOREIGN), { code: FOREIGN_ADDRESS }), []);
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
