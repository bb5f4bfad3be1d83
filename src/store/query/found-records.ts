import type { RecordHeap } from '../memory/record-heap.js';

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

  /** Writes all of them, joined, and returns where they end. */
  joinTo(target: Uint8Array, start: number): number {
    let at = start;
    for (const slot of this.#slots) {
      if (at > start) target[at++] = COMMA;
      target.set(this.#heap.bytes(slot), at);
      at += this.#heap.lengthOf(slot);
    }
    return at;
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (const slot of this.#slots) yield this.#heap.bytes(slot);
  }
}

const COMMA = ','.charCodeAt(0);
