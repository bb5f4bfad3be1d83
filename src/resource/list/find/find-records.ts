import type { Collection, Condition, FoundRecords, Order } from '../../../store/index.js';
import { hidesMembers, type Kept, numbersWithin, visibleLength } from '../../records/kept.js';
import { numberOf, parseStored } from '../../records/stored.js';
import type { Wanted } from './compile-filters.js';
import { compareValues, type SortOrder, sortValues } from './compile-order.js';
import type { Comparable } from './convert.js';
import type { Cursor } from './cursor.js';

/** Which part of a list is wanted: from a number of records on, or beside a cursor. */
export type Window = { limit: number } & ({ offset: number; page?: number } | { cursor: Cursor });

/** A part of a list: where it begins, and how many records the whole list has. */
export type FoundPart = {
  total: number;
  offset: number;
  limit: number;
  /** The number of the page from 0, where the client names pages. */
  page?: number;
  records: FoundRecords | readonly Uint8Array[];
};

export type ListSearch = Wanted & { kept: Kept; order: SortOrder; window: Window };

/** Finds a part of a list. What the columns of the store cannot answer is done on all records, which takes longer. */
export function findRecords(collection: Collection, search: ListSearch): FoundPart {
  const { kept, conditions, tests, order, window } = search;
  const stored = tests.length === 0 ? toStoreOrder(kept, order) : undefined;
  if (!stored) return findInRows(collection, search);
  const place = (cursor: Cursor) => rankInStore(collection, { kept, conditions, order, cursor });
  const part = toOffset(window, place);
  const { total, records } = collection.page({
    where: conditions,
    order: stored,
    offset: part.offset,
    limit: part.limit,
  });
  return { ...part, total, records };
}

/** How many records stand before the beginning of a window; a window that ends before a cursor may be shorter. */
function toOffset(window: Window, rank: (cursor: Cursor) => number): Omit<FoundPart, 'total' | 'records'> {
  if ('offset' in window) return window;
  const at = rank(window.cursor);
  if (!window.cursor.isBefore) return { offset: at, limit: window.limit };
  const offset = Math.max(0, at - window.limit);
  return { offset, limit: at - offset };
}

/** The order of the store that is the same; undefined where there is none. */
function toStoreOrder(kept: Kept, { terms, isReversed }: SortOrder): Order | undefined {
  const [term, ...others] = terms;
  if (!term) return { key: kept.number, direction: isReversed ? 'descending' : 'ascending' };
  if (others.length > 0 || term.column === undefined) return undefined;
  return { key: term.column, direction: term.descending ? 'descending' : 'ascending' };
}

type Ranking = { kept: Kept; conditions: readonly Condition[]; order: SortOrder; cursor: Cursor };

/** How many records stand before a cursor, the record itself among them unless the page ends before it. */
function rankInStore(collection: Collection, { kept, conditions, order, cursor }: Ranking): number {
  const { n, values, isBefore } = cursor;
  const [term] = order.terms;
  const count = (...more: Condition[]) => collection.count([...conditions, ...more]);
  const [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const step = isBefore ? 1 : 0;
  if (!term) {
    return count(numbersWithin(kept, order.isReversed ? [n + step, highest] : [lowest, n - step]));
  }
  const key = term.column as string;
  const [value] = values;
  const among = numbersWithin(kept, [lowest, n - step]);
  if (value === undefined) return count({ key, is: 'not-null' }) + count({ key, is: 'null' }, among);
  const same = count({ key, is: 'equal', value }, among);
  if (typeof value === 'number') return count({ key, is: term.descending ? 'later' : 'earlier', than: value }) + same;
  return countTextsBefore(collection, { conditions, key, value, descending: term.descending }) + same;
}

/** The store has no condition for the order of texts, but it can list them in order, and then the place is found by halving. */
function countTextsBefore(
  collection: Collection,
  {
    conditions,
    key,
    value,
    descending,
  }: { conditions: readonly Condition[]; key: string; value: string; descending: boolean },
): number {
  const where: Condition[] = [...conditions, { key, is: 'not-null' }];
  const order: Order = { key, direction: descending ? 'descending' : 'ascending' };
  let [low, high] = [0, collection.count(where)];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [bytes] = collection.page({ where, order, offset: middle, limit: 1 }).records;
    const text = textOf(parseStored(bytes as Uint8Array)[key]);
    if (descending ? text > value : text < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A column of text has other values as their JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The number of a stored record, and what clients see of it. */
export function readRecord(kept: Kept, bytes: Uint8Array): { n: number; visible: unknown } {
  if (!hidesMembers(kept)) {
    const visible = parseStored(bytes);
    return { n: numberOf(kept, visible), visible };
  }
  const length = visibleLength(kept, bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const hidden = text.toString('latin1', length);
  return {
    n: Number.parseInt(hidden.slice(hidden.indexOf(':') + 1), 10),
    visible: JSON.parse(`${text.toString('utf8', 0, length)}}`),
  };
}

type Row = { bytes: Uint8Array; n: number; values: readonly Comparable[] };

function findInRows(collection: Collection, search: ListSearch): FoundPart {
  const { order, window } = search;
  const rows = readRows(collection, search);
  const compare = (left: Omit<Row, 'bytes'>, right: Omit<Row, 'bytes'>): number => {
    for (const [at, term] of order.terms.entries()) {
      const difference = compareValues(left.values[at], right.values[at], term);
      if (difference !== 0) return difference;
    }
    return order.isReversed ? right.n - left.n : left.n - right.n;
  };
  rows.sort(compare);
  const part = toOffset(window, cursor => {
    const isPassed = (row: Row) => compare(row, cursor) < (cursor.isBefore ? 0 : 1);
    return rows.filter(isPassed).length;
  });
  const { offset, limit } = part;
  const records = rows.slice(offset, offset + limit).map(({ bytes }) => bytes);
  return { ...part, total: rows.length, records };
}

function readRows(collection: Collection, { kept, conditions, tests, order }: ListSearch): Row[] {
  const all: Order = { key: kept.number, direction: 'ascending' };
  const { records } = collection.page({ where: conditions, order: all, offset: 0, limit: Number.MAX_SAFE_INTEGER });
  const rows: Row[] = [];
  for (const bytes of records) {
    const { n, visible } = readRecord(kept, bytes);
    if (tests.every(test => test(visible))) rows.push({ bytes, n, values: sortValues(visible, order) });
  }
  return rows;
}
