import type { Indexes } from '../index/indexes.js';
import type { Condition } from '../memory/condition.js';
import type { CollectionDefinition, Key, StoredRecord } from '../memory/definition.js';
import type { RecordHeap, SlotChange } from '../memory/record-heap.js';
import { type Query, runQuery } from './query.js';

/** A page of the records found, and how many were found in all. */
export type Page = { total: number; records: FoundRecords };

/** The change of one record: its key, and the slots before and after. */
export type RecordChange = SlotChange & { key: Key };

/** The records of one kind, each found by its key. */
export class Collection {
  readonly name: string;
  readonly indexes: Indexes;
  /** Called with each change before it is made. */
  onChange: (change: RecordChange, collection: Collection) => void = () => {
    throw new Error('a change needs a transaction');
  };

  /** The keys of the records that were changed, from the time when a caller puts a set here. */
  touched: Set<Key> | undefined;

  constructor(name: string, indexes: Indexes) {
    this.name = name;
    this.indexes = indexes;
    indexes.heap.holders.add(indexes);
  }

  get definition(): CollectionDefinition {
    return this.indexes.heap.definition;
  }

  get size(): number {
    return this.indexes.byKey.size;
  }

  /** Stands for the present records: after a change it is another object. */
  get state(): object {
    return this.indexes.state;
  }

  /** The highest key, or the highest of those that are counted; undefined where there is none. */
  get lastKey(): Key | undefined {
    const { byKey, heap } = this.indexes;
    const { countedTo } = heap.definition;
    const { last } = byKey;
    const key = last === undefined ? undefined : this.keyAt(last);
    if (countedTo === undefined || key === undefined || Number(key) <= countedTo) return key;
    const counted = byKey.rankAfter(countedTo);
    const [slot] = byKey.take([[Math.max(0, counted - 1), counted]], { skip: 0, limit: 1 }).slots;
    return slot === undefined ? undefined : this.keyAt(slot);
  }

  /** The slot of the record with this key, or undefined. */
  slotOf(key: Key): number | undefined {
    return this.indexes.slotOf(key);
  }

  /** The key of the record in a slot. */
  keyAt(slot: number): Key {
    return this.indexes.heap.key.values[slot] as Key;
  }

  /** The record with this key, as an object that belongs to the caller, or undefined. */
  get(key: Key): StoredRecord | undefined {
    const slot = this.slotOf(key);
    return slot === undefined ? undefined : this.indexes.heap.record(slot);
  }

  /** The JSON of the record with this key, in UTF-8, or undefined. */
  bytes(key: Key): Uint8Array | undefined {
    const slot = this.slotOf(key);
    return slot === undefined ? undefined : this.indexes.heap.bytes(slot);
  }

  /** The JSON of the first record that has a value in a column, in UTF-8, or undefined. */
  firstWith(key: string, value: unknown): Uint8Array | undefined {
    const slot = this.indexes.by({ key, direction: 'ascending' }).slotOf(value);
    return slot === undefined ? undefined : this.indexes.heap.bytes(slot);
  }

  /** One page of the records that fulfil every condition. */
  page(query: Query): Page {
    const { total, slots } = runQuery(this.indexes, query);
    return { total, records: new FoundRecords(this.indexes.heap, slots) };
  }

  /** How many records fulfil every condition. */
  count(where: readonly Condition[]): number {
    return runQuery(this.indexes, { where, order: this.indexes.byKey.order, offset: 0, limit: 0 }).total;
  }

  /** All records that fulfil every condition, in the order of their keys. */
  find(where: readonly Condition[]): StoredRecord[] {
    return this.slots(where).map(slot => this.indexes.heap.record(slot));
  }

  /** The slots of all records that fulfil every condition, in the order of their keys. */
  slots(where: readonly Condition[]): readonly number[] {
    const { order } = this.indexes.byKey;
    return runQuery(this.indexes, { where, order, offset: 0, limit: Number.MAX_SAFE_INTEGER }).slots;
  }

  /** Adds a record whose key none has. */
  add(record: StoredRecord): void {
    const key = this.#keyOf(record);
    if (this.slotOf(key) !== undefined) throw new Error(`there is a record ${key} already`);
    this.change({ key, before: undefined, after: this.indexes.heap.add(record) });
  }

  /** Puts a record in the place of the one with the same key. */
  replace(record: StoredRecord): void {
    const key = this.#keyOf(record);
    const before = this.slotOf(key);
    if (before === undefined) throw new Error(`no record ${key} to replace`);
    this.change({ key, before, after: this.indexes.heap.add(record) });
  }

  /** Removes the record with this key. */
  remove(key: Key): void {
    const before = this.slotOf(key);
    if (before === undefined) throw new Error(`no record ${key} to remove`);
    this.change({ key, before, after: undefined });
  }

  /** Makes a change whose slots are known. */
  change(change: RecordChange): void {
    this.onChange(change, this);
    this.#make(change);
  }

  /** Makes a change that is in the log already. */
  repeat(change: RecordChange): void {
    this.#make(change);
  }

  /** Takes back a change that was the last one of its record. */
  undo({ key, before, after }: RecordChange): void {
    this.#make({ key, before: after, after: before });
  }

  /** A separate collection with the same records, at no cost. The caller has to release it. */
  fork(): Collection {
    return new Collection(this.name, this.indexes.fork());
  }

  /** Gives up the records; the collection must not be used any more. */
  release(): void {
    this.indexes.heap.holders.delete(this.indexes);
  }

  #make(change: RecordChange): void {
    this.touched?.add(change.key);
    this.indexes.change(change);
  }

  #keyOf(record: StoredRecord): Key {
    return record[this.indexes.heap.definition.key] as Key;
  }
}

/** Some records found, as JSON in UTF-8: each, or all of them joined by commas. Good until the next change. */
export class FoundRecords implements Iterable<Uint8Array> {
  /** How many bytes all of them have with a comma between any two. */
  readonly joinedLength: number;
  readonly #heap: RecordHeap;
  readonly #slots: readonly number[];

  constructor(heap: RecordHeap, slots: readonly number[]) {
    this.#heap = heap;
    this.#slots = slots;
    let length = Math.max(0, slots.length - 1);
    for (const slot of slots) length += heap.lengthOf(slot);
    this.joinedLength = length;
  }

  get length(): number {
    return this.#slots.length;
  }

  /** The one at a place, counted from the end where that is negative; undefined where there is none. */
  at(place: number): Uint8Array | undefined {
    const slot = this.#slots.at(place);
    return slot === undefined ? undefined : this.#heap.bytes(slot);
  }

  /** Writes all of them, joined, and returns where they end. */
  joinTo(target: Uint8Array, start: number): number {
    return this.#heap.joinTo(target, start, this.#slots);
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (const slot of this.#slots) yield this.#heap.bytes(slot);
  }
}
