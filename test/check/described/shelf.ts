import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadDescribedApi, type Outcome, runSuite } from '../../../src/check/index.js';
import { writeFiles } from '../../openapi/files.js';

const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const pages = [
  query('page', { type: 'integer', minimum: 1, default: 1 }),
  query('per_page', { type: 'integer', minimum: 1, maximum: 50, default: 5 }),
];
const page = {
  description: 'A page.',
  headers: { Link: { schema: { type: 'string' } } },
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['books', 'total'],
        properties: {
          books: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
          total: { type: 'integer' },
        },
      },
    },
  },
};
const found = {
  description: 'It.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
};
const none = { description: 'None.' };

/** A description of books on shelves, which only can be read. */
const SHELVES = {
  openapi: '3.1.0',
  info: { title: 'Shelves', version: '1' },
  paths: {
    '/books': {
      get: {
        operationId: 'listBooks',
        parameters: [
          ...pages,
          query('sort', { type: 'string', enum: ['price', '-price'] }),
          query('genre', { type: 'string', enum: ['novel', 'crime'] }),
          query('price_gte', { type: 'number' }),
          query('printed_after', { type: 'string', format: 'date-time' }),
          query('title', { type: 'string' }),
          { ...query('id_in', { type: 'array', items: { type: 'integer' } }), style: 'form', explode: false },
        ],
        responses: { 200: page },
      },
    },
    '/books/{id}': {
      get: {
        operationId: 'getBook',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: found, 404: none },
      },
    },
    '/shelves': {
      get: {
        operationId: 'listShelves',
        responses: {
          200: {
            description: 'All.',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Shelf' } } },
            },
          },
        },
      },
    },
    '/shelves/{shelf_id}': {
      get: {
        operationId: 'getShelf',
        parameters: [{ name: 'shelf_id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'It.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Shelf' } } },
          },
          404: none,
        },
      },
    },
    '/shelves/{shelf_id}/books': {
      get: {
        operationId: 'listBooksOfShelf',
        parameters: [{ name: 'shelf_id', in: 'path', required: true, schema: { type: 'integer' } }, ...pages],
        responses: { 200: page, 404: none },
      },
    },
  },
  components: {
    schemas: {
      Shelf: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer' }, name: { type: 'string' } },
      },
      Book: {
        type: 'object',
        required: ['id', 'title', 'genre', 'price', 'printed_at', 'shelf_id'],
        properties: {
          id: { type: 'integer' },
          title: { type: 'string' },
          genre: { type: 'string', enum: ['novel', 'crime'] },
          price: { type: 'number' },
          printed_at: { type: 'string', format: 'date-time' },
          shelf_id: { type: 'integer' },
        },
      },
    },
  },
};

export type Book = { id: number; title: string; genre: string; price: number; printed_at: string; shelf_id: number };
export type ShelfPage = { books: readonly Book[]; total: number; next: boolean };

/** What a request to a list wants, and what comes; a twist changes either. */
export type ShelfCall = { path: string; query: URLSearchParams };
export type ShelfTwist = (call: ShelfCall, next: (call: ShelfCall) => ShelfPage) => ShelfPage;

const BOOKS: readonly Book[] = Array.from({ length: 23 }, (_, at) => ({
  id: at + 1,
  title: `Book ${at + 1}`,
  genre: at % 3 === 0 ? 'crime' : 'novel',
  price: (at * 7) % 23,
  printed_at: new Date(Date.UTC(2026, 0, 1) + at * 37 * 3_600_000).toISOString(),
  shelf_id: (at % 2) + 1,
}));

/** Judges a server of shelves that keeps its description, but for a twist. */
export async function judgeShelves(twist: ShelfTwist = (call, next) => next(call)): Promise<Outcome> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const send = (status: number, body: unknown, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(request.method === 'HEAD' ? '' : JSON.stringify(body));
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, {});
    const [, kind, id, below] = pathname.split('/');
    const shelf = [1, 2].find(one => String(one) === id);
    if (kind === 'shelves' && id === undefined)
      return send(
        200,
        [1, 2].map(one => ({ id: one, name: `Shelf ${one}` })),
      );
    if (kind === 'shelves' && shelf !== undefined && below === undefined)
      return send(200, { id: shelf, name: `Shelf ${shelf}` });
    const book = kind === 'books' ? BOOKS.find(one => String(one.id) === id) : undefined;
    if (book) return send(200, book);
    if (!(kind === 'books' && id === undefined) && !(shelf !== undefined && below === 'books')) return send(404, {});
    const call = { path: pathname, query: searchParams };
    if (['page', 'per_page'].some(name => searchParams.has(name) && !/^[1-9]\d?$/.test(searchParams.get(name) ?? '')))
      return send(400, {});
    const { books, total, next } = twist(call, list);
    const following = new URLSearchParams(searchParams);
    following.set('page', String(Number(searchParams.get('page') ?? 1) + 1));
    send(200, { books, total }, next ? { Link: `<${pathname}?${following}>; rel="next"` } : {});
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const api = await loadDescribedApi(join(writeFiles({ 'shelves.json': SHELVES }), 'shelves.json'));
  return runSuite({
    target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    api,
    tokens: {},
    timeout: 20_000,
  });
}

function list({ path, query: asked }: ShelfCall): ShelfPage {
  const shelf = /^\/shelves\/(\d+)/.exec(path)?.[1];
  const [genre, least, sort, after, title, ids] = ['genre', 'price_gte', 'sort', 'printed_after', 'title', 'id_in'].map(
    name => asked.get(name),
  );
  const all = BOOKS.filter(
    book =>
      (shelf === undefined || book.shelf_id === Number(shelf)) &&
      (!genre || book.genre === genre) &&
      (!title || book.title === title) &&
      (!ids || ids.split(',').includes(String(book.id))) &&
      (!least || book.price >= Number(least)) &&
      (!after || Date.parse(book.printed_at) > Date.parse(after)),
  );
  const ordered = sort ? all.toSorted((left, right) => (sort === 'price' ? 1 : -1) * (left.price - right.price)) : all;
  const [number, size] = [Number(asked.get('page') ?? 1), Number(asked.get('per_page') ?? 5)];
  return {
    books: ordered.slice((number - 1) * size, number * size),
    total: all.length,
    next: number * size < all.length,
  };
}
