import { expect } from 'vitest';
import type { MockOptions } from '../../../src/index.js';
import { expectNoFailure, type Played, play, type Received } from '../play.js';

type Record_ = Record<string, unknown>;

/** How an API does what every API does; each part is in its own words. */
export type Convention = {
  description: unknown;
  /** The records to create: three, whose names are their order. */
  bodies: readonly Record_[];
  create(body: Record_): Request;
  /** What identifies a record in its response. */
  keyOf(record: Record_): unknown;
  /** The record in the response to a create, a get or a change. */
  recordOf?(json: Record_): Record_;
  get(key: unknown): Request;
  list: { path: string; records(json: never): Record_[]; total?(received: Received): unknown };
  /** A filter that finds the second record of `bodies` alone among the created ones, and how each found record looks. */
  filter?: { query: string; finds: Partial<Record_> };
  /** The queries that order by the member, up and down. */
  order?: { member: string; up: string; down: string };
  /** The request of the first page of a few records, and the path of the next page as the response says it. */
  pages?: { first: string; next(received: Received, request: string): string | undefined };
  /** A change of one member; the others stay. */
  update?(key: unknown): Request & { changes: Record_ };
  /** A new record in the place of another. */
  replace?(key: unknown): Request & { becomes: Record_; without?: string };
  remove?(key: unknown): Request;
  created?: number;
  removed?: number;
  options?: MockOptions;
};

export type Request = { method: string; path: string; body?: unknown; type?: string };

/** Lives the whole life of a resource in one convention. Each response is valid, or the mock would have failed. */
export async function live(convention: Convention): Promise<void> {
  const played = await play(convention.description, convention.options);
  const { get, list, recordOf = (json: Record_) => json, keyOf } = convention;
  const records = async (query = '') => {
    const received = await played.get(withQuery(list.path, query));
    expect(received.status, `${list.path} ${query} ${received.text}`).toBe(200);
    return { found: list.records(received.json as never), total: list.total?.(received) };
  };
  const before = (await records()).total;

  // created records are what was sent, with keys of their own
  const keys: unknown[] = [];
  for (const body of convention.bodies) {
    const received = await sendJson(played, convention.create(body));
    expect(received.status, received.text).toBe(convention.created ?? 201);
    const record = recordOf(received.json as Record_);
    expect(record).toMatchObject(body);
    keys.push(keyOf(record));
  }
  expect(new Set(keys).size).toBe(convention.bodies.length);

  // they are found by their keys and in the list, and counted
  for (const [at, key] of keys.entries()) {
    const received = await sendJson(played, get(key));
    expect(received.status, received.text).toBe(200);
    expect(recordOf(received.json as Record_)).toMatchObject(convention.bodies[at] as Record_);
  }
  const all = await everything(played, convention);
  const listed = all.map(keyOf);
  expect(listed).toEqual(expect.arrayContaining(keys));
  expect(new Set(listed).size).toBe(listed.length);
  if (before !== undefined) expect(Number((await records()).total)).toBe(Number(before) + keys.length);

  // a filter finds all that it should and nothing else
  if (convention.filter) {
    const { query, finds } = convention.filter;
    const { found } = await records(query);
    const foundKeys = found.map(keyOf);
    expect(foundKeys).toContain(keys[1]);
    expect(foundKeys).not.toContain(keys[0]);
    for (const record of found) expect(record).toMatchObject(finds);
  }

  // the order is the member's, up and down
  if (convention.order) {
    const { member, up, down } = convention.order;
    const valuesOf = async (query: string) => (await records(query)).found.map(record => record[member] as string);
    const [ascending, descending] = [await valuesOf(up), await valuesOf(down)];
    expect(ascending).toEqual([...ascending].sort());
    expect(descending).toEqual([...descending].sort().reverse());
    expect(ascending.length).toBeGreaterThan(1);
  }

  // a change changes what it names
  if (convention.update) {
    const { changes, ...request } = convention.update(keys[0]);
    const earlier = recordOf((await sendJson(played, get(keys[0]))).json as Record_);
    const received = await sendJson(played, request);
    expect(received.status, received.text).toBeLessThan(300);
    const later = recordOf((await sendJson(played, get(keys[0]))).json as Record_);
    expect(later).toMatchObject(changes);
    const kept = (record: Record_) => omit(record, [...Object.keys(changes), ...CHANGING]);
    expect(kept(later)).toEqual(kept(earlier));
  }
  if (convention.replace) {
    const { becomes, without, ...request } = convention.replace(keys[1]);
    const received = await sendJson(played, request);
    expect(received.status, received.text).toBeLessThan(300);
    const later = recordOf((await sendJson(played, get(keys[1]))).json as Record_);
    expect(later).toMatchObject(becomes);
    expect(keyOf(later)).toEqual(keys[1]);
    if (without !== undefined) expect(later).not.toHaveProperty(without);
  }

  // what was deleted is gone
  if (convention.remove) {
    const received = await sendJson(played, convention.remove(keys[2]));
    expect(received.status, received.text).toBe(convention.removed ?? 204);
    expect((await sendJson(played, get(keys[2]))).status).toBe(404);
    expect((await sendJson(played, convention.remove(keys[2]))).status).toBe(404);
    expect((await everything(played, convention)).map(keyOf)).not.toContain(keys[2]);
    if (before !== undefined) expect(Number((await records()).total)).toBe(Number(before) + keys.length - 1);
  }
  expectNoFailure(played);
}

/** Members that may change with any write. */
const CHANGING = ['updatedAt', 'updated_at', 'modified'];

/** All records of the list: its pages joined, where it has pages. */
async function everything(played: Played, { list, pages, keyOf }: Convention): Promise<Record_[]> {
  if (!pages) return list.records((await played.get(list.path)).json as never);
  const all: Record_[] = [];
  let path: string | undefined = withQuery(list.path, pages.first);
  for (let count = 0; path !== undefined; count++) {
    const received: Received = await played.get(path);
    expect(received.status, received.text).toBe(200);
    const found = list.records(received.json as never);
    expect(count, `the pages of ${list.path} do not end`).toBeLessThan(50);
    all.push(...found);
    path = found.length === 0 ? undefined : pages.next(received, path);
  }
  expect(new Set(all.map(keyOf)).size).toBe(all.length);
  return all;
}

/** Sends a request with a body in JSON, or as a form. */
export function sendJson(
  played: Played,
  { method, path, body, type = 'application/json' }: Request,
): Promise<Received> {
  if (body === undefined) return played.send(method, path);
  const text = type.includes('form')
    ? String(new URLSearchParams(body as Record<string, string>))
    : JSON.stringify(body);
  return played.send(method, path, { headers: { 'Content-Type': type }, body: text });
}

export function withQuery(path: string, query: string): string {
  if (query === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/** The path of an address with which a response goes on. */
export function pathOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  const { pathname, search } = new URL(url, 'http://mock');
  return pathname + search;
}

/** The address of the next page in a header Link. */
export function nextLink({ headers }: Received): string | undefined {
  return pathOf(/<([^>]+)>;\s*rel="?next"?/.exec(String(headers.link ?? ''))?.[1]);
}

function omit(record: Record_, names: readonly string[]): Record_ {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
