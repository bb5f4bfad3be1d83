import type { Choice } from './classes.js';
import type { Column, Sign } from './column.js';
import type { SlotTest } from './condition.js';
import type { Order } from './order.js';
import type { RecordHeap } from './record-heap.js';

/** Whoever may change a node; all others copy it first. */
type Owner = object;

/** Some slots in order, how many of them are of each class, and the same of everything below a branch. */
type Leaf = { owner: Owner; slots: Uint32Array; size: number; counts: Uint32Array };
type Branch = { owner: Owner; leaves: Leaf[]; size: number; counts: Uint32Array };

/** From one rank to another: the first is within, the second is not. */
export type Span = readonly [from: number, to: number];

/** What is taken from spans: `skip` of those that are chosen and pass the test are left out, `limit` are taken. */
export type Taking = { choice: Choice | undefined; test: SlotTest | undefined; skip: number; limit: number };

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
    builder.finish();
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
    return this.#rank(slot => this.#column.compareTo(slot, value, this.#sign) < 0);
  }

  /** How many slots stand before those that come after a value. */
  rankAfter(value: unknown): number {
    return this.#rank(slot => this.#column.compareTo(slot, value, this.#sign) <= 0);
  }

  /** How many slots have a value that is not null. */
  rankOfNulls(): number {
    return this.#rank(slot => !this.#column.isNull(slot));
  }

  /** The slot with exactly this value, or undefined. */
  slotOf(value: unknown): number | undefined {
    const slot = this.#slotAt(this.#place(slot => this.#column.compareTo(slot, value, this.#sign) < 0));
    return slot !== undefined && this.#column.compareTo(slot, value, this.#sign) === 0 ? slot : undefined;
  }

  /** The last slot, or undefined. */
  get last(): number | undefined {
    const leaf = this.#branches.at(-1)?.leaves.at(-1);
    return leaf?.slots[leaf.size - 1];
  }

  /** How many slots of the chosen classes stand in a span. */
  count([from, to]: Span, choice: Choice | undefined): number {
    if (!choice) return Math.max(0, to - from);
    return from >= to ? 0 : this.#countBefore(to, choice) - this.#countBefore(from, choice);
  }

  /** Takes slots from spans, which must rise, in order. */
  take(spans: readonly Span[], taking: Taking): number[] {
    const taken: number[] = [];
    const left = { ...taking };
    for (const span of spans) {
      if (taken.length >= taking.limit) break;
      this.#takeFrom(span, left, taken);
    }
    return taken;
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
    const place = this.#place(other => this.#compare(other, slot) < 0);
    if (this.#branches.length === 0) {
      const builder = this.builder();
      builder.add(slot);
      return builder.finish();
    }
    // what comes after the end of a leaf but before the next one goes into that leaf
    const { branch, leaf } = this.#owned(place);
    const { at } = place;
    leaf.slots.copyWithin(at + 1, at, leaf.size);
    leaf.slots[at] = slot;
    this.#counted(branch, leaf, slot, 1);
    if (leaf.size === LEAF) this.#split(place, branch, leaf);
  }

  remove(slot: number): void {
    const place = this.#placeOf(slot);
    const { branch, leaf } = this.#owned(place);
    leaf.slots.copyWithin(place.at, place.at + 1, leaf.size);
    this.#counted(branch, leaf, slot, -1);
    if (leaf.size > 0) return;
    branch.leaves.splice(place.leafAt, 1);
    if (branch.leaves.length === 0) this.#branches = this.#branches.toSpliced(place.branchAt, 1);
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
    leaf.slots[place.at] = after;
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

  /** Fills the index anew with slots that come in its order. */
  builder(): { add(slot: number): void; finish(): void } {
    const branches: Branch[] = [];
    let branch: Branch | undefined;
    let leaf: Leaf | undefined;
    this.#size = 0;
    return {
      add: slot => {
        if (!leaf || leaf.size === LEAF_FILL) {
          if (!branch || branch.leaves.length === BRANCH_FILL) {
            branch = { owner: this.#owner, leaves: [], size: 0, counts: this.#noCounts() };
            branches.push(branch);
          }
          leaf = { owner: this.#owner, slots: new Uint32Array(LEAF), size: 0, counts: this.#noCounts() };
          branch.leaves.push(leaf);
        }
        leaf.slots[leaf.size] = slot;
        this.#counted(branch as Branch, leaf, slot, 1);
      },
      finish: () => {
        this.#branches = branches;
      },
    };
  }

  /** Marks all slots; nodes that were `seen` are passed over. */
  markSlots(mark: (slot: number) => void, seen: Set<unknown>): void {
    for (const branch of this.#branches) {
      if (seen.has(branch)) continue;
      seen.add(branch);
      for (const leaf of branch.leaves) {
        if (seen.has(leaf)) continue;
        seen.add(leaf);
        for (let at = 0; at < leaf.size; at++) mark(leaf.slots[at] as number);
      }
    }
  }

  /** The slots that this index has and the other has not, but for those in nodes that both share. */
  without(other: SortedIndex): Set<number> {
    const shared = new Set<Branch | Leaf>(other.#branches);
    const theirs = new Set(this.#branches);
    for (const branch of other.#branches) if (!theirs.has(branch)) for (const leaf of branch.leaves) shared.add(leaf);
    const own = this.#slotsOutside(shared);
    const ownNodes = new Set<Branch | Leaf>(this.#branches);
    for (const { leaves } of this.#branches) for (const leaf of leaves) ownNodes.add(leaf);
    for (const slot of other.#slotsOutside(ownNodes)) own.delete(slot);
    return own;
  }

  #slotsOutside(nodes: ReadonlySet<Branch | Leaf>): Set<number> {
    const slots = new Set<number>();
    for (const branch of this.#branches) {
      if (nodes.has(branch)) continue;
      for (const leaf of branch.leaves) {
        if (nodes.has(leaf)) continue;
        for (let at = 0; at < leaf.size; at++) slots.add(leaf.slots[at] as number);
      }
    }
    return slots;
  }

  #compare(left: number, right: number): number {
    return this.#column.compare(left, right, this.#sign) || this.#heap.key.compare(left, right, 1);
  }

  /** Where the first slot stands that is not before something; behind the last one where all are. */
  #place(isBefore: (slot: number) => boolean): Place {
    const branchAt = firstThat(this.#branches.length - 1, at => !isBefore(lastOf(this.#branches[at] as Branch)));
    const leaves = this.#branches[branchAt]?.leaves ?? [];
    const leafAt = firstThat(leaves.length - 1, at => !isBefore(lastSlot(leaves[at] as Leaf)));
    const leaf = leaves[leafAt];
    const at = leaf ? firstThat(leaf.size, at => !isBefore(leaf.slots[at] as number)) : 0;
    return { branchAt, leafAt, at };
  }

  #placeOf(slot: number): Place {
    const place = this.#place(other => this.#compare(other, slot) < 0);
    if (this.#slotAt(place) !== slot) throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }

  #slotAt({ branchAt, leafAt, at }: Place): number | undefined {
    const leaf = this.#branches[branchAt]?.leaves[leafAt];
    return leaf && at < leaf.size ? leaf.slots[at] : undefined;
  }

  #rank(isBefore: (slot: number) => boolean): number {
    const { branchAt, leafAt, at } = this.#place(isBefore);
    let rank = at;
    for (let before = 0; before < branchAt; before++) rank += (this.#branches[before] as Branch).size;
    const leaves = this.#branches[branchAt]?.leaves ?? [];
    for (let before = 0; before < leafAt; before++) rank += (leaves[before] as Leaf).size;
    return rank;
  }

  #countBefore(rank: number, choice: Choice): number {
    let count = 0;
    let left = rank;
    for (const branch of this.#branches) {
      if (left >= branch.size) {
        left -= branch.size;
        count += countOf(branch.counts, choice);
        continue;
      }
      for (const leaf of branch.leaves) {
        if (left >= leaf.size) {
          left -= leaf.size;
          count += countOf(leaf.counts, choice);
          continue;
        }
        const { of } = this.#heap.classes;
        for (let at = 0; at < left; at++) count += choice.isChosen[of[leaf.slots[at] as number] as number] as number;
        return count;
      }
    }
    return count;
  }

  #takeFrom([from, to]: Span, left: Taking, taken: number[]): void {
    let rank = 0;
    for (const branch of this.#branches) {
      if (rank >= to || taken.length >= left.limit) return;
      const start = rank;
      rank += branch.size;
      if (rank <= from || isPassedOver(branch, start >= from && rank <= to, left)) continue;
      let leafRank = start;
      for (const leaf of branch.leaves) {
        if (leafRank >= to || taken.length >= left.limit) break;
        const leafStart = leafRank;
        leafRank += leaf.size;
        if (leafRank <= from || isPassedOver(leaf, leafStart >= from && leafRank <= to, left)) continue;
        this.#takeSlots(leaf, [Math.max(0, from - leafStart), Math.min(leaf.size, to - leafStart)], left, taken);
      }
    }
  }

  #takeSlots({ slots }: Leaf, [from, to]: Span, left: Taking, taken: number[]): void {
    const { of } = this.#heap.classes;
    const { choice, test } = left;
    for (let at = from; at < to; at++) {
      const slot = slots[at] as number;
      if (choice && choice.isChosen[of[slot] as number] !== 1) continue;
      if (test && !test(slot)) continue;
      if (left.skip > 0) left.skip--;
      else if (taken.push(slot) === left.limit) return;
    }
  }

  /** The branch and the leaf of a place, for this index alone to change. */
  #owned({ branchAt, leafAt }: Place): { branch: Branch; leaf: Leaf } {
    let branch = this.#branches[branchAt] as Branch;
    if (branch.owner !== this.#owner) {
      branch = { ...branch, owner: this.#owner, leaves: [...branch.leaves], counts: branch.counts.slice() };
      this.#branches = this.#branches.with(branchAt, branch);
    }
    let leaf = branch.leaves[leafAt] as Leaf;
    if (leaf.owner !== this.#owner) {
      leaf = { ...leaf, owner: this.#owner, slots: leaf.slots.slice(), counts: leaf.counts.slice() };
      branch.leaves[leafAt] = leaf;
    }
    return { branch, leaf };
  }

  #counted(branch: Branch, leaf: Leaf, slot: number, by: 1 | -1): void {
    const { classes } = this.#heap;
    const id = classes.of[slot] as number;
    for (const node of [branch, leaf]) {
      if (id >= node.counts.length) {
        const counts = this.#noCounts();
        counts.set(node.counts);
        node.counts = counts;
      }
      node.counts[id] = (node.counts[id] as number) + by;
      node.size += by;
    }
    this.#size += by;
  }

  #noCounts(): Uint32Array {
    return new Uint32Array(this.#heap.classes.count);
  }

  /** Makes two leaves of a full one, and two branches of a full one. */
  #split({ branchAt, leafAt }: Place, branch: Branch, leaf: Leaf): void {
    branch.leaves.splice(leafAt, 1, ...halves(leaf.size, LEAF).map(([from, to]) => this.#leafOf(leaf, from, to)));
    if (branch.leaves.length < BRANCH) return;
    const parts = halves(branch.leaves.length, BRANCH).map(([from, to]) =>
      this.#branchOf(branch.leaves.slice(from, to)),
    );
    this.#branches = this.#branches.toSpliced(branchAt, 1, ...parts);
  }

  #leafOf({ slots }: Leaf, from: number, to: number): Leaf {
    const leaf = { owner: this.#owner, slots: new Uint32Array(LEAF), size: to - from, counts: this.#noCounts() };
    leaf.slots.set(slots.subarray(from, to));
    const { of } = this.#heap.classes;
    for (let at = 0; at < leaf.size; at++) (leaf.counts[of[leaf.slots[at] as number] as number] as number)++;
    return leaf;
  }

  #branchOf(leaves: Leaf[]): Branch {
    const counts = this.#noCounts();
    let size = 0;
    for (const leaf of leaves) {
      size += leaf.size;
      for (const [id, count] of leaf.counts.entries()) counts[id] = (counts[id] as number) + count;
    }
    return { owner: this.#owner, leaves, size, counts };
  }
}

type Place = { branchAt: number; leafAt: number; at: number };

/** The most slots of a leaf and leaves of a branch, and how many they are made with, so that there is room for more. */
const LEAF = 512;
const LEAF_FILL = 384;
const BRANCH = 64;
const BRANCH_FILL = 48;

/** The lowest of the numbers from 0 that passes a test, which all higher ones then pass too; `end` where none below it does. */
function firstThat(end: number, passes: (at: number) => boolean): number {
  let [low, high] = [0, Math.max(0, end)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lastSlot({ slots, size }: Leaf): number {
  return slots[size - 1] as number;
}

function lastOf({ leaves }: Branch): number {
  return lastSlot(leaves[leaves.length - 1] as Leaf);
}

function countOf(counts: Uint32Array, { ids }: Choice): number {
  let count = 0;
  for (const id of ids) if (id < counts.length) count += counts[id] as number;
  return count;
}

/** Whether a node need not be looked into: nothing in it is asked for, or all of it is to be skipped. */
function isPassedOver({ counts, size }: Branch | Leaf, isWhole: boolean, left: Taking): boolean {
  if (!left.choice && (left.test || !isWhole)) return false;
  const count = left.choice ? countOf(counts, left.choice) : size;
  if (count === 0) return true;
  if (left.test || !isWhole || count > left.skip) return false;
  left.skip -= count;
  return true;
}

/** Two spans of about the same length. New slots mostly come at the end, where the first part is therefore left fuller. */
function halves(size: number, most: number): Span[] {
  const middle = size === most ? (size * 3) >> 2 : size >> 1;
  return [
    [0, middle],
    [middle, size],
  ];
}
