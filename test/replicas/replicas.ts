import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';

/** A mock that shares its data, and what it has printed. */
export type Replica = { mock: Mock; url: string; warnings: string[]; failures: unknown[] };

/** The URL of an empty database. */
export async function emptyDatabase(): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await sql(`${inject('engine')}postgres`, `CREATE DATABASE ${name}`);
  return inject('engine') + name;
}

/** Runs a statement on a connection of its own. */
export async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts mocks in this process, which know of each other only through the database. */
export function startReplicas(store: string, options: MockOptions = {}): Promise<[Replica, Replica, Replica]> {
  return Promise.all([startReplica(store, options), startReplica(store, options), startReplica(store, options)]);
}

export async function startReplica(store: string, options: MockOptions = {}): Promise<Replica> {
  const [warnings, failures] = [[] as string[], [] as unknown[]];
  const mock = await createMock({
    store,
    validateResponses: true,
    onWarning: sentence => warnings.push(sentence),
    onFailure: failure => failures.push(failure),
    ...options,
  });
  onTestFinished(() => mock.close());
  return { mock, url: await mock.listen(), warnings, failures };
}

export type Reply = { status: number; headers: Headers; text: string; body: ReplyBody };

type ReplyBody = {
  object_id?: number;
  payload?: { items: { user_id: number }[] };
  code?: string;
  detail?: string;
  [name: string]: unknown;
};

/** Sends a request with the token of the shipped API's admin. */
export async function send(
  { url }: { url: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: { 'X-Auth-Token': ADMIN_TOKEN, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

const ADMIN_TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

export function createUser(replica: { url: string }, name: string): Promise<Reply> {
  return send(replica, 'POST', '/v1/user/create', {
    name,
    passwd: '12345678',
    user_type: 'agent',
    email: `${name}@example.com`,
  });
}

/** All users as one replica lists them. */
export function listUsers(replica: { url: string }): Promise<Reply> {
  return send(replica, 'GET', '/v1/user/list?per_page=1000&order_by=user_id&order_dir=asc');
}

export function idsOf({ body }: Reply): number[] {
  return (body.payload?.items ?? []).map(({ user_id }) => user_id);
}

/** Repeats a request until its response has a status; returns the last response after some seconds. */
export async function until(status: number, request: () => Promise<Reply>): Promise<Reply> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const reply = await request();
    if (reply.status === status || Date.now() > end) return reply;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const PATIENCE = 20_000;
