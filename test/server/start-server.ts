import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import type { MockOptions } from '../../src/index.js';
import { startMock } from '../start-mock.js';

export type Answered = { status: number; headers: IncomingHttpHeaders; text: string };
export type Sent = { headers?: Record<string, string>; body?: string | Buffer };

/** A mock on a real socket. When the test has finished it must still respond, and nothing may have failed inside it. */
export async function startServer(options: MockOptions = {}) {
  const { mock, failures } = await startMock({ records: 5, ...options });
  const url = await mock.listen();
  const token = { 'X-Auth-Token': mock.tokens.dnl.admin };
  const server = {
    mock,
    url,
    token,
    failures,
    /** Sends a request with any method. */
    ask: (method: string, path: string, sent: Sent = {}) => ask(url, { method, path, ...sent }),
    /** The same with the admin's token. */
    asAdmin: (method: string, path: string, { headers, body = '' }: Sent = {}) =>
      ask(url, { method, path, headers: { ...token, ...headers }, body }),
    /** Writes bytes to a new connection and resolves to all that arrives until it closes. */
    converse: (...written: (string | Buffer)[]) => converse(url, written),
    open: () => open(url),
    /** How many users there are. */
    async total(): Promise<number> {
      const { status, text } = await ask(url, { method: 'GET', path: '/v1/user/list', headers: token });
      expect(status).toBe(200);
      return JSON.parse(text).payload.total;
    },
  };
  return server;
}

/** Checks that the server is unharmed: it responds with a normal list, and nothing has failed inside it. */
export async function expectUnshaken({ total, failures }: Awaited<ReturnType<typeof startServer>>, users = 5) {
  expect(await total()).toBe(users);
  expect(failures).toEqual([]);
}

type Question = Sent & { method: string; path: string };

function ask(url: string, { method, path, headers = {}, body = '' }: Question): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body.length > 0 ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
    const asked = request({ hostname, port, method, path, headers: { ...length, ...headers } }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** How long, in milliseconds, a silent connection is waited for. */
const PATIENCE = 15_000;

/** A connection that is destroyed when the test has finished. */
export async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

async function converse(url: string, written: readonly (string | Buffer)[]): Promise<string> {
  const socket = await open(url);
  const received = textUntilClosed(socket);
  for (const bytes of written) socket.write(bytes);
  return received;
}

/** All that a connection receives until the server closes it. Fails where the server leaves it open in silence. */
export function textUntilClosed(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const text = () => Buffer.concat(chunks).toString();
    socket.on('data', chunk => chunks.push(chunk));
    // a reset after the response means that the server has closed the connection on unwanted bytes
    socket.on('error', () => resolve(text()));
    socket.on('close', () => resolve(text()));
    socket.setTimeout(PATIENCE, () => reject(new Error(`the connection stays open after: ${text()}`)));
  });
}

/** A request as text, with `Connection: close`. */
export function requestText(
  line: string,
  { headers = {}, body = '' }: { headers?: object; body?: string } = {},
): string {
  const all = { Host: 'localhost', Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
