import type { Choice } from './classes.js';
import type { Exchange } from './collection.js';
import type { Column, Sign } from './column.js';
import { branchOf, IndexBuilder, leafOf } from './index-builder.js';
import { Cursor } from './index-cursor.js';
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
  type Span,
  setSlot,
  tally,
} from './index-node.js';
import { type Place, placeIn, rankIn, slotAt } from './index-place.js';
import type { Order } from './order.js';
import type { RecordHeap } from './record-heap.js';
import { countBefore, countTakeable, sliceSlots, type Taking, takeSlots } from './take-slots.js';

/**
 * Slots in an order that is kept up to date: a tree of three levels, whose nodes know how many slots of each class lie
 * below them. It is copied in no time: copies share nodes until one of them changes a node.
 */
export class SortedIndex {
  readonly order: Order;
  readonly #heap: RecordHeap;
  readonly #column: Column;
  readonly #sign: Sign;
  #owner: Owner = {};
  #branches: readonly Branch[] = [];
  #size = 0;

  constructor(heap: RecordHeap, order: Order) {
    this.#heap = heap;
    this.order = order;
    this.#column = heap.column(order.key);
    this.#sign = order.direction === 'ascending' ? 1 : -1;
  }

  /** An index of slots that come in its order. */
  static of(heap: RecordHeap, order: Order, slots: Iterable<number>): SortedIndex {
    const index = new SortedIndex(heap, order);
    const builder = index.builder();
    for (const slot of slots) builder.add(slot);
    index.use(builder);
    return index;
  }

  get size(): number {
    return this.#size;
  }

  /** An index of its own with the same slots. */
  fork(): SortedIndex {
    const fork = new SortedIndex(this.#heap, this.order);
    fork.#branches = this.#branches;
    fork.#size = this.#size;
    // what both have now belongs to neither
    this.#owner = {};
    return fork;
  }

  /** How many slots stand before those with a value. */
  rankBefore(value: unknown): number {
    return rankIn(this.#branches, slot => this.#column.compareTo(slot, value, this.#sign) < 0);
  }

  /** How many slots stand before those that come after a value. */
  rankAfter(value: unknown): number {
    return rankIn(this.#branches, slot => this.#column.compareTo(slot, value, this.#sign) <= 0);
  }

  /** How many slots have a value that is not null. */
  rankOfNulls(): number {
    return rankIn(this.#branches, slot => !this.#column.isNull(slot));
  }

  /** The slot with exactly this value, or undefined. */
  slotOf(value: unknown): number | undefined {
    const slot = slotAt(
      this.#branches,
      placeIn(this.#branches, slot => this.#column.compareTo(slot, value, this.#sign) < 0),
    );
    return slot !== undefined && this.#column.compareTo(slot, value, this.#sign) === 0 ? slot : undefined;
  }

  /** The last slot, or undefined. */
  get last(): number | undefined {
    return this.#branches.at(-1)?.last;
  }

  /** How many slots of the chosen classes stand in a span. */
  count([from, to]: Span, choice: Choice | undefined): number {
    if (!choice) return Math.max(0, to - from);
    if (from >= to) return 0;
    const before = (rank: number) => countBefore(this.#branches, { rank, choice });
    return before(to) - before(from);
  }

  /** Takes slots from spans, which must rise, in order. */
  take(spans: readonly Span[], taking: Taking): number[] {
    return takeSlots(this.#branches, { ...taking, spans });
  }

  /** The slots from one rank to another. */
  slice(from: number, to: number): number[] {
    return sliceSlots(this.#branches, [from, to]);
  }

  /** How many slots there are to be taken from spans. */
  countTakeable(spans: readonly Span[], asked: Omit<Taking, 'skip' | 'limit'>): number {
    return countTakeable(this.#branches, { ...asked, spans });
  }

  /** All slots in order. */
  *slots(): Generator<number> {
    for (const { leaves } of this.#branches)
      for (const { slots, size } of leaves) for (let at = 0; at < size; at++) yield slots[at] as number;
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.#size);
    let at = 0;
    for (const { leaves } of this.#branches) {
      for (const { slots, size } of leaves) {
        all.set(slots.subarray(0, size), at);
        at += size;
      }
    }
    return all;
  }

  insert(slot: number): void {
    const place = placeIn(this.#branches, other => this.#compare(other, slot) < 0);
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
    this.#counted(branch, leaf, slot, 1);
    if (leaf.size === LEAF) this.#split(place, branch, leaf);
  }

  remove(slot: number): void {
    const place = this.#placeOf(slot);
    const { branch, leaf } = this.#owned(place);
    moveSlots(leaf, place.at + 1, place.at);
    this.#counted(branch, leaf, slot, -1);
    if (leaf.size > 0) return;
    branch.leaves.splice(place.leafAt, 1);
    if (branch.leaves.length === 0) this.#branches = this.#branches.toSpliced(place.branchAt, 1);
    else branch.last = (branch.leaves.at(-1) as Leaf).last;
  }

  /** Puts a slot in the place of another, wherever each belongs. */
  replace(before: number, after: number): void {
    if (this.#compare(before, after) !== 0) {
      this.remove(before);
      this.insert(after);
      return;
    }
    const place = this.#placeOf(before);
    const { branch, leaf } = this.#owned(place);
    setSlot(leaf, this.#heap, place.at, after);
    this.#counted(branch, leaf, before, -1);
    this.#counted(branch, leaf, after, 1);
  }

  /** Whether a slot may stand where another one stands. */
  isAlike(left: number, right: number): boolean {
    return this.#compare(left, right) === 0;
  }

  /** Whether a slot stands before another one. */
  isBefore(left: number, right: number): boolean {
    return this.#compare(left, right) < 0;
  }

  /** What makes an index of this order anew. */
  builder(): IndexBuilder {
    return new IndexBuilder(this.#heap, this.#owner);
  }

  /** Takes what was built in the place of all it has. */
  use({ branches, size }: IndexBuilder): void {
    this.#branches = branches;
    this.#size = size;
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

  /** What makes another index by key of this one: the slots that each record had and has. Nodes that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<Exchange> {
    const [ours, theirs] = [new Cursor(this.#branches), new Cursor(other.#branches)];
    while (ours.slot !== undefined || theirs.slot !== undefined) {
      const [before, after] = [ours.slot, theirs.slot];
      if (before === after) {
        if (!ours.skipShared(theirs)) for (const cursor of [ours, theirs]) cursor.next();
        continue;
      }
      const order = before === undefined ? 1 : after === undefined ? -1 : this.#compare(before, after);
      yield { before: order <= 0 ? before : undefined, after: order >= 0 ? after : undefined };
      if (order <= 0) ours.next();
      if (order >= 0) theirs.next();
    }
  }

  #compare(left: number, right: number): number {
    return this.#column.compare(left, right, this.#sign) || this.#heap.key.compare(left, right, 1);
  }

  #placeOf(slot: number): Place {
    const place = placeIn(this.#branches, other => this.#compare(other, slot) < 0);
    if (slotAt(this.#branches, place) !== slot)
      throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }

  /** The branch and the leaf of a place, for this index alone to change. */
  #owned({ branchAt, leafAt }: Place): { branch: Branch; leaf: Leaf } {
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

  #counted(branch: Branch, leaf: Leaf, slot: number, by: 1 | -1): void {
    tally(branch, this.#heap, slot, by);
    tally(leaf, this.#heap, slot, by);
    this.#size += by;
    if (leaf.size > 0) leaf.last = leaf.slots[leaf.size - 1] as number;
    branch.last = (branch.leaves.at(-1) as Leaf).last;
  }

  /** Makes two leaves of a full one, and two branches of a full one. */
  #split({ branchAt, leafAt }: Place, branch: Branch, { slots, size }: Leaf): void {
    const leaves = parts(size).map(([from, to]) => leafOf(slots.subarray(from, to), this.#heap, this.#owner));
    branch.leaves.splice(leafAt, 1, ...leaves);
    if (branch.leaves.length < BRANCH) return;
    const halves = parts(branch.leaves.length).map(([from, to]) => branch.leaves.slice(from, to));
    const branches = halves.map(leaves => branchOf(leaves, this.#heap, this.#owner));
    this.#branches = this.#branches.toSpliced(branchAt, 1, ...branches);
  }
}
