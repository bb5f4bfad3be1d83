import type { Column, Sign } from '../memory/column.js';
import type { RecordHeap, SlotChange } from '../memory/record-heap.js';
import { Leaf } from './leaf.js';
import { type Portion, type SlotFilter, type Span, type Taken, takeSlots } from './take-slots.js';

/** By which key records are ordered and which way. Nulls come last in both directions, equal ones by the records' key ascending. */
export type Order = { key: string; direction: 'ascending' | 'descending' };

/** Slots that take the place of others: `after[at]` that of `before[at]`, in the order of the records' keys. */
export type Substitutes = { readonly before: readonly number[]; readonly after: readonly number[] };

/** Slots in an order that is kept up to date, in leaves. A fork costs nothing: it shares all leaves until one is changed. */
export class SortedIndex {
  readonly order: Order;
  size = 0;
  readonly #heap: RecordHeap;
  readonly #column: Column;
  readonly #sign: Sign;
  #owner = {};
  #leaves: Leaf[] = [];
  /** Whether the list of the leaves is that of a fork, too. */
  #isShared = false;

  /** Makes an index of slots that come in its order. */
  constructor(heap: RecordHeap, order: Order, slots: Uint32Array = new Uint32Array(0)) {
    this.#heap = heap;
    this.order = order;
    this.#column = heap.column(order.key);
    this.#sign = order.direction === 'ascending' ? 1 : -1;
    this.#leaves = Leaf.split(this.#owner, heap, slots);
    this.size = slots.length;
  }

  /** A separate index with the same slots. */
  fork(): SortedIndex {
    const fork = new SortedIndex(this.#heap, this.order);
    fork.#leaves = this.#leaves;
    fork.size = this.size;
    fork.#isShared = this.#isShared = true;
    // leaves that both have belong to neither
    this.#owner = {};
    return fork;
  }

  /** The last slot, or undefined. */
  get last(): number | undefined {
    return this.#leaves.at(-1)?.last;
  }

  /** How many slots stand before those with a value. */
  rankBefore(value: unknown): number {
    return this.#rank(this.#find(slot => this.#column.compareTo(slot, value, this.#sign) < 0));
  }

  /** How many slots stand before those that come after a value. */
  rankAfter(value: unknown): number {
    return this.#rank(this.#find(slot => this.#column.compareTo(slot, value, this.#sign) <= 0));
  }

  /** How many slots have a value that is not null. */
  rankOfNulls(): number {
    return this.#rank(this.#find(slot => !this.#column.isNull(slot)));
  }

  /** The slot with exactly this value, or undefined. */
  slotOf(value: unknown): number | undefined {
    const slot = this.#at(this.#find(slot => this.#column.compareTo(slot, value, this.#sign) < 0));
    return slot !== undefined && this.#column.compareTo(slot, value, this.#sign) === 0 ? slot : undefined;
  }

  /** How many slots in some spans pass a filter. */
  count(spans: readonly Span[], filter: SlotFilter): number {
    return this.take(spans, { ...filter, skip: Number.POSITIVE_INFINITY, limit: 1 }).passed;
  }

  /** Takes slots that pass a filter from spans, which must rise, in order. */
  take(spans: readonly Span[], portion: SlotFilter & Portion): Taken {
    return takeSlots(this.#leaves, spans, portion);
  }

  /** All slots in order; without those of some leaves, if these are given. */
  *slots(without?: ReadonlySet<Leaf>): Generator<number, undefined> {
    for (const leaf of this.#leaves) {
      if (without?.has(leaf)) continue;
      for (let at = 0; at < leaf.size; at++) yield leaf.slots[at] as number;
    }
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.size);
    let at = 0;
    for (const { slots, size } of this.#leaves) {
      all.set(slots.subarray(0, size), at);
      at += size;
    }
    return all;
  }

  insert(slot: number): void {
    const last = this.#leaves.at(-1);
    // most new records come last
    if (!last) this.#ownLeaves().push(new Leaf(this.#owner, this.#heap, [slot]));
    else if (this.isBefore(last.last, slot)) this.#insertAt({ leafAt: this.#leaves.length - 1, at: last.size }, slot);
    else this.#insertAt(this.#placeFor(slot), slot);
    this.size++;
  }

  remove(slot: number): void {
    const { leafAt, at } = this.#placeOf(slot);
    const leaf = this.#ownLeaf(leafAt);
    leaf.remove(at);
    if (leaf.size === 0) this.#leaves.splice(leafAt, 1);
    this.size--;
  }

  /** Replaces a slot by another, which moves to where it belongs. */
  replace(before: number, after: number): void {
    if (this.#compare(before, after) !== 0) {
      this.remove(before);
      this.insert(after);
      return;
    }
    const { leafAt, at } = this.#placeOf(before);
    this.#ownLeaf(leafAt).replace(at, after);
  }

  /**
   * Replaces very many slots by others, in steps between which other work can run; until the last step the index lacks some.
   * `became` has the slot that takes the place of each slot, or -1.
   */
  *substitute({ before, after }: Substitutes, became: Int32Array): Generator<void> {
    for (let leafAt = this.#leaves.length - 1; leafAt >= 0; leafAt--) {
      yield;
      const { slots, size } = this.#leaves[leafAt] as Leaf;
      const now = slots.subarray(0, size).map(slot => (became[slot] === -1 ? slot : (became[slot] as number)));
      const staying = now.filter((slot, at) => slot === slots[at] || this.#compare(slots[at] as number, slot) === 0);
      if (staying.length === size && staying.every((slot, at) => slot === slots[at])) continue;
      const leaves = staying.length === 0 ? [] : [new Leaf(this.#owner, this.#heap, staying)];
      this.#ownLeaves().splice(leafAt, 1, ...leaves);
      this.size -= size - staying.length;
    }
    for (const [at, slot] of after.entries()) {
      if (at % STEP === 0) yield;
      if (this.#compare(before[at] as number, slot) !== 0) this.insert(slot);
    }
  }

  /** Whether a slot stands before another one. */
  isBefore(left: number, right: number): boolean {
    return this.#compare(left, right) < 0;
  }

  /** Sets `live` to 1 at all slots; leaves that were `seen` are skipped. */
  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    for (const leaf of this.#leaves) {
      if (seen.has(leaf)) continue;
      seen.add(leaf);
      for (let at = 0; at < leaf.size; at++) live[leaf.slots[at] as number] = 1;
    }
  }

  /** The changes that make another index by key of this one. Leaves that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<SlotChange> {
    const theirs = new Set(other.#leaves);
    const shared = new Set(this.#leaves.filter(leaf => theirs.has(leaf)));
    const [left, right] = [this.slots(shared), other.slots(shared)];
    let [before, after] = [left.next().value, right.next().value];
    while (before !== undefined || after !== undefined) {
      const order = before === undefined ? 1 : after === undefined ? -1 : this.#compare(before, after);
      if (before !== after) yield { before: order <= 0 ? before : undefined, after: order >= 0 ? after : undefined };
      if (order <= 0) before = left.next().value;
      if (order >= 0) after = right.next().value;
    }
  }

  #compare(left: number, right: number): number {
    return this.#column.compare(left, right, this.#sign) || this.#heap.key.compare(left, right, 1);
  }

  /** Where the first slot stands that is not before something; behind the last slot where all are. */
  #find(isBefore: (slot: number) => boolean): Place {
    const leafAt = firstThat(this.#leaves.length - 1, at => !isBefore((this.#leaves[at] as Leaf).last));
    const leaf = this.#leaves[leafAt];
    return { leafAt, at: leaf ? firstThat(leaf.size, at => !isBefore(leaf.slots[at] as number)) : 0 };
  }

  #placeFor(slot: number): Place {
    return this.#find(other => this.#compare(other, slot) < 0);
  }

  #placeOf(slot: number): Place {
    const place = this.#placeFor(slot);
    if (this.#at(place) !== slot) throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }

  #at({ leafAt, at }: Place): number | undefined {
    const leaf = this.#leaves[leafAt];
    return leaf && at < leaf.size ? leaf.slots[at] : undefined;
  }

  #rank({ leafAt, at }: Place): number {
    let rank = at;
    for (let before = 0; before < leafAt; before++) rank += (this.#leaves[before] as Leaf).size;
    return rank;
  }

  #insertAt({ leafAt, at }: Place, slot: number): void {
    const leaf = this.#ownLeaf(leafAt);
    leaf.insert(at, slot);
    if (leaf.isFull) this.#leaves.splice(leafAt, 1, ...Leaf.split(this.#owner, this.#heap, leaf.slots));
  }

  /** A leaf that this index may change. */
  #ownLeaf(at: number): Leaf {
    const leaves = this.#ownLeaves();
    const leaf = leaves[at] as Leaf;
    if (leaf.owner === this.#owner) return leaf;
    const own = leaf.copy(this.#owner);
    leaves[at] = own;
    return own;
  }

  #ownLeaves(): Leaf[] {
    if (this.#isShared) this.#leaves = [...this.#leaves];
    this.#isShared = false;
    return this.#leaves;
  }
}

/** A place in an index: in which leaf, and where in that. */
type Place = { leafAt: number; at: number };

/** How many slots are inserted in one step. */
const STEP = 500;

/** The lowest number from 0 that passes a test, which all higher ones then pass too; `end` where none below it does. */
export function firstThat(end: number, passes: (at: number) => boolean): number {
  let [low, high] = [0, Math.max(0, end)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
