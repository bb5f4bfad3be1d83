import type { RequestSummary } from '../data/request-types.js';

/** A place in the list where requests are missing, because the journal had dropped them before they were read. */
export type Gap = { id: number; from: number; to: number };

export type Row = RequestSummary | Gap;

export function isGap(row: Row): row is Gap {
  return 'to' in row;
}

/** Rows by rising number, of which the oldest can be dropped cheaply. */
export class Rows {
  #rows: Row[] = [];
  #head = 0;

  get length(): number {
    return this.#rows.length - this.#head;
  }

  /** The row at a place, the oldest first. */
  at(index: number): Row | undefined {
    return this.#rows[this.#head + index];
  }

  /** The newest row. */
  get last(): Row | undefined {
    return this.length === 0 ? undefined : this.#rows.at(-1);
  }

  push(row: Row): void {
    this.#rows.push(row);
  }

  prepend(rows: readonly Row[]): void {
    this.#rows = [...rows, ...this.#rows.slice(this.#head)];
    this.#head = 0;
  }

  /** Drops the oldest rows with a smaller number. */
  dropBefore(id: number): void {
    while (this.length > 0 && (this.at(0) as Row).id < id) this.#head++;
    // moving all rows each time would take longer than showing them
    if (this.#head < MAX_DROPPED) return;
    this.#rows = this.#rows.slice(this.#head);
    this.#head = 0;
  }

  clear(): void {
    this.#rows = [];
    this.#head = 0;
  }

  /** How many rows have a number up to this one. */
  countUpTo(id: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle) as Row).id <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The place of the row with this number, or -1. */
  indexOf(id: number): number {
    const index = this.countUpTo(id) - 1;
    return this.at(index)?.id === id ? index : -1;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (let index = this.#head; index < this.#rows.length; index++) yield this.#rows[index] as Row;
  }
}

const MAX_DROPPED = 4096;
