import type { Condition } from './condition.js';
import { FoundRecords } from './found-records.js';
import type { Indexes } from './indexes.js';
import { ask, type Query } from './query.js';
import type { Key, StoredRecord } from './record.js';

/** A page of the records found, and how many were found in all. */
export type Page = { total: number; records: FoundRecords };

/** One record's change: the slots that it had before and has after; undefined where there is none. */
export type SlotChange = { before: number | undefined; after: number | undefined };

/** The records of one kind, each found by its key. */
export class Collection {
  readonly name: string;
  readonly indexes: Indexes;
  /** Told of each change before it is made. */
  onChange: (slots: SlotChange, collection: Collection) => void = () => {
    throw new Error('a change needs a transaction');
  };

  constructor(name: string, indexes: Indexes) {
    this.name = name;
    this.indexes = indexes;
    indexes.heap.holders.add(indexes);
  }

  get size(): number {
    return this.indexes.byKey.size;
  }

  /** The highest key; undefined where there is no record. */
  get lastKey(): Key | undefined {
    const { last } = this.indexes.byKey;
    return last === undefined ? undefined : this.keyAt(last);
  }

  /** The record with this key, as an object of the caller's own, or undefined. */
  get(key: Key): StoredRecord | undefined {
    const slot = this.indexes.byKey.slotOf(key);
    return slot === undefined ? undefined : this.indexes.heap.record(slot);
  }

  /** The JSON of the record with this key, in UTF-8; a view that is good until the next change. */
  bytes(key: Key): Uint8Array | undefined {
    const slot = this.indexes.byKey.slotOf(key);
    return slot === undefined ? undefined : this.indexes.heap.bytes(slot);
  }

  /** One page of the records that fulfil every condition. */
  page(query: Query): Page {
    const { total, slots } = ask(this.indexes, query);
    return { total, records: new FoundRecords(this.indexes.heap, slots) };
  }

  /** How many records fulfil every condition. */
  count(where: readonly Condition[]): number {
    return ask(this.indexes, { where, order: this.indexes.byKey.order, offset: 0, limit: 0 }).total;
  }

  /** All records that fulfil every condition, in the order of their keys. */
  find(where: readonly Condition[]): StoredRecord[] {
    return this.slots(where).map(slot => this.indexes.heap.record(slot));
  }

  /** The slots of all records that fulfil every condition, in the order of their keys. */
  slots(where: readonly Condition[]): readonly number[] {
    return ask(this.indexes, { where, order: this.indexes.byKey.order, offset: 0, limit: Number.MAX_SAFE_INTEGER })
      .slots;
  }

  /** Adds a record whose key none has. */
  add(record: StoredRecord): void {
    if (this.indexes.byKey.slotOf(this.#keyOf(record)) !== undefined)
      throw new Error(`there is a record ${this.#keyOf(record)} already`);
    this.changeSlots({ before: undefined, after: this.indexes.heap.add(record) });
  }

  /** Puts a record in the place of the one with the same key. */
  replace(record: StoredRecord): void {
    const before = this.indexes.byKey.slotOf(this.#keyOf(record));
    if (before === undefined) throw new Error(`no record ${this.#keyOf(record)} to replace`);
    this.changeSlots({ before, after: this.indexes.heap.add(record) });
  }

  /** Takes away the record with this key. */
  remove(key: Key): void {
    const before = this.indexes.byKey.slotOf(key);
    if (before === undefined) throw new Error(`no record ${key} to remove`);
    this.changeSlots({ before, after: undefined });
  }

  /** Makes a change that is known by its slots. */
  changeSlots(slots: SlotChange): void {
    this.onChange(slots, this);
    this.indexes.changeSlots(slots.before, slots.after);
  }

  /** The key of the record in a slot. */
  keyAt(slot: number): Key {
    const { heap } = this.indexes;
    return heap.key.values[slot] as Key;
  }

  /** A collection of its own with the same records, made in no time. */
  fork(): Collection {
    return new Collection(this.name, this.indexes.fork());
  }

  /** A collection of the same kind with other indexes. */
  with(indexes: Indexes): Collection {
    return new Collection(this.name, indexes);
  }

  /** Lets the records go, once nobody asks this collection any more. */
  release(): void {
    this.indexes.heap.holders.delete(this.indexes);
  }

  #keyOf(record: StoredRecord): Key {
    return record[this.indexes.heap.definition.key] as Key;
  }
}
