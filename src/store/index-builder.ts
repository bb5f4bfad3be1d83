import {
  BRANCH_FILL,
  type Branch,
  emptyBranch,
  emptyLeaf,
  LEAF_FILL,
  type Leaf,
  type Owner,
  setSlot,
  tally,
} from './index-node.js';
import type { RecordHeap } from './record-heap.js';

/** Makes the nodes of an index from slots that come in its order. */
export class IndexBuilder {
  readonly branches: Branch[] = [];
  size = 0;
  readonly #heap: RecordHeap;
  readonly #owner: Owner;
  #branch: Branch | undefined;
  #leaf: Leaf | undefined;

  constructor(heap: RecordHeap, owner: Owner) {
    this.#heap = heap;
    this.#owner = owner;
  }

  add(slot: number): void {
    if (!this.#leaf || this.#leaf.size === LEAF_FILL) this.#beginLeaf();
    append(this.#leaf as Leaf, slot, this.#heap);
    const branch = this.#branch as Branch;
    tally(branch, this.#heap, slot, 1);
    branch.last = slot;
    this.size++;
  }

  #beginLeaf(): void {
    if (!this.#branch || this.#branch.leaves.length === BRANCH_FILL) {
      this.#branch = emptyBranch(this.#owner, this.#heap);
      this.branches.push(this.#branch);
    }
    this.#leaf = emptyLeaf(this.#owner, this.#heap);
    this.#branch.leaves.push(this.#leaf);
  }
}

/** A leaf of some slots. */
export function leafOf(slots: Uint32Array, heap: RecordHeap, owner: Owner): Leaf {
  const leaf = emptyLeaf(owner, heap);
  for (const slot of slots) append(leaf, slot, heap);
  return leaf;
}

/** A branch of some leaves. */
export function branchOf(leaves: Leaf[], heap: RecordHeap, owner: Owner): Branch {
  const branch = emptyBranch(owner, heap);
  for (const { counts, size, last, lows, highs, nulls } of leaves) {
    branch.size += size;
    branch.last = last;
    for (const [id, counted] of counts.entries()) branch.counts[id] = (branch.counts[id] as number) + counted;
    for (const [at, low] of lows.entries()) branch.lows[at] = Math.min(branch.lows[at] as number, low);
    for (const [at, isThere] of nulls.entries()) branch.nulls[at] = (branch.nulls[at] as number) | isThere;
    for (const [at, high] of highs.entries()) branch.highs[at] = Math.max(branch.highs[at] as number, high);
  }
  branch.leaves = leaves;
  return branch;
}

function append(leaf: Leaf, slot: number, heap: RecordHeap): void {
  setSlot(leaf, heap, leaf.size, slot);
  tally(leaf, heap, slot, 1);
  leaf.last = slot;
}
