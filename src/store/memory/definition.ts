import { describeInexactNumber, formatPointer, type InexactNumber, isObject } from '../../kernel/index.js';
import type { ColumnKind } from './column.js';

/** A stored object. It is never changed in place: a write puts a new one in its place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** Identifies a record within its collection. */
export type Key = number | string;

export type RecordIssue = { pointer: string; message: string };

/** Everything that a store has to know about one kind of records. */
export type CollectionDefinition = {
  /** `api.collection`: `shop.orders`. */
  name: string;
  /** The key that identifies a record. */
  key: string;
  /** The keys that queries may filter or order by, the identifying one among them, and how their values compare. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** Keys with few values that queries filter by often; of a time, only whether there is one. */
  classes: readonly string[];
  /** Keys whose order is kept from the start; the order of any other is made when a query first needs it. */
  indexes: readonly string[];
  /** New ids follow the highest key up to this one, since a client may have chosen a higher one; by default any key. */
  countedTo?: number;
  /**
   * Completes given records, one after the other, where they lack what can be filled in. It first gets all of them, to look
   * at them.
   */
  completer?(records: Iterable<unknown>): (record: unknown) => unknown;
  /** Lists everything that is wrong with a record. */
  issues(record: unknown): readonly RecordIssue[];
};

/** The issues of a JSON file that has numbers which are not kept as they are written. */
export function numberIssues(numbers: readonly InexactNumber[]): RecordIssue[] {
  return numbers.map(number => ({ pointer: formatPointer(number.path), message: describeInexactNumber(number) }));
}

/** Keys that are numbers have at most 15 digits, so that those after them can be counted. */
const HIGHEST_KEY = 1e15 - 1;

/**
 * Finds what is wrong with records of one kind that come one after the other: issues of their own, and keys that one
 * before them has. The pointers begin with the place of the record, as in `/3/email`. Where a record was completed, `given`
 * is what it was before.
 */
export function recordIssues(definition: CollectionDefinition): (record: unknown, given?: unknown) => RecordIssue[] {
  const placeOf = new Map<unknown, number>();
  let count = 0;
  return (record, given = record) => {
    const place = count++;
    const found = ownIssues(record, definition);
    if (found.length > 0) {
      return found.map(({ pointer, message }) => ({
        pointer: `/${place}${pointer}`,
        message: isLacking(given, pointer) ? 'is missing' : message,
      }));
    }
    const key = (record as StoredRecord)[definition.key];
    const other = placeOf.get(key);
    placeOf.set(key, place);
    if (other === undefined) return NONE;
    return [{ pointer: `/${place}/${definition.key}`, message: `is ${key}, as in record ${other} before it` }];
  };
}

/** Whether an issue is of a member that was not given, so that no value of it can be wrong. */
function isLacking(given: unknown, pointer: string): boolean {
  const [, member = ''] = pointer.split('/');
  return member !== '' && isObject(given) && !(member in given);
}

const NONE: RecordIssue[] = [];

function ownIssues(record: unknown, { key, columns, issues }: CollectionDefinition): readonly RecordIssue[] {
  const found = issues(record);
  if (found.length > 0) return found;
  const value = (record as StoredRecord)[key];
  if (columns[key] === 'text') {
    return typeof value === 'string' ? NONE : [{ pointer: `/${key}`, message: 'must be string' }];
  }
  const isKey = Number.isSafeInteger(value) && Math.abs(Number(value)) <= HIGHEST_KEY;
  return isKey ? NONE : [{ pointer: `/${key}`, message: 'must be an integer of at most 15 digits' }];
}
