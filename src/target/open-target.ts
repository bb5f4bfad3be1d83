import { Agent, type AgentOptions, createServer, type RequestListener, type Server } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { connect, rootCertificates } from 'node:tls';
import { MAX_TIMER } from '../kernel/index.js';
import { targetUrl } from './address.js';
import type { HeaderValue, TargetExchange, TargetRequest } from './exchange.js';
import { pace } from './pace.js';
import { sendRequest } from './send.js';

/** Where a target is: a URL, or an app of this process such as Express's. */
export type TargetAddress = string | URL | RequestListener;

/** The most bytes of a body that are read, packed and unpacked, where nothing else is said. */
export const DEFAULT_MAX_BODY = 4 * 1024 * 1024;

export type TargetOptions = {
  /** What the documented paths begin with; where the URL ends with it, it is not doubled: `/v1`. */
  basePath: string;
  /** How long to wait for an answer, in milliseconds. */
  timeout: number;
  /** The most bytes of a body that are read, packed and unpacked; 4 MiB if absent. */
  maxBody?: number;
  /** The most requests per second; no limit if absent. */
  rate?: number;
  /** Sent with every request that does not set them itself. */
  headers?: Readonly<Record<string, HeaderValue>>;
  /** Certificates (PEM) of those who may have signed the target's, beside those that Node knows. */
  ca?: string;
  /** Whether any certificate will do. */
  insecure?: boolean;
  /** Ends the waiting for a target that has asked for patience. */
  signal?: AbortSignal;
};

/** What becomes of a request that comes too late: whoever was given up may still want to send. */
const CLOSED = { kind: 'refused', message: 'No connection is made any more: the target was closed.' } as const;

/** Whatever answers requests. */
export interface Target {
  /** What stands before the documented base path: `http://localhost:8000`. */
  readonly url: string;
  /** How many requests have been sent. */
  readonly sent: number;
  /**
   * Sends a request, to the target or to another `base` of the same server. Never rejects: what went wrong is in the
   * exchange. A 429 is waited for and sent again.
   */
  send(request: TargetRequest, base?: string): Promise<TargetExchange>;
  /** Whether the other end of an http URL speaks https, which its answers tell in many ways or not at all. */
  wantsHttps(): Promise<boolean>;
  /** Ends the requests under way, sends no others, and stops serving an app of this process. */
  close(): Promise<void>;
}

/** Opens a target. Throws `target-invalid` where the address is no HTTP URL. */
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

/** Headers with others over them; names are the same in whatever case. */
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

/** Whether a TLS handshake succeeds with the port of a URL within so many milliseconds, whatever its certificate. */
function speaksTls(url: string, timeout: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise(resolve => {
    const name = isIP(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(port || 80), ...name, rejectUnauthorized: false });
    const late = setTimeout(() => finish(false), timeout);
    const finish = (answer: boolean) => {
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => finish(true)).on('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
