import { MethodNotAllowed } from '../serving/answer.js';
import { type Call, type Json, type Pipe, Refusal, type Reply } from '../serving/call.js';
import { toInstant } from '../serving/formats.js';
import { type Row, startingAuthors, startingBooks, timeAt } from './records.js';
import { RULES, type RuleSet } from './rules.js';

export const TOKEN = 'bookshop-4711';

export type Filter = (row: Row, wanted: unknown) => boolean;
export type Filters = Readonly<Record<string, Filter>>;
export type PageOf = { page: number; per_page: number };

/** The parts of the server: its state, and what it does. */
export type Bookshop = Pipe & {
  books: Map<number, Row>;
  authors: Map<number, Row>;
  rules: RuleSet;
  bookFilters: Filters;
  authorFilters: Filters;
  /** The rows that all sent filters let through. */
  select(rows: readonly Row[], filters: Filters, query: Json): readonly Row[];
  /** Less than zero where the first value comes first. */
  compare(left: unknown, right: unknown, member: string): number;
  order(rows: readonly Row[], sort: string | undefined, compare: Bookshop['compare']): readonly Row[];
  slice(rows: readonly Row[], page: PageOf): readonly Row[];
  total(found: readonly Row[], shown: readonly Row[]): number;
  /** The books that the list of an author has. */
  booksOf(books: readonly Row[], author: number): readonly Row[];
  nextId(rows: Map<number, Row>): number;
  now(): string;
  /** What is kept of a new record. */
  create(values: Json): Json;
  /** A record after a change. */
  merge(row: Row, changes: Json): Row;
  remove(rows: Map<number, Row>, id: number): void;
  /** A record as clients see it. */
  show(row: Row): Json;
};

/** Creates the parts of a faithful server. */
export function createBookshop(): Bookshop {
  let time = Date.parse('2026-03-02T09:00:00Z');
  return {
    books: new Map(startingBooks().map(row => [row.id, row])),
    authors: new Map(startingAuthors().map(row => [row.id, row])),
    rules: RULES,
    bookFilters: {
      genre: (row, wanted) => row.genre === wanted,
      language: (row, wanted) => row.language === wanted,
      author_id: (row, wanted) => row.author_id === wanted,
      in_stock: (row, wanted) => row.in_stock === wanted,
      price_gte: (row, wanted) => Number(row.price) >= Number(wanted),
      price_lte: (row, wanted) => Number(row.price) <= Number(wanted),
      created_at_gt: (row, wanted) => toInstant(String(row.created_at)) > toInstant(String(wanted)),
      created_at_lt: (row, wanted) => toInstant(String(row.created_at)) < toInstant(String(wanted)),
    },
    authorFilters: { country: (row, wanted) => row.country === wanted },
    select: (rows, filters, query) =>
      rows.filter(row =>
        Object.entries(query).every(([name, wanted]) => filters[name] === undefined || filters[name](row, wanted)),
      ),
    compare,
    order,
    slice: (rows, { page, per_page }) => rows.slice((page - 1) * per_page, page * per_page),
    total: found => found.length,
    booksOf: (books, author) => books.filter(book => book.author_id === author),
    nextId: lastIdAdded(),
    now: () => {
      time += 1_000;
      return timeAt(time);
    },
    create: values => values,
    merge: (row, changes) => ({ ...row, ...changes }),
    remove: (rows, id) => void rows.delete(id),
    show: ({ supplier_note, ...shown }) => shown,
    receive: call => call,
    authenticate,
    refuse,
    finish: reply => reply,
  };
}

/** Counts on from the largest id; an id is never given twice. */
function lastIdAdded(): Bookshop['nextId'] {
  const last = new Map<unknown, number>();
  return rows => {
    const id = Math.max(0, last.get(rows) ?? 0, ...rows.keys()) + 1;
    last.set(rows, id);
    return id;
  };
}

/** Orders numbers by size, text by its characters, and puts null last. */
export function compare(left: unknown, right: unknown): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

/** Orders rows by a member, and equal ones by their ids. */
export function order(rows: readonly Row[], sort: string | undefined, compareValues: Bookshop['compare']): Row[] {
  if (sort === undefined) return rows.toSorted((left, right) => left.id - right.id);
  const sign = sort.startsWith('-') ? -1 : 1;
  const member = sort.replace('-', '');
  return rows.toSorted(
    (left, right) => sign * compareValues(left[member], right[member], member) || left.id - right.id,
  );
}

function authenticate({ headers }: Call): void {
  const [, token] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token !== TOKEN) throw new Refusal(401, 'The token is missing or wrong.');
}

function refuse(refusal: Refusal): Reply {
  const { status, message, errors } = refusal;
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
      ...(refusal instanceof MethodNotAllowed && { Allow: refusal.allowed.join(', ') }),
    },
    json: status === 422 ? { message, errors } : { message },
  };
}
