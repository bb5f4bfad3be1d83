import { branchOf, IndexBuilder, leafOf } from './index-builder.js';
import {
  BRANCH,
  type Branch,
  LEAF,
  type Leaf,
  moveSlots,
  type Owner,
  ownBranch,
  ownLeaf,
  parts,
  setSlot,
  tally,
} from './index-node.js';
import type { Place } from './index-place.js';
import type { RecordHeap } from './record-heap.js';

/**
 * Slots in a tree of three levels, whose nodes know how many slots of each class lie below them. What order they are in is
 * for others to know. It is copied in no time: copies share nodes until one of them changes a node.
 */
export class SlotTree {
  readonly #heap: RecordHeap;
  #owner: Owner = {};
  #branches: readonly Branch[] = [];
  #size = 0;

  constructor(heap: RecordHeap) {
    this.#heap = heap;
  }

  get branches(): readonly Branch[] {
    return this.#branches;
  }

  get size(): number {
    return this.#size;
  }

  /** A tree of its own with the same slots. */
  fork(): SlotTree {
    const fork = new SlotTree(this.#heap);
    fork.#branches = this.#branches;
    fork.#size = this.#size;
    // what both have now belongs to neither
    this.#owner = {};
    return fork;
  }

  /** What makes the slots of the tree anew, in the order in which they come. */
  builder(): IndexBuilder {
    return new IndexBuilder(this.#heap, this.#owner);
  }

  /** Takes what was built in the place of all it has. */
  use({ branches, size }: IndexBuilder): void {
    this.#branches = branches;
    this.#size = size;
  }

  /** Puts a slot at a place, before the one that stands there. */
  insertAt(place: Place, slot: number): void {
    if (this.#branches.length === 0) {
      const builder = this.builder();
      builder.add(slot);
      return this.use(builder);
    }
    // what comes after the end of a leaf but before the next one goes into that leaf
    const { branch, leaf } = this.#owned(place);
    const { at } = place;
    moveSlots(leaf, at, at + 1);
    setSlot(leaf, this.#heap, at, slot);
    this.#count({ branch, leaf }, slot, 1);
    if (leaf.size === LEAF) this.#split(place, { branch, leaf });
  }

  /** Takes away the slot at a place. */
  removeAt(place: Place): void {
    const { branch, leaf } = this.#owned(place);
    const slot = leaf.slots[place.at] as number;
    moveSlots(leaf, place.at + 1, place.at);
    this.#count({ branch, leaf }, slot, -1);
    if (leaf.size > 0) return;
    branch.leaves.splice(place.leafAt, 1);
    if (branch.leaves.length === 0) this.#branches = this.#branches.toSpliced(place.branchAt, 1);
    else branch.last = (branch.leaves.at(-1) as Leaf).last;
  }

  /** Puts another slot in the place of one. */
  replaceAt(place: Place, slot: number): void {
    const { branch, leaf } = this.#owned(place);
    const before = leaf.slots[place.at] as number;
    setSlot(leaf, this.#heap, place.at, slot);
    this.#count({ branch, leaf }, before, -1);
    this.#count({ branch, leaf }, slot, 1);
  }

  /** Marks all slots in `live`; nodes that were `seen` are passed over. */
  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    for (const branch of this.#branches) {
      if (seen.has(branch)) continue;
      seen.add(branch);
      for (const leaf of branch.leaves) {
        if (seen.has(leaf)) continue;
        seen.add(leaf);
        for (let at = 0; at < leaf.size; at++) live[leaf.slots[at] as number] = 1;
      }
    }
  }

  /** The branch and the leaf of a place, for this tree alone to change. */
  #owned({ branchAt, leafAt }: Place): Nodes {
    let branch = this.#branches[branchAt] as Branch;
    if (branch.owner !== this.#owner) {
      branch = ownBranch(branch, this.#owner);
      this.#branches = this.#branches.with(branchAt, branch);
    }
    // copies may have them still
    branch.timesByClass = [];
    let leaf = branch.leaves[leafAt] as Leaf;
    if (leaf.owner !== this.#owner) {
      leaf = ownLeaf(leaf, this.#owner);
      branch.leaves[leafAt] = leaf;
    }
    return { branch, leaf };
  }

  #count({ branch, leaf }: Nodes, slot: number, by: 1 | -1): void {
    tally(branch, this.#heap, slot, by);
    tally(leaf, this.#heap, slot, by);
    this.#size += by;
    if (leaf.size > 0) leaf.last = leaf.slots[leaf.size - 1] as number;
    branch.last = (branch.leaves.at(-1) as Leaf).last;
  }

  /** Makes two leaves of a full one, and two branches of a full one. */
  #split({ branchAt, leafAt }: Place, { branch, leaf: { slots, size } }: Nodes): void {
    const leaves = parts(size).map(([from, to]) => leafOf(slots.subarray(from, to), this.#heap, this.#owner));
    branch.leaves.splice(leafAt, 1, ...leaves);
    if (branch.leaves.length < BRANCH) return;
    const halves = parts(branch.leaves.length).map(([from, to]) => branch.leaves.slice(from, to));
    const branches = halves.map(leaves => branchOf(leaves, this.#heap, this.#owner));
    this.#branches = this.#branches.toSpliced(branchAt, 1, ...branches);
  }
}

type Nodes = { branch: Branch; leaf: Leaf };
