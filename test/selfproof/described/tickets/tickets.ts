import { createHash } from 'node:crypto';
import { type Call, type Json, type Pipe, Refusal } from '../serving/call.js';
import { toInstant } from '../serving/formats.js';
import { createUuid, type Row, startingComments, startingTickets, timeAt } from './records.js';
import { refuse } from './refuse.js';
import { RULES, type RuleSet } from './rules.js';

export const KEY = 'desk-key-9f31';

export type Filter = (row: Row, wanted: unknown) => boolean;
export type Filters = Readonly<Record<string, Filter>>;
export type Order = 'asc' | 'desc';
/** The row after which a list goes on. */
export type Position = { created_at: string; id: string };

/** The parts of the server: its state, and what it does. */
export type Tickets = Pipe & {
  tickets: Map<string, Row>;
  comments: Map<string, Row>;
  rules: RuleSet;
  filters: Filters;
  /** The rows that all sent filters let through. */
  select(rows: readonly Row[], filters: Filters, query: Json): readonly Row[];
  order(rows: readonly Row[], order: Order): readonly Row[];
  /** The rows of an ordered list that come after a position. */
  after(rows: readonly Row[], position: Position, order: Order): readonly Row[];
  slice(rows: readonly Row[], limit: number): readonly Row[];
  /** The cursor that leads to what comes after the shown rows; null where nothing does. */
  nextCursor(shown: readonly Row[], rest: readonly Row[]): string | null;
  /** Undefined where text is no cursor. */
  readCursor(text: string): Position | undefined;
  newId(kind: 'ticket' | 'comment'): string;
  now(): string;
  /** What is kept of a new ticket or comment. */
  create(values: Json): Json;
  /** A ticket after it was replaced. */
  replace(ticket: Row, values: Json): Row;
  /** A ticket after an action. */
  act(ticket: Row, changes: Json): Row;
  isTaken(reference: unknown, id: string | undefined): boolean;
  commentsOf(ticket: string): readonly Row[];
  removeTicket(id: string): void;
  removeComment(id: string): void;
  etag(ticket: Row): string;
  /** Whether the header If-Match or If-None-Match names a ticket's ETag. */
  isNamed(etag: string, header: string): boolean;
  /** A record as clients see it. */
  show(row: Row): Json;
};

/** Creates the parts of a faithful server. */
export function createTickets(): Tickets {
  const tickets = new Map(startingTickets().map(row => [row.id, row]));
  const comments = new Map(startingComments().map(row => [row.id, row]));
  let time = Date.parse('2026-03-09T10:00:00Z');
  const counts = { ticket: 1_000, comment: 1_000 };
  return {
    tickets,
    comments,
    rules: RULES,
    filters: {
      status: (row, wanted) => row.status === wanted,
      priority: (row, wanted) => row.priority === wanted,
      assignee: (row, wanted) => row.assignee === wanted,
      label: (row, wanted) => (row.labels as unknown[]).includes(wanted),
      created_after: (row, wanted) => toInstant(row.created_at) > toInstant(String(wanted)),
      created_before: (row, wanted) => toInstant(row.created_at) < toInstant(String(wanted)),
    },
    select: (rows, filters, query) =>
      rows.filter(row => Object.entries(query).every(([name, wanted]) => filters[name]?.(row, wanted) ?? true)),
    order: (rows, order) => rows.toSorted((left, right) => toSign(order) * comparePositions(left, right)),
    after: (rows, position, order) => rows.filter(row => toSign(order) * comparePositions(row, position) > 0),
    slice: (rows, limit) => rows.slice(0, limit),
    nextCursor: (shown, rest) => {
      const last = shown.at(-1);
      return last && rest.length > shown.length ? writeCursor(last) : null;
    },
    readCursor,
    newId: kind => {
      counts[kind] += 1;
      return createUuid(kind, counts[kind]);
    },
    now: () => {
      time += 1_000;
      return timeAt(time);
    },
    create: values => values,
    replace: ({ id, status, closed_at, created_at }, values) => ({ id, ...values, status, closed_at, created_at }),
    act: (ticket, changes) => ({ ...ticket, ...changes }),
    isTaken: (reference, id) => [...tickets.values()].some(row => row.reference === reference && row.id !== id),
    commentsOf: ticket => [...comments.values()].filter(({ ticket_id }) => ticket_id === ticket),
    removeTicket: id => {
      tickets.delete(id);
      for (const comment of comments.values()) if (comment.ticket_id === id) comments.delete(comment.id);
    },
    removeComment: id => void comments.delete(id),
    etag: ticket => `"${createHash('sha256').update(JSON.stringify(ticket)).digest('hex').slice(0, 16)}"`,
    isNamed: (etag, header) =>
      header.trim() === '*' || header.split(',').some(each => each.trim().replace(/^W\//, '') === etag),
    show: row => row,
    receive: call => call,
    authenticate,
    refuse,
    finish: reply => reply,
  };
}

export function toSign(order: Order): number {
  return order === 'asc' ? 1 : -1;
}

/** Orders by the time of creation, and equal ones by their ids. */
export function comparePositions(left: Position, right: Position): number {
  const difference = toInstant(left.created_at) - toInstant(right.created_at);
  return difference || (left.id < right.id ? -1 : Number(left.id > right.id));
}

export function writeCursor({ created_at, id }: Position): string {
  return Buffer.from(`${created_at} ${id}`).toString('base64url');
}

function readCursor(text: string): Position | undefined {
  const [, created_at, id] = /^(\S+Z) ([\da-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return created_at && id && writeCursor({ created_at, id }) === text ? { created_at, id } : undefined;
}

function authenticate({ headers }: Call): void {
  if (headers['x-api-key'] !== KEY) throw new Refusal(401, 'The key is missing or wrong.');
}
