import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { loadDescribedApi, type Outcome, type RunOptions, runSuite } from '../../../src/check/index.js';
import { writeFiles } from '../../openapi/files.js';

const json = (schema: unknown) => ({ description: 'json', content: { 'application/json': { schema } } });
const refused = json({ $ref: '#/components/schemas/Refused' });
const key = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

/** A description of notes, which are listed, created, changed and deleted. */
export const NOTES = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  servers: [{ url: '/v1' }],
  security: [{ token: [] }],
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        parameters: [
          { name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'done'] } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } },
        ],
        responses: {
          200: json({ type: 'array', items: { $ref: '#/components/schemas/Note' } }),
          400: refused,
          401: refused,
        },
      },
      post: {
        operationId: 'createNote',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewNote' } } },
        },
        responses: {
          201: {
            ...json({ $ref: '#/components/schemas/Note' }),
            headers: { Location: { required: true, schema: { type: 'string' } } },
          },
          400: refused,
          401: refused,
        },
      },
    },
    '/notes/{id}': {
      parameters: [key],
      get: {
        operationId: 'getNote',
        responses: { 200: json({ $ref: '#/components/schemas/Note' }), 401: refused, 404: refused },
      },
      patch: {
        operationId: 'changeNote',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Changes' } } },
        },
        responses: { 200: json({ $ref: '#/components/schemas/Note' }), 400: refused, 401: refused, 404: refused },
      },
      delete: { operationId: 'deleteNote', responses: { 204: { description: 'gone' }, 401: refused, 404: refused } },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Refused: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
      Changes: {
        type: 'object',
        additionalProperties: false,
        properties: {
          id: { type: 'integer', readOnly: true },
          title: { type: 'string', minLength: 1, maxLength: 40 },
          status: { type: 'string', enum: ['open', 'done'] },
          pages: { type: 'integer', minimum: 0, maximum: 100 },
          secret: { type: 'string', writeOnly: true },
        },
      },
      NewNote: { allOf: [{ $ref: '#/components/schemas/Changes' }, { type: 'object', required: ['title'] }] },
      Note: {
        allOf: [{ $ref: '#/components/schemas/Changes' }, { type: 'object', required: ['id', 'title', 'status'] }],
      },
    },
  },
};

type Note = Record<string, unknown>;

/** A response: a status, a body that is JSON or text, and headers. */
export type NoteReply = { status: number; body?: unknown; headers?: Record<string, string> };

export type NoteCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
};

/** Changes what the faithful server does. It gets the call and what answers it. */
export type Twist = (call: NoteCall, next: (call: NoteCall) => NoteReply) => NoteReply | 'silence' | 'death';

const TOKEN = 'a-right-token';

/** Judges a server of notes that keeps its description, but for a twist. */
export async function judgeNotes(
  twist: Twist = (call, next) => next(call),
  options: Partial<RunOptions> = {},
): Promise<Outcome> {
  const url = await serveNotes(twist);
  const api = await loadDescribedApi(join(writeFiles({ 'notes.json': NOTES }), 'notes.json'));
  return runSuite({ target: url, api, tokens: { token: TOKEN }, timeout: 3000, ...options });
}

/** The checks whose violations an outcome has, each once, with what they are about. */
export function brokenLaws({ violations }: Outcome): string[] {
  return [...new Set(violations.map(({ check, operation }) => `${check} ${operation}`))].sort();
}

/** Serves notes until the test has finished, and returns the URL without the base path. */
export async function serveNotes(twist: Twist): Promise<string> {
  const notes = new Map<number, Note>(
    [1, 2, 3].map(id => [id, { id, title: `note ${id}`, status: id === 2 ? 'done' : 'open' }]),
  );
  let last = 3;
  const create = (note: Note): Note => {
    last += 1;
    const { secret, ...kept } = note;
    const created = { status: 'open', ...kept, id: last };
    notes.set(last, created);
    return created;
  };
  const server = createServer(async (asked, response) => {
    const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://localhost');
    const call: NoteCall = {
      method: asked.method ?? 'GET',
      path: pathname,
      query: searchParams,
      headers: asked.headers,
      body: await text(asked),
    };
    const reply = twist(call, given => answer(given, { notes, create }));
    if (reply === 'silence') return;
    if (reply === 'death') {
      server.close();
      server.closeAllConnections();
      return;
    }
    const { status, body, headers } = reply;
    const type = body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
    response.writeHead(status, { ...type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Kept = { notes: Map<number, Note>; create(note: Note): Note };

function answer({ method, path, query, headers, body }: NoteCall, { notes, create }: Kept): NoteReply {
  const [, id] = /^\/v1\/notes(?:\/([^/]*))?$/.exec(path) ?? [];
  if (!path.startsWith('/v1/notes')) return refuse(404, 'There is no such path.');
  if (headers.authorization !== `Bearer ${TOKEN}`) return refuse(401, 'The token is wrong.');
  if (id === undefined && method === 'GET') return list([...notes.values()], query);
  if (id === undefined && method !== 'POST') return refuse(405, 'There is no such method.');
  const note = notes.get(Number(id));
  if (id !== undefined && !/^\d+$/.test(id)) return refuse(404, 'There is no such note.');
  if (id !== undefined && !note) return refuse(404, 'There is no such note.');
  if (note && method === 'GET') return { status: 200, body: note };
  if (note && method === 'DELETE') {
    notes.delete(Number(id));
    return { status: 204 };
  }
  if (note && method !== 'PATCH') return refuse(405, 'There is no such method.');
  const sent = readNote(headers['content-type'] ?? '', body);
  if (typeof sent === 'string') return refuse(400, sent);
  if (note) {
    const { secret, ...kept } = sent;
    const changed = { ...note, ...kept, id: note.id };
    notes.set(Number(id), changed);
    return { status: 200, body: changed };
  }
  if (sent.title === undefined) return refuse(400, 'title is missing.');
  const created = create(sent);
  return { status: 201, body: created, headers: { Location: `/v1/notes/${created.id}` } };
}

function list(notes: readonly Note[], query: URLSearchParams): NoteReply {
  const [status, limit] = [query.get('status'), query.get('limit')];
  if (status !== null && !['open', 'done'].includes(status)) return refuse(400, 'status is wrong.');
  if (limit !== null && (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 50))
    return refuse(400, 'limit is wrong.');
  const found = notes.filter(note => status === null || note.status === status);
  return { status: 200, body: found.slice(0, Number(limit ?? 50)) };
}

/** The members of a body, or what is wrong with it. */
function readNote(type: string, body: string): Note | string {
  if (!type.startsWith('application/json')) return 'The media type is wrong.';
  let note: unknown;
  try {
    note = JSON.parse(body);
  } catch {
    return 'The body is no JSON.';
  }
  if (typeof note !== 'object' || note === null || Array.isArray(note)) return 'The body is no object.';
  const { id, title, status, pages, secret, ...others } = note as Note;
  if (Object.keys(others).length > 0) return 'A member is not known.';
  if (title !== undefined && (typeof title !== 'string' || title.length < 1 || title.length > 40))
    return 'title is wrong.';
  if (status !== undefined && status !== 'open' && status !== 'done') return 'status is wrong.';
  if (pages !== undefined && (!Number.isInteger(pages) || Number(pages) < 0 || Number(pages) > 100))
    return 'pages is wrong.';
  if (secret !== undefined && typeof secret !== 'string') return 'secret is wrong.';
  if (id !== undefined && !Number.isInteger(id)) return 'id is wrong.';
  return Object.fromEntries(
    Object.entries({ title, status, pages, secret }).filter(([, value]) => value !== undefined),
  );
}

export function refuse(status: number, message: string): NoteReply {
  return { status, body: { message } };
}
