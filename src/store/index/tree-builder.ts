import type { RecordHeap } from '../memory/record-heap.js';
import { type Leaf, leafOf, SlotTree } from './slot-tree.js';

/** Builds a tree of slots that come in order, and of whole leaves of other trees, which are shared. */
export class TreeBuilder {
  readonly #heap: RecordHeap;
  readonly #owner = {};
  readonly #leaves: Leaf[] = [];
  #slots: number[] = [];

  constructor(heap: RecordHeap) {
    this.#heap = heap;
  }

  /** Returns whether the slot has filled a leaf. */
  add(slot: number): boolean {
    if (this.#slots.push(slot) < FILLED) return false;
    this.#fill();
    return true;
  }

  addLeaf(leaf: Leaf): void {
    this.#fill();
    this.#leaves.push(leaf);
  }

  build(): SlotTree {
    this.#fill();
    return new SlotTree(this.#heap, { owner: this.#owner, leaves: this.#leaves });
  }

  #fill(): void {
    if (this.#slots.length > 0) this.#leaves.push(leafOf(this.#slots, { heap: this.#heap, owner: this.#owner }));
    this.#slots = [];
  }
}

/** How many slots a leaf gets: some room is left for those that come later. */
const FILLED = 384;
