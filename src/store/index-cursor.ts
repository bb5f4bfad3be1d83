import type { Branch, Leaf } from './index-node.js';

/** Where a walk along the leaves of an index is. */
export class Cursor {
  readonly #leaves: Leaf[];
  #leafAt = 0;
  #at = 0;

  constructor(branches: readonly Branch[]) {
    this.#leaves = branches.flatMap(({ leaves }) => leaves);
  }

  /** The slot it has come to; undefined at the end. */
  get slot(): number | undefined {
    return this.#leaves[this.#leafAt]?.slots[this.#at];
  }

  next(): void {
    this.#at++;
    if (this.#at < (this.#leaves[this.#leafAt] as Leaf).size) return;
    this.#leafAt++;
    this.#at = 0;
  }

  /** Goes over the leaf that this and another walk have both come to the start of; false where they have not. */
  skipShared(other: Cursor): boolean {
    if (this.#leaves[this.#leafAt] !== other.#leaves[other.#leafAt] || this.#at !== 0 || other.#at !== 0) return false;
    this.#leafAt++;
    other.#leafAt++;
    return true;
  }
}
