import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Problem } from '../kernel/index.js';
import type { App } from './create-app.js';
import type { RequestLimits } from './pipe-options.js';
import { refuseUnread } from './refuse-unread.js';
import { expose, isLoopback } from './request/connection.js';
import { withoutOrigin } from './request/request-head.js';

/** A server that listens. `stop` gives running requests some seconds to finish. */
export type Listening = { server: Server; url: string; stop: () => Promise<void> };

/** Limits of a connection, which apply before a request is complete. */
export type ConnectionLimits = {
  /** How many milliseconds a client may take to send its request. */
  requestTimeout: number;
  /** How many connections each port accepts at the same time. */
  connections: number;
};

/**
 * Creates the function that serves an Express app on an address. Express sets the prototype of every request and response,
 * and V8 then drops their hidden classes. Here the objects have that prototype from the start, so that Express changes
 * nothing and the app runs several times as fast.
 */
export function listener(
  app: App,
  { limits, cors }: { limits: ConnectionLimits & Pick<RequestLimits, 'headers'>; cors: boolean },
): Listen {
  const { requestTimeout, headers, connections } = limits;
  const options = {
    IncomingMessage: subclassFor(IncomingMessage, { app, role: 'request' }),
    ServerResponse: subclassFor(ServerResponse, { app, role: 'response' }),
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: KEEP_ALIVE,
    // a request slightly over the limit is refused by the pipe, which knows its origin
    maxHeaderSize: headers + EXTRA_HEADER_BYTES,
    connectionsCheckingInterval: Math.min(requestTimeout, CHECKING_INTERVAL),
  };
  return async address => {
    assertPort(address.port);
    let isReachable = true;
    const silent = new Set<Socket>();
    const serve: RequestListener = (request, response) => {
      silent.delete(request.socket);
      // Express parses a URL that does not begin with a slash, and sends its own error where it cannot
      request.url = withoutOrigin(request.url ?? '/');
      if (isReachable) expose(request);
      app(request, response);
    };
    const server = createServer(options, serve)
      .on('checkContinue', continueFirst(serve))
      .on('clientError', (error: Error, socket: Duplex) => refuseUnread(error, socket as Socket, { cors }));
    server.maxConnections = connections;
    const stop = createStop(server, silent);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address, resolve);
    }).catch(cause => {
      throw listenProblem(cause, address);
    });
    const bound = server.address() as AddressInfo;
    isReachable = !isLoopback(bound.address);
    return { server, url: urlOf(bound), stop };
  };
}

/** Serves on an address of this machine. Throws `listen-failed`. */
export type Listen = (address: { host: string; port: number }) => Promise<Listening>;

/**
 * How long, in milliseconds, a connection may be idle. Sorting a million records can take longer than Node's five seconds: the
 * server would then close connections on which the next request has already arrived.
 */
const KEEP_ALIVE = 60_000;

/** How many bytes of headers Node reads beyond the limit. */
const EXTRA_HEADER_BYTES = 64 * 1024;

/** How often, in milliseconds, Node looks for requests that are too slow. */
const CHECKING_INTERVAL = 1000;

/**
 * Sends `100 Continue` to a client that waits for it, and serves the request. Both wait for an earlier response on the same
 * connection: Node would write `100 Continue` between the headers and the body of that response.
 */
function continueFirst(serve: RequestListener): RequestListener {
  return (request, response) => {
    const go = () => {
      response.writeContinue();
      serve(request, response);
    };
    if (response.socket) go();
    else response.once('socket', go);
  };
}

/** Creates a subclass whose objects already have the prototype that the app sets on its requests or responses. */
function subclassFor<T extends typeof IncomingMessage | typeof ServerResponse>(
  base: T,
  { app, role }: { app: App; role: 'request' | 'response' },
): T {
  // a class, because only objects that a class constructs keep their hidden class
  const Subclass = class extends (base as typeof IncomingMessage) {};
  Object.setPrototypeOf(Subclass.prototype, app[role]);
  Object.assign(app, { [role]: Subclass.prototype });
  return Subclass as unknown as T;
}

function urlOf({ address, port, family }: AddressInfo): string {
  // the percent sign before the zone of an IPv6 address must be encoded in a URL
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

/** Throws `listen-failed` for an invalid port. */
function assertPort(port: unknown): void {
  if (Number.isInteger(port) && Number(port) >= 0 && Number(port) < 65_536) return;
  throw new Problem(
    'listen-failed',
    `Failed to listen: the port must be an integer from 0 to 65535, not ${String(port)}.`,
    {
      fix: 'Leave it out, or use 0 for any free port.',
    },
  );
}

/** In milliseconds: how long a stop waits for running requests, and how often it closes idle connections. */
const GRACE = 5000;
const SWEEP = 50;

/**
 * Creates the function that stops a server: it accepts no new connections, closes idle ones, and gives running requests
 * `GRACE` to finish. It resolves when all connections are closed. Node takes a connection without a request for busy;
 * therefore each new connection is added to `silent`, and the listener removes it when its first request arrives.
 */
function createStop(server: Server, silent: Set<Socket>): () => Promise<void> {
  server.on('connection', socket => {
    silent.add(socket);
    socket.on('close', () => silent.delete(socket));
  });
  return () =>
    new Promise(resolve => {
      // repeated, because a connection is idle only after its response has been sent
      const sweeping = setInterval(() => {
        server.closeIdleConnections();
        for (const socket of silent) socket.destroy();
      }, SWEEP);
      const ending = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearInterval(sweeping);
        clearTimeout(ending);
        resolve();
      });
    });
}
