import type { ColumnKind } from './column.js';

/** A stored object. It is never changed in place: a write puts a new one in its place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** Identifies a record within its collection. */
export type Key = number | string;

export type RecordIssue = { pointer: string; message: string };

/** Everything that a store has to know about one kind of records. */
export type CollectionDefinition = {
  /** `api.collection`: `dnl.users`. */
  name: string;
  /** The key that identifies a record. */
  key: string;
  /** The keys that queries may filter or order by, the identifying one among them, and how their values compare. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** Keys with few values that queries filter by often; of a time, only whether there is one. */
  classes: readonly string[];
  /** Keys whose order is kept from the start; the order of any other is made when a query first needs it. */
  indexes: readonly string[];
  /**
   * Completes given records, one after the other, where they lack what can be filled in. It first gets all of them, to look
   * at them.
   */
  completer?(records: Iterable<unknown>): (record: unknown) => unknown;
  /** Lists everything that is wrong with a record. */
  issues(record: unknown): readonly RecordIssue[];
};
