import { Classes } from './classes.js';
import { type Column, columnOf, NumberColumn } from './column.js';
import type { CollectionDefinition } from './definition.js';
import type { StoredRecord } from './record.js';

/** Something that holds records: it sets in `live` what all slots that it holds have there to 1. */
export type Holder = { markSlots(live: Uint8Array, seen: Set<unknown>): void };

/**
 * The records of one kind, in all versions that any copy of the data still holds. A record has a slot: its JSON lies in a
 * slab outside of V8's heap, and what queries ask for lies in columns. A slot never changes until nothing holds it
 * any more; then `sweep` lets it be used again.
 */
export class RecordHeap {
  readonly columns: ReadonlyMap<string, Column>;
  readonly classes: Classes;
  readonly key: Column;
  /** The columns of times that queries ask for a span of: indexes know something of them. */
  readonly times: readonly NumberColumn[];
  /** Whatever holds slots: copies of the collection, and work under way. */
  readonly holders = new Set<Holder>();
  readonly definition: CollectionDefinition;
  readonly #filled: readonly (readonly [key: string, column: Column])[];
  #slabs: Uint8Array<ArrayBuffer>[] = [];
  /** How much of the last slab is used, in bytes. */
  #slabUsed = 0;
  #slab = new Uint16Array(FIRST_CAPACITY);
  #offset = new Uint32Array(FIRST_CAPACITY);
  #length = new Uint32Array(FIRST_CAPACITY);
  /** How much room each slot has, in units. */
  #units = new Uint32Array(FIRST_CAPACITY);
  #size = 0;
  /** Slots that may be used again, by their room in units. */
  readonly #free = new Map<number, number[]>();
  #sinceSweep = 0;
  #liveAtSweep = 0;

  constructor(definition: CollectionDefinition) {
    this.definition = definition;
    this.columns = new Map(
      Object.entries(definition.columns).map(([key, kind], at) => [key, columnOf(kind, FIRST_CAPACITY + at)]),
    );
    this.#filled = [...this.columns];
    this.classes = new Classes(definition.classes, definition.columns);
    this.key = this.column(definition.key);
    this.times = definition.indexes.flatMap(key => (definition.columns[key] === 'instant' ? this.#numbers(key) : []));
  }

  /** The column of a key. Throws where there is none: such a key cannot be asked for. */
  column(key: string): Column {
    const column = this.columns.get(key);
    if (!column) throw new Error(`${this.definition.name} has no column ${key}`);
    return column;
  }

  #numbers(key: string): NumberColumn[] {
    const column = this.column(key);
    return column instanceof NumberColumn ? [column] : [];
  }

  /** One more than the highest slot that was ever used. */
  get size(): number {
    return this.#size;
  }

  /** Takes in a record and answers its slot; `json` is its JSON, if that is there already. */
  add(record: StoredRecord, json: string | Uint8Array = JSON.stringify(record)): number {
    const length = Buffer.byteLength(json);
    const slot = this.#slotFor(length);
    this.#length[slot] = length;
    const bytes = this.bytes(slot);
    if (typeof json === 'string') encoder.encodeInto(json, bytes);
    else bytes.set(json);
    for (const [key, column] of this.#filled) column.set(slot, record[key]);
    this.classes.set(slot, record);
    this.#sinceSweep++;
    return slot;
  }

  /** A record's JSON as UTF-8. It is a view, good until the next change. */
  bytes(slot: number): Uint8Array<ArrayBuffer> {
    const offset = this.#offset[slot] as number;
    const slab = this.#slabs[this.#slab[slot] as number] as Uint8Array<ArrayBuffer>;
    return slab.subarray(offset, offset + this.lengthOf(slot));
  }

  /** How many bytes a record's JSON has. */
  lengthOf(slot: number): number {
    return this.#length[slot] as number;
  }

  /** A record's JSON. */
  text(slot: number): string {
    const { buffer, byteOffset, length } = this.bytes(slot);
    return Buffer.from(buffer, byteOffset, length).toString();
  }

  /** A record as an object of the caller's own. */
  record(slot: number): StoredRecord {
    return JSON.parse(this.text(slot)) as StoredRecord;
  }

  /** Frees all slots that no holder holds, if so many were added since that it is worth some milliseconds. */
  sweepIfDue(): void {
    if (this.#sinceSweep > Math.max(LEAST_SWEEP, this.#liveAtSweep / 4)) this.sweep();
  }

  /** Frees all slots that no holder holds. */
  sweep(): void {
    const live = new Uint8Array(this.#size);
    const seen = new Set<unknown>();
    for (const holder of this.holders) holder.markSlots(live, seen);
    this.#free.clear();
    let count = 0;
    for (let slot = 0; slot < this.#size; slot++) {
      if (live[slot] === 1) count++;
      else this.#release(slot);
    }
    this.#liveAtSweep = count;
    this.#sinceSweep = 0;
  }

  #release(slot: number): void {
    const units = this.#units[slot] as number;
    const slots = this.#free.get(units);
    if (slots) slots.push(slot);
    else this.#free.set(units, [slot]);
  }

  #slotFor(length: number): number {
    const units = Math.ceil(length / UNIT);
    const free = this.#free.get(units)?.pop();
    if (free !== undefined) return free;
    const slot = this.#size++;
    if (slot === this.#slab.length) this.#grow();
    const bytes = units * UNIT;
    const last = this.#slabs.at(-1);
    if (!last || this.#slabUsed + bytes > last.length) {
      // the first slabs are small, since most stores are
      const size = Math.min(MOST_SLAB, LEAST_SLAB * 2 ** Math.min(this.#slabs.length, 16));
      this.#slabs.push(new Uint8Array(Buffer.allocUnsafeSlow(Math.max(size, bytes)).buffer));
      this.#slabUsed = 0;
    }
    this.#slab[slot] = this.#slabs.length - 1;
    this.#offset[slot] = this.#slabUsed;
    this.#units[slot] = units;
    this.#slabUsed += bytes;
    return slot;
  }

  #grow(): void {
    const capacity = this.#slab.length * 2;
    const slab = new Uint16Array(capacity);
    slab.set(this.#slab);
    this.#slab = slab;
    this.#offset = grown(this.#offset, capacity);
    this.#length = grown(this.#length, capacity);
    this.#units = grown(this.#units, capacity);
  }
}

const encoder = new TextEncoder();

const FIRST_CAPACITY = 64;
/** Room is given out in units, so that a record of nearly the same length can take a free place. In bytes. */
const UNIT = 32;
const LEAST_SLAB = 64 * 1024;
const MOST_SLAB = 4 * 1024 * 1024;
const LEAST_SWEEP = 10_000;

function grown(numbers: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity);
  larger.set(numbers);
  return larger;
}
