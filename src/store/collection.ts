import { type Condition, testOf } from './condition.js';
import { inOrder, type Order } from './order.js';
import type { Key, StoredRecord } from './record.js';

/** What a query asks: every condition fulfilled, in order, and of that one page. */
export type Query = { where: readonly Condition[]; order: Order; offset: number; limit: number };

/** A page of the records found, and how many were found in all. */
export type Page = { total: number; records: readonly StoredRecord[] };

/** Undoes one change. */
export type Undo = () => void;

/** The records of one kind, in the order they were added, each found by its key. */
export class Collection {
  readonly #records: StoredRecord[];
  readonly #key: string;
  readonly #positions = new Map<Key, number>();
  readonly #onChange: (undo: Undo) => void;

  /** Works on `records` in place, since the file is written from them. `onChange` is told, before each change, its undo. */
  constructor(records: StoredRecord[], { key, onChange }: { key: string; onChange: (undo: Undo) => void }) {
    this.#records = records;
    this.#key = key;
    this.#onChange = onChange;
    for (const [at, record] of records.entries()) this.#positions.set(this.#keyOf(record), at);
  }

  /** The key of the record that was added last; undefined where there is none. */
  get lastKey(): Key | undefined {
    const last = this.#records.at(-1);
    return last && this.#keyOf(last);
  }

  /** The record with this key, or undefined. */
  get(key: Key): StoredRecord | undefined {
    const at = this.#positions.get(key);
    return at === undefined ? undefined : this.#records[at];
  }

  /** All records that fulfil every condition, in the order they were added. */
  find(where: readonly Condition[]): readonly StoredRecord[] {
    const tests = where.map(testOf);
    return tests.length === 0 ? this.#records : this.#records.filter(record => tests.every(test => test(record)));
  }

  /** One page of the records that fulfil every condition. */
  page({ where, order, offset, limit }: Query): Page {
    const found = this.find(where);
    const total = found.length;
    if (order.key !== this.#key) {
      return { total, records: inOrder(found, order, this.#key).slice(offset, offset + limit) };
    }
    // records stand in the order of their keys already
    if (order.direction === 'ascending') return { total, records: found.slice(offset, offset + limit) };
    const end = Math.max(0, total - offset);
    return { total, records: found.slice(Math.max(0, end - limit), end).reverse() };
  }

  /** Adds a record with a key higher than all before. */
  add(record: StoredRecord): void {
    const key = this.#keyOf(record);
    this.#onChange(() => {
      this.#records.pop();
      this.#positions.delete(key);
    });
    this.#positions.set(key, this.#records.push(record) - 1);
  }

  /** Puts a record in the place of the one with the same key. */
  replace(record: StoredRecord): void {
    const at = this.#positions.get(this.#keyOf(record));
    if (at === undefined) throw new Error(`no record ${this.#keyOf(record)} to replace`);
    const before = this.#records[at] as StoredRecord;
    this.#onChange(() => {
      this.#records[at] = before;
    });
    this.#records[at] = record;
  }

  #keyOf(record: StoredRecord): Key {
    return record[this.#key] as Key;
  }
}
