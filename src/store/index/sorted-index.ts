import type { Column, Sign } from '../memory/column.js';
import type { RecordHeap, SlotChange } from '../memory/record-heap.js';
import { type Branch, type Leaf, type Place, SlotTree, type Span } from './slot-tree.js';
import { type Substitutes, substitute } from './substitute.js';
import { type Portion, type SlotFilter, type Taken, takeSlots } from './take-slots.js';
import { TreeBuilder } from './tree-builder.js';

/** By which key records are ordered and which way. Nulls come last in both directions, equal ones by the records' key ascending. */
export type Order = { key: string; direction: 'ascending' | 'descending' };

/** Slots in an order that is kept up to date. A fork costs nothing. */
export class SortedIndex {
  readonly order: Order;
  readonly #heap: RecordHeap;
  readonly #column: Column;
  readonly #sign: Sign;
  #tree: SlotTree;

  constructor(heap: RecordHeap, order: Order, tree = new SlotTree(heap)) {
    this.#heap = heap;
    this.order = order;
    this.#column = heap.column(order.key);
    this.#sign = order.direction === 'ascending' ? 1 : -1;
    this.#tree = tree;
  }

  /** Makes an index of slots that come in its order. */
  static of(heap: RecordHeap, order: Order, slots: Iterable<number>): SortedIndex {
    const builder = new TreeBuilder(heap);
    for (const slot of slots) builder.add(slot);
    return new SortedIndex(heap, order, builder.build());
  }

  get size(): number {
    return this.#tree.size;
  }

  /** The last slot, or undefined. */
  get last(): number | undefined {
    return this.#tree.last;
  }

  /** A separate index with the same slots. */
  fork(): SortedIndex {
    return new SortedIndex(this.#heap, this.order, this.#tree.fork());
  }

  /** How many slots stand before those with a value. */
  rankBefore(value: unknown): number {
    return this.#tree.rank(this.#tree.find(slot => this.#column.compareTo(slot, value, this.#sign) < 0));
  }

  /** How many slots stand before those that come after a value. */
  rankAfter(value: unknown): number {
    return this.#tree.rank(this.#tree.find(slot => this.#column.compareTo(slot, value, this.#sign) <= 0));
  }

  /** How many slots have a value that is not null. */
  rankOfNulls(): number {
    return this.#tree.rank(this.#tree.find(slot => !this.#column.isNull(slot)));
  }

  /** The slot with exactly this value, or undefined. */
  slotOf(value: unknown): number | undefined {
    const slot = this.#tree.at(this.#tree.find(slot => this.#column.compareTo(slot, value, this.#sign) < 0));
    return slot !== undefined && this.#column.compareTo(slot, value, this.#sign) === 0 ? slot : undefined;
  }

  /** How many slots in some spans pass a filter. */
  count(spans: readonly Span[], filter: SlotFilter): number {
    return this.take(spans, { ...filter, skip: Number.POSITIVE_INFINITY, limit: 1 }).passed;
  }

  /** Takes slots that pass a filter from spans, which must rise, in order. */
  take(spans: readonly Span[], portion: SlotFilter & Portion): Taken {
    return takeSlots(this.#tree.branches, spans, portion);
  }

  /** All slots in order. */
  *slots(): Generator<number> {
    for (const { leaves } of this.#tree.branches)
      for (const { slots, size } of leaves) for (let at = 0; at < size; at++) yield slots[at] as number;
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.size);
    let at = 0;
    for (const { leaves } of this.#tree.branches) {
      for (const { slots, size } of leaves) {
        all.set(slots.subarray(0, size), at);
        at += size;
      }
    }
    return all;
  }

  insert(slot: number): void {
    const { last } = this;
    // most new records come last
    if (last === undefined || this.isBefore(last, slot)) this.#tree.append(slot);
    else this.#tree.insert(this.#placeFor(slot), slot);
  }

  remove(slot: number): void {
    this.#tree.remove(this.#placeOf(slot));
  }

  /** Replaces a slot by another, which moves to where it belongs. */
  replace(before: number, after: number): void {
    if (this.#compare(before, after) === 0) return this.#tree.replace(this.#placeOf(before), after);
    this.remove(before);
    this.insert(after);
  }

  /** Replaces very many slots by others, in steps between which other work can run. */
  *substitute(substitutes: Substitutes, became: Int32Array): Generator<void> {
    const index = {
      heap: this.#heap,
      column: this.#column,
      sign: this.#sign,
      leaves: this.#tree.branches.flatMap(({ leaves }) => leaves),
      isBefore: (left: number, right: number) => this.isBefore(left, right),
    };
    this.#tree = yield* substitute(index, { substitutes, became });
  }

  /** Whether a slot stands before another one. */
  isBefore(left: number, right: number): boolean {
    return this.#compare(left, right) < 0;
  }

  /** Sets `live` to 1 at all slots; nodes that were `seen` are skipped. */
  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    this.#tree.markSlots(live, seen);
  }

  /** The changes that make another index by key of this one. Nodes that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<SlotChange> {
    const [ours, theirs] = [new Cursor(this.#tree.branches), new Cursor(other.#tree.branches)];
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

  #placeFor(slot: number): Place {
    return this.#tree.find(other => this.#compare(other, slot) < 0);
  }

  #placeOf(slot: number): Place {
    const place = this.#placeFor(slot);
    if (this.#tree.at(place) !== slot) throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }
}

/** A position on a walk along the leaves of an index. */
class Cursor {
  readonly #leaves: Leaf[];
  #leafAt = 0;
  #at = 0;

  constructor(branches: readonly Branch[]) {
    this.#leaves = branches.flatMap(({ leaves }) => leaves);
  }

  /** The slot at the position; undefined at the end. */
  get slot(): number | undefined {
    return this.#leaves[this.#leafAt]?.slots[this.#at];
  }

  next(): void {
    this.#at++;
    if (this.#at < (this.#leaves[this.#leafAt] as Leaf).size) return;
    this.#leafAt++;
    this.#at = 0;
  }

  /** Skips the leaf that both walks have come to the start of; false where they have not. */
  skipShared(other: Cursor): boolean {
    if (this.#leaves[this.#leafAt] !== other.#leaves[other.#leafAt] || this.#at !== 0 || other.#at !== 0) return false;
    this.#leafAt++;
    other.#leafAt++;
    return true;
  }
}
