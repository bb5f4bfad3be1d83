import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Problem } from '../kernel/index.js';
import type { Exchange } from './exchange.js';
import { pace } from './pace.js';
import type { TargetRequest } from './request.js';
import { sent } from './sent.js';

/** Where a target is: a URL, or an app of this process such as Express's. */
export type TargetAddress = string | URL | RequestListener;

export type TargetOptions = {
  /** What the documented paths begin with; where the URL ends with it, it is not doubled: `/v1`. */
  basePath: string;
  /** How long to wait for an answer, in milliseconds. */
  timeout: number;
  /** The most requests per second; no limit if absent. */
  rate?: number;
  /** Ends the waiting for a target that has asked for patience. */
  signal?: AbortSignal;
};

/** Whatever answers requests. */
export interface Target {
  /** What stands before the documented base path: `http://localhost:8000`. */
  readonly url: string;
  /** How many requests have been sent. */
  readonly sent: number;
  /** Sends a request. Never rejects: what went wrong is in the exchange. A 429 is waited for and sent again. */
  send(request: TargetRequest): Promise<Exchange>;
  /** Stops serving an app of this process. */
  close(): Promise<void>;
}

/** Opens a target. Throws `target-invalid` where the address is no HTTP URL. */
export async function openTarget(address: TargetAddress, options: TargetOptions): Promise<Target> {
  const server = typeof address === 'function' ? await serve(address) : undefined;
  const url = server
    ? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    : targetUrl(String(address), options.basePath);
  const paced = pace(options);
  const agent = new (url.startsWith('https:') ? SecureAgent : Agent)({ keepAlive: true });
  let count = 0;
  return {
    url,
    get sent() {
      return count;
    },
    send: request =>
      paced(() => {
        count += 1;
        return sent(request, { url: new URL(url + request.path).href, timeout: options.timeout, agent });
      }),
    async close() {
      agent.destroy();
      await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()));
    },
  };
}

/** What stands before the documented base path. Throws `target-invalid`. */
export function targetUrl(address: string, basePath: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.username || url?.password) throw unusable('that address', 'it holds credentials, which go into --token');
  if (!url || !/^https?:$/.test(url.protocol)) throw unusable(repeatable(address), 'it is no HTTP URL');
  if (url.search || url.hash) throw unusable(url.origin + url.pathname, 'it has a query or a fragment');
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (path.endsWith(basePath) ? path.slice(0, path.length - basePath.length) : path);
}

/** An address, unless it could hold a secret. */
function repeatable(address: string): string {
  return /[@?#]/.test(address) ? 'that address' : address;
}

function unusable(address: string, reason: string): Problem {
  return new Problem('target-invalid', `Failed to use ${address} as a target: ${reason}.`);
}

async function serve(app: RequestListener): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return server;
}
