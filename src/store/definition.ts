import type { ColumnKind } from './column.js';
import type { RecordFlaw } from './record.js';

/** What a store has to know of one kind of records. */
export type CollectionDefinition = {
  /** `api.collection`: `dnl.users`. */
  name: string;
  /** The key that identifies a record. */
  key: string;
  /** The keys that queries may ask for or order by, the identifying one among them, and how their values compare. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** Keys of few values that queries ask for often; of times, it is asked whether there is one. */
  classes: readonly string[];
  /** Keys whose order is kept from the start; the order of any other is made when it is first asked for. */
  indexes: readonly string[];
  /**
   * What makes whole the records that somebody gives, one after the other, which may lack what can be filled in; it is shown
   * all of them before.
   */
  completer?(records: Iterable<unknown>): (record: unknown) => unknown;
  /** What is wrong with a record, as pointer and sentence. */
  flaws(record: unknown): readonly RecordFlaw[];
};
