import { type Call, type Json, type Operation, Refusal, type Reply } from '../serving/call.js';
import { isObject, readJson } from '../serving/read-body.js';
import { checkMembers, fillDefaults, pickSettable, type Rules, readTexts } from '../serving/rules.js';
import type { Bookshop, Filters } from './bookshop.js';
import type { Row } from './records.js';

/** What the shop does, by the operations of its description. */
export const OPERATIONS: readonly Operation<Bookshop>[] = [
  {
    id: 'getHealth',
    method: 'GET',
    path: '/health',
    isOpen: true,
    handle: () => reply(200, { status: 'ok' }),
  },
  {
    id: 'listBooks',
    method: 'GET',
    path: '/books',
    handle: (shop, call) =>
      list(shop, call, { rows: [...shop.books.values()], filters: shop.bookFilters, rules: shop.rules.books }),
  },
  {
    id: 'createBook',
    method: 'POST',
    path: '/books',
    handle: (shop, call) => {
      const sent = readObject(shop, call, { rules: shop.rules.book });
      const created_at = shop.now();
      const values = { ...shop.create(fillDefaults(sent, shop.rules.book)), created_at, updated_at: created_at };
      return add(shop, { rows: shop.books, at: '/books', values });
    },
  },
  {
    id: 'getBook',
    method: 'GET',
    path: '/books/{book_id}',
    handle: (shop, { params }) => reply(200, shop.show(find(shop.books, params.book_id))),
  },
  {
    id: 'updateBook',
    method: 'PATCH',
    path: '/books/{book_id}',
    handle: (shop, call) => {
      const book = find(shop.books, call.params.book_id);
      const sent = readObject(shop, call, { rules: shop.rules.book, isPart: true });
      const changed = shop.merge(book, { ...pickSettable(sent, shop.rules.book), updated_at: shop.now() });
      shop.books.set(changed.id, changed);
      return reply(200, shop.show(changed));
    },
  },
  {
    id: 'deleteBook',
    method: 'DELETE',
    path: '/books/{book_id}',
    handle: (shop, { params }) => {
      shop.remove(shop.books, find(shop.books, params.book_id).id);
      return { status: 204, headers: {} };
    },
  },
  {
    id: 'listAuthors',
    method: 'GET',
    path: '/authors',
    handle: (shop, call) =>
      list(shop, call, { rows: [...shop.authors.values()], filters: shop.authorFilters, rules: shop.rules.authors }),
  },
  {
    id: 'createAuthor',
    method: 'POST',
    path: '/authors',
    handle: (shop, call) => {
      const sent = readObject(shop, call, { rules: shop.rules.author, ignoresOthers: true });
      return add(shop, {
        rows: shop.authors,
        at: '/authors',
        values: shop.create(fillDefaults(sent, shop.rules.author)),
      });
    },
  },
  {
    id: 'getAuthor',
    method: 'GET',
    path: '/authors/{author_id}',
    handle: (shop, { params }) => reply(200, shop.show(find(shop.authors, params.author_id))),
  },
  {
    id: 'deleteAuthor',
    method: 'DELETE',
    path: '/authors/{author_id}',
    handle: (shop, { params }) => {
      const { id } = find(shop.authors, params.author_id);
      if (shop.booksOf([...shop.books.values()], id).length > 0) throw new Refusal(409, 'The author has books.');
      shop.remove(shop.authors, id);
      return { status: 204, headers: {} };
    },
  },
  {
    id: 'listBooksOfAuthor',
    method: 'GET',
    path: '/authors/{author_id}/books',
    handle: (shop, call) => {
      const { id } = find(shop.authors, call.params.author_id);
      return list(shop, call, { rows: shop.booksOf([...shop.books.values()], id), filters: {}, rules: {} });
    },
  },
];

export function reply(status: number, json: unknown): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, json };
}

function list(
  shop: Bookshop,
  call: Call,
  { rows, filters, rules }: { rows: readonly Row[]; filters: Filters; rules: Rules },
): Reply {
  const { values, errors } = readTexts(call.query, { ...shop.rules.paging, ...rules });
  if (errors.length > 0) throw new Refusal(422, 'Some parameters are not as documented.', errors);
  const page = Number(values.page);
  const per_page = Number(values.per_page);
  const found = shop.order(shop.select(rows, filters, values), values.sort as string | undefined, shop.compare);
  const shown = shop.slice(found, { page, per_page });
  return reply(200, { items: shown.map(row => shop.show(row)), page, per_page, total: shop.total(found, shown) });
}

function add(shop: Bookshop, { rows, at, values }: { rows: Map<number, Row>; at: string; values: Json }): Reply {
  const row = { id: shop.nextId(rows), ...values } as Row;
  rows.set(row.id, row);
  const { status, headers, json } = reply(201, shop.show(row));
  return { status, headers: { ...headers, Location: `${at}/${row.id}` }, json };
}

function find(rows: ReadonlyMap<number, Row>, id: string | undefined): Row {
  const row = /^[1-9]\d*$/.test(id ?? '') ? rows.get(Number(id)) : undefined;
  if (!row) throw new Refusal(404, 'There is no such thing.');
  return row;
}

type Reading = { rules: Rules; isPart?: boolean; ignoresOthers?: boolean };

function readObject(shop: Bookshop, call: Call, { rules, ...options }: Reading): Json {
  const sent = readJson(call, ['application/json']);
  if (!isObject(sent)) throw invalid([{ field: '', message: 'must be an object' }]);
  const errors = checkMembers(sent, rules, options);
  if (errors.length === 0 && 'author_id' in sent && !shop.authors.has(Number(sent.author_id))) {
    errors.push({ field: 'author_id', message: 'must be the id of an author' });
  }
  if (errors.length > 0) throw invalid(errors);
  return sent;
}

function invalid(errors: Refusal['errors']): Refusal {
  return new Refusal(422, 'Some values are not as documented.', errors);
}
