import type { Classes } from './classes.js';
import {
  BRANCH_FILL,
  type Branch,
  emptyBranch,
  emptyLeaf,
  LEAF_FILL,
  type Leaf,
  type Owner,
  tally,
} from './index-node.js';

/** Makes the nodes of an index from slots that come in its order. */
export class IndexBuilder {
  readonly branches: Branch[] = [];
  size = 0;
  readonly #classes: Classes;
  readonly #owner: Owner;
  #branch: Branch | undefined;
  #leaf: Leaf | undefined;

  constructor(classes: Classes, owner: Owner) {
    this.#classes = classes;
    this.#owner = owner;
  }

  add(slot: number): void {
    if (!this.#leaf || this.#leaf.size === LEAF_FILL) this.#beginLeaf();
    const [branch, leaf] = [this.#branch as Branch, this.#leaf as Leaf];
    const counted = { id: this.#classes.of[slot] as number, by: 1, classes: this.#classes.count } as const;
    leaf.slots[leaf.size] = slot;
    tally(leaf, counted);
    tally(branch, counted);
    this.size++;
  }

  #beginLeaf(): void {
    const { count } = this.#classes;
    if (!this.#branch || this.#branch.leaves.length === BRANCH_FILL) {
      this.#branch = emptyBranch(this.#owner, count);
      this.branches.push(this.#branch);
    }
    this.#leaf = emptyLeaf(this.#owner, count);
    this.#branch.leaves.push(this.#leaf);
  }
}

/** A leaf of some slots. */
export function leafOf(slots: Uint32Array, { of, count }: Classes, owner: Owner): Leaf {
  const leaf = emptyLeaf(owner, count);
  leaf.slots.set(slots);
  for (const slot of slots) tally(leaf, { id: of[slot] as number, by: 1, classes: count });
  return leaf;
}

/** A branch of some leaves. */
export function branchOf(leaves: Leaf[], { count }: Classes, owner: Owner): Branch {
  const branch = emptyBranch(owner, count);
  for (const { counts, size } of leaves) {
    branch.size += size;
    for (const [id, counted] of counts.entries()) branch.counts[id] = (branch.counts[id] as number) + counted;
  }
  branch.leaves = leaves;
  return branch;
}
