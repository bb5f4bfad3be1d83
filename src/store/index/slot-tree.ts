import type { Choice } from '../memory/facet-index.js';
import type { RecordHeap } from '../memory/record-heap.js';
import { firstThat } from '../memory/sort-slots.js';

/** Only the tree with this token may change a node; every other tree copies the node first. */
type Owner = object;

/** How many slots are in or below a node, and how many of them are of each class. */
type Node = { owner: Owner; size: number; counts: Uint32Array };
/** The class of each slot stands beside it, since a walk looks at classes most. */
export type Leaf = Node & { slots: Uint32Array; classes: Uint16Array };
export type Branch = Node & { leaves: Leaf[] };

/** A place in a tree: in which branch, in which of its leaves, and where in that leaf. */
export type Place = { branchAt: number; leafAt: number; at: number };

/** Half-open, from one rank to another. */
export type Span = readonly [from: number, to: number];

/** The most slots of a leaf, and leaves of a branch. */
const LEAF = 512;
const BRANCH = 64;
/** How many leaves a branch has at first. */
const FILLED = 48;

/**
 * Slots in a tree of three levels, whose nodes count the slots below them by class. The tree does not know their order. A
 * fork costs nothing: trees share nodes until one of them changes a node.
 */
export class SlotTree {
  readonly #heap: RecordHeap;
  #owner: Owner;
  #branches: Branch[] = [];
  #isShared = false;
  size = 0;

  /** A tree of leaves that `owner` made, or that are shared with other trees. */
  constructor(heap: RecordHeap, { owner = {}, leaves = [] }: { owner?: Owner; leaves?: readonly Leaf[] } = {}) {
    this.#heap = heap;
    this.#owner = owner;
    for (let at = 0; at < leaves.length; at += FILLED) {
      const branch = branchOf(leaves.slice(at, at + FILLED), this.#nodes);
      this.#branches.push(branch);
      this.size += branch.size;
    }
  }

  get branches(): readonly Branch[] {
    return this.#branches;
  }

  /** All leaves in order. */
  *leaves(): Generator<Leaf> {
    for (const { leaves } of this.#branches) yield* leaves;
  }

  /** A separate tree with the same slots. */
  fork(): SlotTree {
    const fork = new SlotTree(this.#heap);
    fork.#branches = this.#branches;
    fork.size = this.size;
    fork.#isShared = this.#isShared = true;
    // nodes that both have belong to neither
    this.#owner = {};
    return fork;
  }

  /** Where the first slot stands that is not before something; behind the last slot where all are. */
  find(isBefore: (slot: number) => boolean): Place {
    const branchAt = firstThat(this.#branches.length - 1, at => !isBefore(lastOf(this.#branches[at]?.leaves.at(-1))));
    const leaves = this.#branches[branchAt]?.leaves ?? [];
    const leafAt = firstThat(leaves.length - 1, at => !isBefore(lastOf(leaves[at])));
    const leaf = leaves[leafAt];
    return { branchAt, leafAt, at: leaf ? firstThat(leaf.size, at => !isBefore(leaf.slots[at] as number)) : 0 };
  }

  /** How many slots stand before a place. */
  rank({ branchAt, leafAt, at }: Place): number {
    let rank = at;
    for (let before = 0; before < branchAt; before++) rank += (this.#branches[before] as Branch).size;
    const leaves = this.#branches[branchAt]?.leaves ?? [];
    for (let before = 0; before < leafAt; before++) rank += (leaves[before] as Leaf).size;
    return rank;
  }

  /** The slot at a place; undefined where there is none. */
  at({ branchAt, leafAt, at }: Place): number | undefined {
    const leaf = this.#branches[branchAt]?.leaves[leafAt];
    return leaf && at < leaf.size ? leaf.slots[at] : undefined;
  }

  get last(): number | undefined {
    return this.size === 0 ? undefined : lastOf(this.#branches.at(-1)?.leaves.at(-1));
  }

  /** Puts a slot behind all others. */
  append(slot: number): void {
    const branchAt = Math.max(0, this.#branches.length - 1);
    const leafAt = Math.max(0, (this.#branches[branchAt]?.leaves.length ?? 0) - 1);
    this.insert({ branchAt, leafAt, at: this.#branches[branchAt]?.leaves[leafAt]?.size ?? 0 }, slot);
  }

  /** Puts a slot at a place, before the one that stands there. */
  insert(place: Place, slot: number): void {
    if (this.#branches.length === 0) this.#branches = [branchOf([leafOf([], this.#nodes)], this.#nodes)];
    const { branch, leaf } = this.#owned(place);
    move(leaf, place.at, place.at + 1);
    this.#set(leaf, place.at, slot);
    this.#count(branch, leaf, { slot, by: 1 });
    if (leaf.size === LEAF) this.#split(place, branch, leaf);
  }

  /** Takes away the slot at a place. */
  remove(place: Place): void {
    const { branch, leaf } = this.#owned(place);
    const slot = leaf.slots[place.at] as number;
    move(leaf, place.at + 1, place.at);
    this.#count(branch, leaf, { slot, by: -1 });
    if (leaf.size === 0) branch.leaves.splice(place.leafAt, 1);
    if (branch.leaves.length === 0) this.#branches.splice(place.branchAt, 1);
  }

  /** Puts another slot in the place of one. */
  replace(place: Place, slot: number): void {
    const { branch, leaf } = this.#owned(place);
    this.#count(branch, leaf, { slot: leaf.slots[place.at] as number, by: -1 });
    this.#set(leaf, place.at, slot);
    this.#count(branch, leaf, { slot, by: 1 });
  }

  /** Sets `live` to 1 at all slots; nodes that were `seen` are skipped. */
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

  get #nodes(): Nodes {
    return { heap: this.#heap, owner: this.#owner };
  }

  /** The branch and the leaf of a place, as nodes that this tree may change. */
  #owned({ branchAt, leafAt }: Place): { branch: Branch; leaf: Leaf } {
    if (this.#isShared) this.#branches = [...this.#branches];
    this.#isShared = false;
    const owner = this.#owner;
    let branch = this.#branches[branchAt] as Branch;
    if (branch.owner !== owner) {
      branch = { ...branch, owner, counts: branch.counts.slice(), leaves: [...branch.leaves] };
      this.#branches[branchAt] = branch;
    }
    let leaf = branch.leaves[leafAt] as Leaf;
    if (leaf.owner !== owner) {
      const { counts, slots, classes } = leaf;
      leaf = { ...leaf, owner, counts: counts.slice(), slots: slots.slice(), classes: classes.slice() };
      branch.leaves[leafAt] = leaf;
    }
    return { branch, leaf };
  }

  #set(leaf: Leaf, at: number, slot: number): void {
    leaf.slots[at] = slot;
    leaf.classes[at] = this.#heap.facets.of[slot] as number;
  }

  #count(branch: Branch, leaf: Leaf, { slot, by }: { slot: number; by: 1 | -1 }): void {
    count(branch, this.#heap, { slot, by });
    count(leaf, this.#heap, { slot, by });
    this.size += by;
  }

  /** Makes two leaves of a full one, and two branches of a full one. */
  #split({ branchAt, leafAt }: Place, branch: Branch, { slots }: Leaf): void {
    branch.leaves.splice(leafAt, 1, ...parts(slots).map(part => leafOf(part, this.#nodes)));
    if (branch.leaves.length < BRANCH) return;
    this.#branches.splice(branchAt, 1, ...parts(branch.leaves).map(part => branchOf(part, this.#nodes)));
  }
}

type Nodes = { heap: RecordHeap; owner: Owner };

/** A leaf of fewer slots than fill it. */
export function leafOf(slots: Iterable<number>, { heap, owner }: Nodes): Leaf {
  const counts = new Uint32Array(heap.facets.count);
  const leaf: Leaf = { owner, size: 0, counts, slots: new Uint32Array(LEAF), classes: new Uint16Array(LEAF) };
  for (const slot of slots) {
    leaf.slots[leaf.size] = slot;
    leaf.classes[leaf.size] = heap.facets.of[slot] as number;
    count(leaf, heap, { slot, by: 1 });
  }
  return leaf;
}

/** Moves the slots of a leaf from one place on to another. */
function move({ slots, classes, size }: Leaf, from: number, to: number): void {
  slots.copyWithin(to, from, size);
  classes.copyWithin(to, from, size);
}

function branchOf(leaves: Leaf[], { heap, owner }: Nodes): Branch {
  const branch: Branch = { owner, size: 0, counts: new Uint32Array(heap.facets.count), leaves };
  for (const { counts, size } of leaves) {
    branch.size += size;
    for (let id = 0; id < counts.length; id++) (branch.counts[id] as number) += counts[id] as number;
  }
  return branch;
}

function count(node: Node, { facets }: RecordHeap, { slot, by }: { slot: number; by: 1 | -1 }): void {
  const id = facets.of[slot] as number;
  if (id >= node.counts.length) {
    const counts = new Uint32Array(facets.count);
    counts.set(node.counts);
    node.counts = counts;
  }
  (node.counts[id] as number) += by;
  node.size += by;
}

/** How many slots of the chosen classes are in or below a node. */
export function countOf(counts: Uint32Array, { ids }: Choice): number {
  let count = 0;
  for (const id of ids) if (id < counts.length) count += counts[id] as number;
  return count;
}

/** Two parts of a list: new slots mostly come at the end, so that the second part gets more room. */
function parts<T extends { length: number; slice(from: number, to?: number): T }>(items: T): [T, T] {
  const middle = (items.length * 3) >> 2;
  return [items.slice(0, middle), items.slice(middle)];
}

function lastOf(leaf: Leaf | undefined): number {
  return leaf?.slots[leaf.size - 1] as number;
}
