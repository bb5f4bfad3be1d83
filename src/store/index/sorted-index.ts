import type { Column, Sign } from '../memory/column.js';
import type { RecordHeap, SlotChange } from '../memory/record-heap.js';
import { descending, sortSlots } from '../memory/sort-slots.js';
import { type Bound, findPlace, NullBound, type Place, SlotBound, ValueBound } from './find-place.js';
import {
  type Branch,
  branchesOf,
  count,
  type Leaf,
  lastOf,
  leavesOf,
  MAX_LEAVES,
  MAX_SLOTS,
  sizeOf,
  slotsOf,
} from './nodes.js';
import { type Portion, type SlotFilter, type Span, type Taken, takeSlots } from './take-slots.js';

/** By which key records are ordered and which way. Nulls come last in both directions, equal ones by the records' key ascending. */
export type Order = { key: string; direction: 'ascending' | 'descending' };

/**
 * Slots in an order that is kept up to date: in leaves, and these in branches. A fork costs nothing, since it shares all of
 * them; an index copies a leaf and its branch before it changes them.
 */
export class SortedIndex {
  readonly order: Order;
  size = 0;
  readonly #heap: RecordHeap;
  readonly #column: Column;
  readonly #sign: Sign;
  #owner = {};
  #branches: Branch[] = [];

  /** Makes an index of slots that come in its order. */
  constructor(heap: RecordHeap, order: Order, slots: Uint32Array = new Uint32Array(0)) {
    this.#heap = heap;
    this.order = order;
    this.#column = heap.column(order.key);
    this.#sign = order.direction === 'ascending' ? 1 : -1;
    this.#use(leavesOf(slots, this.#parts));
  }

  /** The last slot, or undefined. */
  get last(): number | undefined {
    return lastOf(this.#branches.at(-1)?.items.at(-1));
  }

  /** A separate index with the same slots. */
  fork(): SortedIndex {
    const fork = new SortedIndex(this.#heap, this.order);
    fork.size = this.size;
    fork.#branches = [...this.#branches];
    // nodes that both have belong to neither
    this.#owner = {};
    return fork;
  }

  /** How many slots stand before those with a value. */
  rankBefore(value: unknown): number {
    return this.#rank(this.#find(this.#bound(value)));
  }

  /** How many slots stand before those that come after a value. */
  rankAfter(value: unknown): number {
    return this.#rank(this.#find(this.#bound(value, true)));
  }

  /** How many slots have a value that is not null. */
  rankOfNulls(): number {
    return this.#rank(this.#find(new NullBound(this.#column)));
  }

  /** The slot with exactly this value, or undefined. */
  slotOf(value: unknown): number | undefined {
    const slot = this.#at(this.#find(this.#bound(value)));
    return slot !== undefined && this.#column.compareTo(slot, value, this.#sign) === 0 ? slot : undefined;
  }

  /** How many slots in some spans pass a filter. */
  count(spans: readonly Span[], filter: SlotFilter): number {
    return this.take(spans, { skip: Number.POSITIVE_INFINITY, limit: 1 }, filter).passed;
  }

  /** Takes slots that pass a filter from spans, which must rise, in order. */
  take(spans: readonly Span[], portion: Portion, filter: SlotFilter = {}): Taken {
    return takeSlots({ branches: this.#branches, facets: this.#heap.facets }, spans, { portion, filter });
  }

  /** All slots in order; without those of some leaves, if these are given. */
  *slots(without?: ReadonlySet<Leaf>): Generator<number, undefined> {
    for (const leaf of this.#leaves()) if (!without?.has(leaf)) yield* slotsOf(leaf);
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.size);
    let at = 0;
    for (const leaf of this.#leaves()) {
      all.set(slotsOf(leaf), at);
      at += leaf.size;
    }
    return all;
  }

  /** Some slots in the order of this index. */
  sort(slots: readonly number[]): number[] {
    const rising = sortSlots(sortSlots(Uint32Array.from(slots), this.#heap.key), this.#column);
    return [...(this.#sign === 1 ? rising : descending(rising, this.#column))];
  }

  insert(slot: number): void {
    if (this.size === 0) this.#use(leavesOf(Uint32Array.of(slot), this.#parts));
    else this.#put(this.#placeFor(slot), { before: undefined, after: slot });
  }

  remove(slot: number): void {
    this.#put(this.#placeOf(slot), { before: slot, after: undefined });
  }

  /** Replaces a slot by another, which moves to where it belongs. */
  replace(before: number, after: number): void {
    if (this.#compare(before, after) === 0) return this.#put(this.#placeOf(before), { before, after });
    this.remove(before);
    this.insert(after);
  }

  /**
   * Replaces very many slots by others, in steps between which other work can run. Until the last step the index lacks some:
   * those that stay at their places take these in one walk, and the others are inserted thereafter.
   */
  *substitute(substitutes: ReadonlyMap<number, number>): Generator<void> {
    const leaves: Leaf[] = [];
    const rest: number[] = [];
    const take = (least: number) => {
      if (rest.length >= least) leaves.push(...leavesOf(Uint32Array.from(rest.splice(0)), this.#parts));
    };
    const stays = (slot: number) => this.#compare(slot, substitutes.get(slot) ?? slot) === 0;
    for (const leaf of this.#leaves()) {
      const slots = slotsOf(leaf);
      if (slots.some(slot => substitutes.has(slot))) {
        for (const slot of slots) if (stays(slot)) rest.push(substitutes.get(slot) ?? slot);
        take(MAX_SLOTS);
      } else {
        take(1);
        leaves.push(leaf);
      }
      yield;
    }
    take(1);
    this.#use(leaves);
    for (const [before, after] of substitutes) {
      if (!stays(before)) this.insert(after);
      yield;
    }
  }

  /** Whether a slot stands before another one. */
  isBefore(left: number, right: number): boolean {
    return this.#compare(left, right) < 0;
  }

  /** Sets `live` to 1 at all slots; leaves that were `seen` are skipped. */
  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    for (const leaf of this.#leaves()) {
      if (seen.has(leaf)) continue;
      seen.add(leaf);
      for (const slot of slotsOf(leaf)) live[slot] = 1;
    }
  }

  /** The changes that make another index by key of this one. Leaves that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<SlotChange> {
    const theirs = new Set(other.#leaves());
    const shared = new Set([...this.#leaves()].filter(leaf => theirs.has(leaf)));
    const [ours, others] = [this.slots(shared), other.slots(shared)];
    let [before, after] = [ours.next().value, others.next().value];
    while (before !== undefined || after !== undefined) {
      const order = before === undefined ? 1 : after === undefined ? -1 : this.#compare(before, after);
      if (before !== after) yield { before: order <= 0 ? before : undefined, after: order >= 0 ? after : undefined };
      if (order <= 0) before = ours.next().value;
      if (order >= 0) after = others.next().value;
    }
  }

  #compare(left: number, right: number): number {
    return this.#column.compare(left, right, this.#sign) || this.#heap.key.compare(left, right, 1);
  }

  *#leaves(): Generator<Leaf> {
    for (const { items } of this.#branches) yield* items;
  }

  #bound(value: unknown, isAfter = false): ValueBound {
    return new ValueBound(this.#column, value, { sign: this.#sign, isAfter });
  }

  #find(bound: Bound): Place {
    return findPlace(this.#branches, bound);
  }

  #placeFor(slot: number): Place {
    const { last } = this;
    // most new records come last
    if (last === undefined || !this.isBefore(last, slot)) return this.#find(new SlotBound(this, slot));
    const branchAt = this.#branches.length - 1;
    const leaves = this.#branches[branchAt]?.items as Leaf[];
    return { branchAt, leafAt: leaves.length - 1, at: leaves.at(-1)?.size as number };
  }

  #placeOf(slot: number): Place {
    const place = this.#find(new SlotBound(this, slot));
    if (this.#at(place) !== slot) throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }

  #at({ branchAt, leafAt, at }: Place): number | undefined {
    const leaf = this.#branches[branchAt]?.items[leafAt];
    return leaf && at < leaf.size ? leaf.items[at] : undefined;
  }

  #rank({ branchAt, leafAt, at }: Place): number {
    const leaves = this.#branches[branchAt]?.items ?? [];
    return sizeOf(this.#branches, branchAt) + sizeOf(leaves, leafAt) + at;
  }

  /** Removes the slot `before`, which stands at a place, and puts the slot `after` there; one of them may be missing. */
  #put({ branchAt, leafAt, at }: Place, { before, after }: SlotChange): void {
    const branch = this.#own(this.#branches, branchAt);
    const leaf = this.#own(branch.items, leafAt);
    leaf.items.copyWithin(after === undefined ? at : at + 1, before === undefined ? at : at + 1, leaf.size);
    if (after !== undefined) leaf.items[at] = after;
    const { of } = this.#heap.facets;
    for (const node of [branch, leaf]) {
      if (before !== undefined) count(node, of[before] as number, -1);
      if (after !== undefined) count(node, of[after] as number, 1);
    }
    this.size += Number(after !== undefined) - Number(before !== undefined);
    if (leaf.size > 0 && leaf.size < MAX_SLOTS) return;
    branch.items.splice(leafAt, 1, ...leavesOf(slotsOf(leaf), this.#parts));
    if (branch.size > 0 && branch.items.length < MAX_LEAVES) return;
    this.#branches.splice(branchAt, 1, ...branchesOf(branch.items, this.#parts));
  }

  /** The node at a place of a list, as one that this index may change. */
  #own<Any extends Leaf | Branch>(nodes: Any[], at: number): Any {
    const node = nodes[at] as Any;
    if (node.owner === this.#owner) return node;
    const own = { ...node, owner: this.#owner, counts: node.counts.slice(), items: node.items.slice() };
    nodes[at] = own;
    return own;
  }

  #use(leaves: Leaf[]): void {
    this.#branches = branchesOf(leaves, this.#parts);
    this.size = sizeOf(this.#branches);
  }

  get #parts() {
    return { owner: this.#owner, facets: this.#heap.facets };
  }
}
