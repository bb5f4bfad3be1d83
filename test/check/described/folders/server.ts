import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { loadDescribedApi, type Outcome, runSuite } from '../../../../src/check/index.js';
import { writeFiles } from '../../../openapi/files.js';
import { FOLDERS } from './description.js';

export type Row = { id: number } & Record<string, unknown>;
export type FolderCall = {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string | undefined>>;
  body: Record<string, unknown>;
};
export type FolderReply = { status: number; body?: unknown; headers?: Readonly<Record<string, string>> };
export type Data = { folders: Map<number, Row>; pages: Map<number, Row> };

/** Changes what the faithful server does with a call. */
export type FolderTwist = (call: FolderCall, next: (call: FolderCall) => FolderReply, data: Data) => FolderReply;

/** Judges a server of folders by some laws and by one that creates records; it keeps its description, but for a twist. */
export async function judgeFolders(
  laws: readonly string[],
  twist: FolderTwist = (call, next) => next(call),
): Promise<Outcome> {
  const data = startingData();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const sent = await text(request);
    const call: FolderCall = {
      method: request.method ?? 'GET',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: request.headers as FolderCall['headers'],
      body: readBody(sent),
    };
    const { status, body, headers } = twist(call, given => respond(given, data), data);
    response.writeHead(status, { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers });
    response.end(body === undefined || call.method === 'HEAD' ? '' : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = await loadDescribedApi(join(writeFiles({ 'folders.json': FOLDERS }), 'folders.json'));
  return runSuite({ target, api, tokens: {}, timeout: 20_000, names: { only: [...laws, 'new-keys'] } });
}

const NAMES = ['Summer trips', 'House', 'café bills', 'Garden', 'Étage plans', 'Taxes', 'Boat'];
const NOTES = ['Of the attic', null, 'near the window', 'Kept until May'];
const KINDS = ['bill', 'letter', 'plan'];
const TAGS = ['net', 'network', 'home', 'old'];
const START = Date.parse('2025-03-01T06:00:00Z');

function startingData(): Data {
  const folders = Array.from(
    { length: 24 },
    (_, at): Row => ({
      // ids of some lengths and kinds
      id: at < 12 ? at + 1 : 100 * at + 7,
      code: `OLD-${100_000 + at}`,
      name: `${NAMES[at % NAMES.length]} ${at}`,
      kind: KINDS[at % 3],
      note: NOTES[at % NOTES.length],
      size: at % 5 === 4 ? null : (at * 37) % 101,
      shared: at % 2 === 0,
      tags: TAGS.filter((_, tag) => (at + tag) % 3 === 0),
      owner: null,
      opened_at: timeAt(START + ((at * 7) % 24) * 31 * 3_600_000),
      state: 'open',
      created_at: timeAt(START + at * 3_600_000),
    }),
  );
  const pages = [0, 1, 2, 3, 4].map(
    (at): Row => ({ id: at + 1, folder_id: 1 + (at % 2), text: `Page ${at}`, at: timeAt(START + at * 7 * 3_600_000) }),
  );
  return { folders: new Map(folders.map(row => [row.id, row])), pages: new Map(pages.map(row => [row.id, row])) };
}

function timeAt(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function readBody(sent: string): Record<string, unknown> {
  try {
    return JSON.parse(sent);
  } catch {
    return {};
  }
}

/** What a faithful server does. */
function respond(call: FolderCall, { folders, pages }: Data): FolderReply {
  const { method, path, headers, body } = call;
  const [, key, below] = /^\/folders(?:\/(\d+)(?:\/(\w+))?)?$/.exec(path) ?? [];
  const folder = folders.get(Number(key));
  if (path === '/folders' && (method === 'GET' || method === 'HEAD')) return list(call, [...folders.values()]);
  if (path === '/folders' && method === 'POST') return keep({ id: nextId(), created_at: now(), state: 'open' });
  if (!folder) return { status: 404 };
  if (below === 'pages' && method === 'GET')
    return list(
      call,
      [...pages.values()].filter(({ folder_id }) => folder_id === folder.id),
    );
  if (below === 'pages' && method === 'POST') {
    const page = { id: nextId(), folder_id: folder.id, text: body.text, at: body.at };
    if (typeof page.text !== 'string' || Number.isNaN(Date.parse(String(page.at)))) return { status: 400 };
    pages.set(page.id, page);
    return { status: 201, body: page };
  }
  if (below === 'close' && method === 'POST') {
    folders.set(folder.id, { ...folder, state: 'closed' });
    return show({ ...folder, state: 'closed' });
  }
  if (below !== undefined) return { status: 404 };
  if (method === 'GET')
    return headers['if-none-match'] === etagOf(folder)
      ? { status: 304, headers: { ETag: etagOf(folder) } }
      : show(folder);
  if (headers['if-match'] !== undefined && headers['if-match'] !== etagOf(folder)) return { status: 412 };
  const { id, created_at, state } = folder;
  if (method === 'PUT') return keep({ id, created_at, state }, 200);
  if (method === 'PATCH') return keep(folder, 200);
  if (method !== 'DELETE') return { status: 405 };
  folders.delete(folder.id);
  for (const page of pages.values()) if (page.folder_id === folder.id) pages.delete(page.id);
  return { status: 204 };

  function keep(base: Row, status = 201): FolderReply {
    const { note = null, size = null, shared = false, tags = [], owner = null, ...given } = { ...base, ...body };
    const { code, name, kind, opened_at } = given;
    const row: Row = {
      id: base.id,
      code,
      name,
      kind,
      note,
      size,
      shared,
      tags,
      owner,
      opened_at,
      state: base.state,
      created_at: base.created_at,
    };
    if (!isValid(row)) return { status: 400 };
    if ([...folders.values()].some(other => other.code === code && other.id !== row.id)) return { status: 409 };
    folders.set(row.id, row);
    return { ...show(row), status };
  }
}

let lastId = 2500;
let clock = Date.parse('2026-03-01T00:00:00Z');

function now(): string {
  clock += 1000;
  return timeAt(clock);
}

function nextId(): number {
  lastId += 1;
  return lastId;
}

function show(row: Row): FolderReply {
  return { status: 200, body: row, headers: { ETag: etagOf(row) } };
}

export function etagOf(row: Row): string {
  return `"${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 12)}"`;
}

function isValid({ code, name, kind, opened_at, size, shared, note, tags }: Row): boolean {
  return (
    /^[A-Z]{3}-\d{6}$/.test(String(code)) &&
    typeof name === 'string' &&
    KINDS.includes(String(kind)) &&
    !Number.isNaN(Date.parse(String(opened_at))) &&
    (size === null || Number.isInteger(size)) &&
    typeof shared === 'boolean' &&
    (note === null || typeof note === 'string') &&
    Array.isArray(tags)
  );
}

const instant = (value: unknown) => Date.parse(String(value));

/** Whether a row matches a parameter, by its name. */
const FILTERS: Readonly<Record<string, (row: Row, wanted: string) => boolean>> = {
  kind: (row, wanted) => row.kind === wanted,
  shared: (row, wanted) => String(row.shared) === wanted,
  tag: (row, wanted) => (row.tags as string[]).includes(wanted),
  owner: (row, wanted) => row.owner === wanted,
  min_size: (row, wanted) => row.size !== null && Number(row.size) >= Number(wanted),
  max_size: (row, wanted) => row.size !== null && Number(row.size) <= Number(wanted),
  opened_after: (row, wanted) => instant(row.opened_at) > instant(wanted),
  since: (row, wanted) => instant(row.at) >= instant(wanted),
  until: (row, wanted) => instant(row.at) <= instant(wanted),
  q: (row, wanted) =>
    [row.name, row.note].some(one =>
      String(one ?? '')
        .toLowerCase()
        .includes(wanted.toLowerCase()),
    ),
};

function list({ path, query }: FolderCall, rows: readonly Row[]): FolderReply {
  const found = rows.filter(row =>
    Object.entries(query).every(([name, wanted]) => FILTERS[name]?.(row, wanted) ?? true),
  );
  const sign = query.sort === '-size' ? -1 : 1;
  const ordered = query.sort ? found.toSorted((one, other) => sign * (Number(one.size) - Number(other.size))) : found;
  const [offset, limit] = [Number(query.offset ?? 0), Number(query.limit ?? 10)];
  const next = new URLSearchParams({ ...query, offset: String(offset + limit), limit: String(limit) });
  const hasNext = offset + limit < found.length;
  return {
    status: 200,
    body: ordered.slice(offset, offset + limit),
    headers: { 'X-Total-Count': String(found.length), ...(hasNext && { Link: `<${path}?${next}>; rel="next"` }) },
  };
}
