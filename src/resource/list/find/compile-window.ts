import type { Collection, Condition, Order } from '../../../store/index.js';
import type { PagingRule } from '../../list-rules.js';
import { equalText, type Kept } from '../../records/kept.js';
import { type QueryName, type QueryValues, valueReader } from '../names/query-parameters.js';
import { type SortOrder, sortValues } from './compile-order.js';
import { type Cursor, readCursor } from './cursor.js';
import { readRecord, type Window } from './find-records.js';

/** How many records a page has where the description does not say it. */
const USUAL_SIZE = 100;
/** How many records a list has at most that is not divided. */
const MAX_UNPAGED = 10_000;

/** What a token is read with: records are looked for only in the scope of the request. */
export type TokenContext = { collection: Collection; scope: readonly Condition[]; order: SortOrder };

/** The window that a query asks for, or the name of the parameter whose token leads nowhere. */
export type ReadWindow = (query: QueryValues, context: TokenContext) => Window | { unknownToken: string };

type Source = {
  kept: Kept;
  parameters: readonly QueryName[];
  /** How many items the schema of the list allows. */
  maxItems: number;
};

/** Creates the function that reads from a query which part of a list is wanted. */
export function compileWindow(paging: PagingRule | undefined, { kept, parameters, maxItems }: Source): ReadWindow {
  const readLimit = limitReader(paging, { parameters, maxItems });
  if (!paging || paging.by === 'size') return query => ({ limit: readLimit(query), offset: 0 });
  if (paging.by === 'page') {
    const readPage = valueReader(parameters, paging.page);
    return query => {
      const limit = readLimit(query);
      const page = Math.max(0, (wholeNumber(readPage(query)) ?? paging.first) - paging.first);
      return { limit, offset: page * limit, ...(limit > 0 && { page }) };
    };
  }
  if (paging.by === 'offset') {
    const readOffset = valueReader(parameters, paging.offset);
    return query => {
      const offset = (wholeNumber(readOffset(query)) ?? paging.first) - paging.first;
      return { limit: readLimit(query), offset: Math.max(0, offset) };
    };
  }
  const readToken = tokenReader(kept, paging.token);
  const sides = [
    { name: paging.after, isBefore: false, read: valueReader(parameters, paging.after) },
    { name: paging.before, isBefore: true, read: valueReader(parameters, paging.before) },
  ];
  return (query, context) => {
    const limit = readLimit(query);
    for (const { name, isBefore, read } of sides) {
      const token = read(query);
      if (token === undefined || name === undefined) continue;
      const cursor = readToken(String(token), { ...context, isBefore });
      return cursor ? { limit, cursor } : { unknownToken: name };
    }
    return { limit, offset: 0 };
  };
}

/** Reads how many records a page has. A size of 0 is a page without records, unless a default of 0 or less means all. */
function limitReader(
  paging: PagingRule | undefined,
  { parameters, maxItems }: Omit<Source, 'kept'>,
): (query: QueryValues) => number {
  const size = paging && parameters.find(({ name }) => name === paging.size);
  const readSize = valueReader(parameters, paging?.size);
  const isDivided = paging !== undefined && paging.by !== 'size';
  const most = Math.min(paging?.most ?? Number.POSITIVE_INFINITY, maxItems);
  const usual = Math.min(paging?.usual ?? (isDivided ? USUAL_SIZE : MAX_UNPAGED), most);
  const meansAll = Number(size?.view.default ?? 1) <= 0;
  return query => {
    const wanted = wholeNumber(readSize(query));
    if (wanted === undefined || wanted < 0) return usual;
    if (wanted === 0) return meansAll ? Math.min(MAX_UNPAGED, most) : 0;
    return Math.min(wanted, most);
  };
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

type ReadToken = (token: string, context: TokenContext & { isBefore: boolean }) => Cursor | undefined;

function tokenReader(kept: Kept, kind: 'opaque' | 'key'): ReadToken {
  if (kind === 'opaque') {
    return (token, { order, isBefore }) => {
      const cursor = readCursor(token, order);
      return cursor && { ...cursor, isBefore: cursor.isBefore || isBefore };
    };
  }
  return (token, { collection, scope, order, isBefore }) => {
    const first = (condition: Condition, direction: Order['direction'] = 'ascending') => {
      const page = collection.page({
        where: [...scope, condition],
        order: { key: kept.number, direction },
        offset: 0,
        limit: 1,
      });
      const [bytes] = page.records;
      return bytes && readRecord(kept, bytes);
    };
    const key = kept.keyColumn;
    const number = Number(token);
    // keys that count the records tell the place themselves, also where no record has them
    if (key === kept.number && order.terms.length === 0 && Number.isSafeInteger(number)) {
      return { isBefore, n: number, values: [] };
    }
    const found = first(equalText(kept, key, token));
    if (found) return { isBefore, n: found.n, values: sortValues(found.visible, order) };
    const isCounted = kept.columns[key] === 'number' && Number.isSafeInteger(number) && order.terms.length === 0;
    if (!isCounted) return undefined;
    // the record may be gone, but keys that are counted tell its place
    const before =
      first({ key, is: 'within', ranges: [[Number.NEGATIVE_INFINITY, number]] }, 'descending')?.n ??
      Number.NEGATIVE_INFINITY;
    const isAfterPlace = isBefore !== order.isReversed;
    return { isBefore, n: isAfterPlace ? before + 1 : before, values: [] };
  };
}
