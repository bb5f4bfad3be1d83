import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import { Problem } from '../kernel/index.js';

export type Listening = { server: Server; url: string };

export type ListenOptions = { host: string; port: number; requestTimeout: number };

/**
 * Serves an Express app. Express gives every request and response a new prototype, for which V8 drops what it knows of
 * them; here they are born with that prototype, so that nothing changes and the app runs several times as fast.
 * `requestTimeout` is how many milliseconds a client may take to send its request. Throws `listen-failed`.
 */
export async function listen(app: Express, { host, port, requestTimeout }: ListenOptions): Promise<Listening> {
  const server = createServer(
    {
      IncomingMessage: bornAs(IncomingMessage, app.request),
      ServerResponse: bornAs(ServerResponse, app.response),
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(requestTimeout, CHECKING_INTERVAL),
    },
    app,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(listenProblem(cause, { host, port })));
    server.listen({ host, port }, resolve);
  });
  return { server, url: urlOf(server.address() as AddressInfo) };
}

/** How often, in milliseconds, Node looks for clients that take too long. */
const CHECKING_INTERVAL = 1000;

/** A constructor like `base` whose objects have `prototype` as theirs from the start. */
function bornAs<T extends typeof IncomingMessage | typeof ServerResponse>(base: T, prototype: object): T {
  function Born(...from: [Socket]): object {
    return Reflect.construct(base, from, Born);
  }
  Born.prototype = prototype;
  return Born as unknown as T;
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function listenProblem(cause: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Problem {
  const reason =
    cause.code === 'EADDRINUSE'
      ? 'the port is in use'
      : cause.code === 'EACCES'
        ? 'the port is not permitted'
        : cause.message;
  return new Problem('listen-failed', `Failed to listen on ${host}, port ${port}: ${reason}.`, { cause });
}
