import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { readOf, type User, wrongVariables } from './fake-user.js';

/** The one user of the fakes. */
export const SUBJECT = '288256';

export type Seen = { method: string; path: string; body: string; authorization: string | undefined };
export type Answer = { status: number; body: Readonly<Record<string, unknown>> };

/** How a fake differs from the plainest faithful server, and what is planted in it. */
export type FakeOptions = {
  /** The companion GET; there by default. */
  read?: boolean;
  /** What a read shows of the user. */
  shows?(read: Readonly<Record<string, unknown>>): unknown;
  keys?: 'lower' | 'capitalised';
  failure?: 400 | 422;
  unknown?: 404 | 400;
  /** What success is on a 400. */
  successOn400?: boolean;
  /** Asked for, and given to the suite by the tests. */
  token?: string;
  user?: Partial<User>;
  /** Which variables of a body are wrong, before anything is changed. */
  wrong?(faithful: readonly string[], body: Readonly<Record<string, unknown>>): readonly string[];
  /** What else a patch does to the user. */
  patched?(user: User, body: Readonly<Record<string, unknown>>): void;
  /** What is answered in place of a faithful answer. */
  answers?(faithful: Answer, request: { id: string; body: unknown }): Answer | undefined;
};

/** A small server that plays Acefone for one test; it remembers every request. */
export async function fakeAcefone(options: FakeOptions = {}) {
  const requests: Seen[] = [];
  const user: User = { ...USER, ...options.user };
  const server = createServer((request, response) => {
    respond(request, response, { options, user, requests }).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, user };
}

const USER: User = {
  name: 'Arjun Nair',
  number: '+919812045502',
  email: 'arjun.nair@example.com',
  caller_id: ['57201', '57202'],
  agent_group: ['Sales'],
  block_agent: false,
  international_outbound: false,
  designation: 'Team Leader',
  login_id: 'arjun.nair',
  user_role: '3103',
  block_web_login: false,
  user_for_cdr: { type: 'agent', value: ['0502842370002'] },
  login_based_calling: true,
  disable_agent: false,
};

type Playing = { options: FakeOptions; user: User; requests: Seen[] };

async function respond(request: IncomingMessage, response: ServerResponse, playing: Playing): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method = '', url = '', headers } = request;
  playing.requests.push({ method, path: url, body: text, authorization: headers.authorization });
  const id = /^\/v1\/user\/([^/]+)$/.exec(url)?.[1] ?? '';
  const faithful = answerTo({ method, id, text, authorization: headers.authorization }, playing);
  const answer = method === 'PATCH' ? changed(faithful, { id, text }, playing.options) : faithful;
  response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(answer.body));
}

function changed(faithful: Answer, { id, text }: { id: string; text: string }, options: FakeOptions): Answer {
  const answer = options.answers?.(faithful, { id, body: parsed(text) }) ?? faithful;
  if (options.keys !== 'capitalised') return answer;
  const entries = Object.entries(answer.body).map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value]);
  return { status: answer.status, body: Object.fromEntries(entries) };
}

type Asked = { method: string; id: string; text: string; authorization: string | undefined };

function answerTo({ method, id, text, authorization }: Asked, { options, user }: Playing): Answer {
  const { token, failure = 400, unknown = 404, successOn400 = false } = options;
  const failed = (status: number, more = {}) => ({
    status,
    body: { success: status === 400 && successOn400, message: 'No.', ...more },
  });
  if (token !== undefined && authorization !== `Bearer ${token}`) return failed(401);
  if (id === '' || (method === 'GET' && options.read === false)) return { status: 404, body: { message: 'No route.' } };
  if (id !== SUBJECT) return { status: unknown, body: { success: false, message: 'No such user.' } };
  if (method === 'GET') {
    const read = readOf(user, SUBJECT);
    return { status: 200, body: { data: options.shows?.(read) ?? read } };
  }
  const body = parsed(text);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return failed(400);
  const patch = body as Readonly<Record<string, unknown>>;
  const faithful = wrongVariables(patch);
  const wrong = options.wrong?.(faithful, patch) ?? faithful;
  if (wrong.length > 0) return failed(failure, { error: Object.fromEntries(wrong.map(name => [name, ['Wrong.']])) });
  for (const name of Object.keys(user)) if (Object.hasOwn(patch, name)) user[name] = patch[name];
  options.patched?.(user, patch);
  return { status: 200, body: { success: true, message: 'Done.' } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
