import { type Column, columnOf, resized } from './column.js';
import type { CollectionDefinition, StoredRecord } from './definition.js';
import { FacetIndex } from './facet-index.js';

/** A copy of the records: it sets `live` to 1 at each of its slots, and skips tree nodes that were `seen` before. */
export type SlotHolder = { markSlots(live: Uint8Array, seen: Set<unknown>): void };

/** The slots of one record before and after a change; undefined where there is no record. */
export type SlotChange = { before: number | undefined; after: number | undefined };

/** How many records a column has room for at first: an API may have many collections of few records. */
const MIN_ROOM = 32;

/**
 * Bytes of records side by side, a comma after each, outside of V8's heap. They are only ever appended, so that a view of
 * them stays right.
 */
type Page = { bytes: Uint8Array<ArrayBuffer>; live: number };

/**
 * The records of one kind, in all versions that any copy of the data still has. A version has a slot: its JSON lies in a
 * page, and the values that queries compare lie in columns. A slot does not change until no holder has it; then a sweep
 * frees it for another record.
 */
export class RecordHeap {
  readonly definition: CollectionDefinition;
  readonly columns: ReadonlyMap<string, Column>;
  readonly facets: FacetIndex;
  readonly key: Column;
  readonly holders = new Set<SlotHolder>();
  /** Changes that may still be undone: a sweep keeps both of their slots. */
  readonly pinned = new Set<SlotChange>();
  readonly #filled: readonly (readonly [key: string, column: Column])[];
  #page: Page = { bytes: new Uint8Array(0), live: 0 };
  #used = 0;
  /** By slot: the page of its JSON, where it begins there, and how many bytes it has. */
  readonly #pages: (Page | undefined)[] = [];
  #offsets = new Uint32Array(64);
  #lengths = new Uint32Array(64);
  #free: number[] = [];
  #added = { records: 0, bytes: 0 };
  #kept = { records: 0, bytes: 0 };

  constructor(definition: CollectionDefinition) {
    this.definition = definition;
    // each begins with other room, so that they do not all grow at the same record
    const columns = Object.entries(definition.columns).map(
      ([key, kind], at) => [key, columnOf(kind, MIN_ROOM + (at % MIN_ROOM))] as const,
    );
    this.columns = new Map(columns);
    this.#filled = columns;
    this.facets = new FacetIndex(definition.classes, definition.columns);
    this.key = this.column(definition.key);
  }

  /** The column of a key. Throws where there is none: queries cannot use such a key. */
  column(key: string): Column {
    const column = this.columns.get(key);
    if (!column) throw new Error(`${this.definition.name} has no column ${key}`);
    return column;
  }

  /** One more than the highest slot that was ever used. */
  get size(): number {
    return this.#pages.length;
  }

  /** Adds a record and returns its slot; `json` is its JSON, if that is there already. */
  add(record: StoredRecord, json: string | Uint8Array = JSON.stringify(record)): number {
    const slot = this.#free.pop() ?? this.#pages.length;
    if (slot >= this.#offsets.length) {
      this.#offsets = resized(this.#offsets, slot * 2);
      this.#lengths = resized(this.#lengths, slot * 2);
    }
    const length = Buffer.byteLength(json);
    const bytes = this.#place(slot, length);
    if (typeof json === 'string') encoder.encodeInto(json, bytes);
    else bytes.set(json);
    for (const [key, column] of this.#filled) column.set(slot, record[key]);
    this.facets.set(slot, record);
    this.#added.records++;
    this.#added.bytes += length;
    return slot;
  }

  /** A record's JSON as UTF-8. */
  bytes(slot: number): Uint8Array<ArrayBuffer> {
    const offset = this.#offsets[slot] as number;
    return (this.#pages[slot] as Page).bytes.subarray(offset, offset + this.lengthOf(slot));
  }

  /** How many bytes a record's JSON has. */
  lengthOf(slot: number): number {
    return this.#lengths[slot] as number;
  }

  /** Writes the JSON of records, joined by commas, and returns where it ends. Those that lie side by side are copied at once. */
  joinTo(target: Uint8Array, start: number, slots: readonly number[]): number {
    let at = start;
    for (let next = 0; next < slots.length; ) {
      if (next > 0) target[at++] = COMMA;
      const first = slots[next++] as number;
      const { bytes } = this.#pages[first] as Page;
      const from = this.#offsets[first] as number;
      let end = from + this.lengthOf(first);
      for (; next < slots.length && this.#isAt(slots[next] as number, { bytes, offset: end + 1 }); next++)
        end += 1 + this.lengthOf(slots[next] as number);
      target.set(bytes.subarray(from, end), at);
      at += end - from;
    }
    return at;
  }

  /** A record's JSON. */
  text(slot: number): string {
    const { buffer } = (this.#pages[slot] as Page).bytes;
    return Buffer.from(buffer, this.#offsets[slot] as number, this.lengthOf(slot)).toString();
  }

  /** A record as an object that belongs to the caller. */
  record(slot: number): StoredRecord {
    return JSON.parse(this.text(slot)) as StoredRecord;
  }

  /** Sweeps if so much was added since the last sweep that it is worth some milliseconds. */
  sweepIfDue(): void {
    const { records, bytes } = this.#added;
    const isDue =
      records > Math.max(MIN_SWEEP, this.#kept.records / 4) || bytes > Math.max(MIN_SWEEP_BYTES, this.#kept.bytes / 4);
    if (isDue) this.sweep();
  }

  /** Frees all slots that no holder has, and moves records out of pages that are mostly unused. */
  sweep(): void {
    const live = this.#liveSlots();
    for (const page of this.#pages) if (page) page.live = 0;
    this.#kept = { records: 0, bytes: 0 };
    this.#free = [];
    for (let slot = 0; slot < live.length; slot++) {
      if (live[slot] !== 1) {
        this.#release(slot);
        continue;
      }
      (this.#pages[slot] as Page).live += this.lengthOf(slot);
      this.#kept.records++;
      this.#kept.bytes += this.lengthOf(slot);
    }
    this.#emptySparsePages();
    this.#added = { records: 0, bytes: 0 };
  }

  #liveSlots(): Uint8Array {
    const live = new Uint8Array(this.size);
    const seen = new Set<unknown>();
    for (const holder of this.holders) holder.markSlots(live, seen);
    for (const { before, after } of this.pinned) {
      if (before !== undefined) live[before] = 1;
      if (after !== undefined) live[after] = 1;
    }
    return live;
  }

  #release(slot: number): void {
    this.#free.push(slot);
    if (!this.#pages[slot]) return;
    this.#pages[slot] = undefined;
    // a column keeps the text of a slot until that is used again, which may be never
    if (this.lengthOf(slot) > MAX_SHARING) for (const [, column] of this.#filled) column.set(slot, null);
  }

  #emptySparsePages(): void {
    const current = this.#page;
    for (let slot = 0; slot < this.#pages.length; slot++) {
      const page = this.#pages[slot];
      if (!page || page === current || page.live * 2 > page.bytes.length) continue;
      const bytes = this.bytes(slot);
      this.#place(slot, bytes.length).set(bytes);
    }
  }

  /** Gives a slot room for its JSON and the comma after it, and returns the room for the JSON. */
  #place(slot: number, length: number): Uint8Array {
    const room = length + 1;
    const page = length > MAX_SHARING ? newPage(room) : this.#pageFor(room);
    const offset = page === this.#page ? this.#used : 0;
    if (page === this.#page) this.#used += room;
    page.bytes[offset + length] = COMMA;
    this.#pages[slot] = page;
    this.#offsets[slot] = offset;
    this.#lengths[slot] = length;
    return this.bytes(slot);
  }

  #isAt(slot: number, { bytes, offset }: { bytes: Uint8Array; offset: number }): boolean {
    return this.#offsets[slot] === offset && this.#pages[slot]?.bytes === bytes;
  }

  #pageFor(length: number): Page {
    if (this.#used + length > this.#page.bytes.length) {
      // the first pages are small, since most stores are
      this.#page = newPage(this.#pages.length < 64 ? 2 * MAX_SHARING : PAGE);
      this.#used = 0;
    }
    return this.#page;
  }
}

const encoder = new TextEncoder();
const COMMA = ','.charCodeAt(0);

const MIN_SWEEP = 10_000;
/** In bytes, since 10,000 large records are a lot. */
const MIN_SWEEP_BYTES = 16 * 1024 * 1024;
/** In bytes. */
const PAGE = 64 * 1024;
/** A longer record has a page for itself. In bytes. */
const MAX_SHARING = 8 * 1024;

function newPage(length: number): Page {
  return { bytes: new Uint8Array(Buffer.allocUnsafeSlow(length).buffer), live: 0 };
}
