import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Problem } from '../kernel/index.js';
import type { App } from './create-app.js';
import { expose, isLoopback } from './network/exposure.js';
import type { RequestLimits } from './pipe-options.js';
import { refuseUnread } from './refuse-unread.js';
import { withoutOrigin } from './request/request-target.js';

/** A server that listens, and what stops it: running requests may finish, for some seconds. */
export type Listening = { server: Server; url: string; stop: () => Promise<void> };

/** What is allowed to clients before there is a request. */
export type ConnectionLimits = {
  /** How many milliseconds a client may take to send its request. */
  requestTimeout: number;
  /** How many connections there may be at once, for each port that is listened on. */
  connections: number;
};

/**
 * Makes what serves an Express app on an address. Express gives every request and response a new prototype, for which V8
 * drops what it knows of them; here they are born with that prototype, so that nothing changes and the app runs several
 * times as fast.
 */
export function listener(
  app: App,
  { requestTimeout, headers, connections }: ConnectionLimits & Pick<RequestLimits, 'headers'>,
): Listen {
  const options = {
    IncomingMessage: bornFor(IncomingMessage, { app, role: 'request' }),
    ServerResponse: bornFor(ServerResponse, { app, role: 'response' }),
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: KEEP_ALIVE,
    // what has a little too much is refused by the pipe, which knows more of it
    maxHeaderSize: headers + READ_BEYOND,
    connectionsCheckingInterval: Math.min(requestTimeout, CHECKING_INTERVAL),
  };
  return async address => {
    assertPort(address.port);
    let isReached = true;
    const unheard = new Set<Socket>();
    const serve: RequestListener = (request, response) => {
      unheard.delete(request.socket);
      // Express parses what does not begin with a slash, and answers by itself what it cannot parse
      request.url = withoutOrigin(request.url ?? '/');
      if (isReached) expose(request);
      app(request, response);
    };
    const server = createServer(options, serve)
      .on('checkContinue', continuing(serve))
      .on('clientError', refuseUnread as (error: Error, socket: Duplex) => void);
    server.maxConnections = connections;
    const stop = stopper(server, unheard);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address, resolve);
    }).catch(cause => {
      throw listenProblem(cause, address);
    });
    const bound = server.address() as AddressInfo;
    isReached = !isLoopback(bound.address);
    return { server, url: urlOf(bound), stop };
  };
}

/** Serves on an address of this machine. Throws `listen-failed`. */
export type Listen = (address: { host: string; port: number }) => Promise<Listening>;

/**
 * How long, in milliseconds, a connection may be idle. With Node's five seconds a server that was busy for so long, making an
 * order of a million users, would hang up on clients whose next request has come already.
 */
const KEEP_ALIVE = 60_000;

/** How many bytes beyond the limit of headers are read all the same. */
const READ_BEYOND = 64 * 1024;

/** How often, in milliseconds, Node looks for clients that take too long. */
const CHECKING_INTERVAL = 1000;

/**
 * Tells a client that asks whether to send its body to do so, and serves it. Where an earlier answer on the connection is
 * still to come, both wait for that: Node would put what it tells between the headers and the body of the answer.
 */
function continuing(serve: RequestListener): RequestListener {
  return (request, response) => {
    const go = () => {
      response.writeContinue();
      serve(request, response);
    };
    if (response.socket) go();
    else response.once('socket', go);
  };
}

/** A subclass whose objects have from the start the prototype that the app gives to its requests or responses. */
function bornFor<T extends typeof IncomingMessage | typeof ServerResponse>(
  base: T,
  { app, role }: { app: App; role: 'request' | 'response' },
): T {
  // a class, since only what a class constructs keeps its hidden class
  const Born = class extends (base as typeof IncomingMessage) {};
  Object.setPrototypeOf(Born.prototype, app[role]);
  Object.assign(app, { [role]: Born.prototype });
  return Born as unknown as T;
}

function urlOf({ address, port, family }: AddressInfo): string {
  // in a URL the percent sign before the zone of an address is written as what it is
  return `http://${family === 'IPv6' ? `[${address.replace('%', '%25')}]` : address}:${port}`;
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

/** Throws `listen-failed` where there is no such port. */
function assertPort(port: unknown): void {
  if (Number.isInteger(port) && Number(port) >= 0 && Number(port) < 65_536) return;
  throw new Problem(
    'listen-failed',
    `Failed to listen: the port must be an integer from 0 to 65535, not ${String(port)}.`,
    {
      fix: 'Leave it out or give 0 for any free one.',
    },
  );
}

/** How many milliseconds running requests may take to finish once a server stops, and how often others are ended. */
const GRACE = 5000;
const SWEEP = 50;

/**
 * What stops a server: it takes no new connections, ends those that wait for nothing, and lets running requests finish, but
 * not for ever. Kept once all connections have ended. It puts each new connection among the `unheard`, which Node takes for
 * busy; whoever serves takes it out when a request comes over it.
 */
export function stopper(server: Server, unheard: Set<Socket>): () => Promise<void> {
  server.on('connection', socket => {
    unheard.add(socket);
    socket.on('close', () => unheard.delete(socket));
  });
  return () =>
    new Promise(resolve => {
      // a connection waits for nothing only once its request has been answered
      const sweeping = setInterval(() => {
        server.closeIdleConnections();
        for (const socket of unheard) socket.destroy();
      }, SWEEP);
      const ending = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearInterval(sweeping);
        clearTimeout(ending);
        resolve();
      });
    });
}
