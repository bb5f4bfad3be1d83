import { Classes } from './classes.js';
import { type Column, columnOf, NumberColumn } from './column.js';
import type { CollectionDefinition } from './definition.js';
import type { StoredRecord } from './record.js';
import { isLarge, Slabs } from './slabs.js';

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
  readonly #slabs = new Slabs();
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
  #bytesSinceSweep = 0;
  #liveBytesAtSweep = 0;

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
    this.#bytesSinceSweep += length;
    return slot;
  }

  /** A record's JSON as UTF-8. It is a view, good until the next change. */
  bytes(slot: number): Uint8Array<ArrayBuffer> {
    const offset = this.#offset[slot] as number;
    const slab = this.#slabs.at(this.#slab[slot] as number);
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

  /** Frees all slots that no holder holds, if so much was added since that it is worth some milliseconds. */
  sweepIfDue(): void {
    const isDue =
      this.#sinceSweep > Math.max(LEAST_SWEEP, this.#liveAtSweep / 4) ||
      this.#bytesSinceSweep > Math.max(LEAST_SWEEP_BYTES, this.#liveBytesAtSweep / 4);
    if (isDue) this.sweep();
  }

  /** Frees all slots that no holder holds. */
  sweep(): void {
    const live = new Uint8Array(this.#size);
    const seen = new Set<unknown>();
    for (const holder of this.holders) holder.markSlots(live, seen);
    this.#free.clear();
    this.#liveAtSweep = 0;
    this.#liveBytesAtSweep = 0;
    for (let slot = 0; slot < this.#size; slot++) {
      if (live[slot] !== 1) this.#release(slot);
      else {
        this.#liveAtSweep++;
        this.#liveBytesAtSweep += this.#length[slot] as number;
      }
    }
    this.#sinceSweep = 0;
    this.#bytesSinceSweep = 0;
  }

  #release(slot: number): void {
    if (isLarge((this.#units[slot] as number) * UNIT)) {
      this.#slabs.letGo(this.#slab[slot] as number);
      this.#units[slot] = 0;
      // a column keeps the text of a slot until that is used again, which may be never
      for (const [, column] of this.#filled) column.set(slot, null);
    }
    const units = this.#units[slot] as number;
    const slots = this.#free.get(units);
    if (slots) slots.push(slot);
    else this.#free.set(units, [slot]);
  }

  #slotFor(length: number): number {
    const units = unitsFor(length);
    const free = this.#free.get(units)?.pop();
    if (free !== undefined) return free;
    // one whose room was let go
    const slot = this.#free.get(0)?.pop() ?? this.#size++;
    if (slot === this.#slab.length) this.#grow();
    const { slab, offset } = this.#slabs.place(units * UNIT);
    this.#slab[slot] = slab;
    this.#offset[slot] = offset;
    this.#units[slot] = units;
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
const LEAST_SWEEP = 10_000;
/** In bytes, since 10,000 large records are a lot. */
const LEAST_SWEEP_BYTES = 16 * 1024 * 1024;

/** How much room a record gets, in units: from 2 KiB on, an eighth more at most, so that there are few sizes to find again. */
function unitsFor(length: number): number {
  const units = Math.ceil(length / UNIT);
  if (units <= 64) return units;
  const step = 2 ** (Math.floor(Math.log2(units)) - 3);
  return Math.ceil(units / step) * step;
}

function grown(numbers: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity);
  larger.set(numbers);
  return larger;
}
