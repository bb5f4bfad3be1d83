import { Agent, type AgentOptions, createServer, type RequestListener, type Server } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, rootCertificates } from 'node:tls';
import { MAX_TIMER } from '../kernel/index.js';
import { targetUrl } from './address.js';
import type { HeaderValue, TargetExchange, TargetRequest } from './exchange.js';
import { sendRequest } from './send.js';

/** The address of a target: a URL, or an app of this process, such as an Express app. */
export type TargetAddress = string | URL | RequestListener;

/** The most bytes of a body that are read, before and after decoding, if no other limit is given. */
export const DEFAULT_MAX_BODY = 4 * 1024 * 1024;

export type TargetOptions = {
  /** The beginning of the documented paths: `/v1`. If the URL ends with it, it is not added again. */
  basePath: string;
  /** How long to wait for a response, in milliseconds. */
  timeout: number;
  /** The most bytes of a body that are read, before and after decoding; 4 MiB if absent. */
  maxBody?: number;
  /** The most requests per second; no limit if absent. */
  rate?: number;
  /** Sent with every request that does not set them. */
  headers?: Readonly<Record<string, HeaderValue>>;
  /** Certificates (PEM) of authorities to trust, in addition to those that Node trusts. */
  ca?: string;
  /** Whether to accept any certificate. */
  insecure?: boolean;
  /** Ends the wait after a 429. */
  signal?: AbortSignal;
};

/** The failure of a request after `close`: work that took too long may still try to send. */
const CLOSED = { kind: 'refused', message: 'No connection is made any more: the target was closed.' } as const;

/** A server that requests are sent to. */
export interface Target {
  /** The URL before the documented base path: `http://localhost:8000`. */
  readonly url: string;
  /** How many requests were sent. */
  readonly sent: number;
  /**
   * Sends a request, to the target or to another `base` URL of the same server. Never rejects: an error is in the exchange.
   * After a 429 it waits and sends the request again.
   */
  send(request: TargetRequest, base?: string): Promise<TargetExchange>;
  /** Whether the server at an http URL speaks https. Its responses do not show that reliably. */
  wantsHttps(): Promise<boolean>;
  /** Ends the running requests, sends no others, and stops serving an app of this process. */
  close(): Promise<void>;
}

/** Opens a target. Throws `target-invalid` if the address is not an HTTP URL. */
export async function openTarget(address: TargetAddress, options: TargetOptions): Promise<Target> {
  const server = typeof address === 'function' ? await serve(address) : undefined;
  const url = server
    ? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    : targetUrl(String(address), options.basePath);
  const { maxBody = DEFAULT_MAX_BODY, headers = {} } = options;
  const timeout = Math.min(options.timeout, MAX_TIMER);
  const paced = pace(options);
  const [agent, unpooled] = [true, false].map(keepAlive => agentFor(url, { keepAlive }, options)) as [Agent, Agent];
  let count = 0;
  let isClosed = false;
  return {
    url,
    get sent() {
      return count;
    },
    send: (request, base = url) =>
      paced(async () => {
        if (isClosed) return { request, url: base, failure: CLOSED, milliseconds: 0 };
        count += 1;
        const full = { ...request, headers: mergeHeaders(headers, request.headers) };
        return sendRequest(full, { url: new URL(base + request.path).href, timeout, maxBody, agent, unpooled });
      }),
    wantsHttps: async () => url.startsWith('http:') && speaksTls(url, timeout),
    async close() {
      isClosed = true;
      agent.destroy();
      unpooled.destroy();
      server?.closeAllConnections();
      await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()));
    },
  };
}

function agentFor(url: string, options: AgentOptions, { ca, insecure }: TargetOptions): Agent {
  if (!url.startsWith('https:')) return new Agent(options);
  return new SecureAgent({
    ...options,
    ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
    ...(insecure && { rejectUnauthorized: false }),
  });
}

/** Merges headers; those of `over` win, and the case of names does not matter. */
function mergeHeaders(under: TargetRequest['headers'], over: TargetRequest['headers']): TargetRequest['headers'] {
  const names = new Set(Object.keys(over).map(name => name.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(under).filter(([name]) => !names.has(name.toLowerCase()))), ...over };
}

async function serve(app: RequestListener): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Whether a TLS handshake with the port of a URL succeeds within so many milliseconds, with any certificate. */
function speaksTls(url: string, timeout: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise(resolve => {
    const name = isIP(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(port || 80), ...name, rejectUnauthorized: false });
    const late = setTimeout(() => finish(false), timeout);
    const finish = (speaks: boolean) => {
      clearTimeout(late);
      socket.destroy();
      resolve(speaks);
    };
    socket.once('secureConnect', () => finish(true)).on('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

/** How often a request is repeated after a 429, and the longest wait in milliseconds. */
const MAX_RETRIES = 8;
const MAX_WAIT = 60_000;

type Send = () => Promise<TargetExchange>;

/** Limits the rate of requests, and waits after a 429. */
export function pace({
  rate,
  signal,
}: {
  rate?: number;
  signal?: AbortSignal;
}): (send: Send) => Promise<TargetExchange> {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  return async send => {
    for (let attempt = 0; ; attempt += 1) {
      if (gap > 0) {
        const now = performance.now();
        const turn = Math.max(now, next);
        next = turn + gap;
        if (turn > now) await sleep(turn - now);
      }
      const exchange = await send();
      if (exchange.response?.status !== 429 || attempt === MAX_RETRIES || signal?.aborted) return exchange;
      const milliseconds = retryAfter(exchange.response.headers['retry-after'], attempt);
      await sleep(milliseconds, undefined, signal && { signal }).catch(() => {});
    }
  };
}

/** The wait that a Retry-After header gives, in seconds or as a date, as milliseconds; without one, the wait doubles. */
function retryAfter(header: string | undefined, attempt: number): number {
  const seconds = header === undefined || header.trim() === '' ? Number.NaN : Number(header);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(header ?? '') - Date.now() : seconds * 1000;
  return Math.min(Math.max(Number.isNaN(milliseconds) ? 100 * 2 ** attempt : milliseconds, 0), MAX_WAIT);
}
