import type { Column, Sign } from '../memory/column.js';
import type { RecordHeap, SlotChange } from '../memory/record-heap.js';
import { type Leaf, type Place, SlotTree, type Span } from './slot-tree.js';
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

  /** All slots in order; without those of some leaves, if these are given. */
  *slots(without?: ReadonlySet<Leaf>): Generator<number, undefined> {
    for (const leaf of this.#tree.leaves()) {
      if (without?.has(leaf)) continue;
      for (let at = 0; at < leaf.size; at++) yield leaf.slots[at] as number;
    }
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.size);
    let at = 0;
    for (const { slots, size } of this.#tree.leaves()) {
      all.set(slots.subarray(0, size), at);
      at += size;
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
      leaves: [...this.#tree.leaves()],
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

  /** The changes that make another index by key of this one. Leaves that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<SlotChange> {
    const theirs = new Set(other.#tree.leaves());
    const shared = new Set([...this.#tree.leaves()].filter(leaf => theirs.has(leaf)));
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

  #placeFor(slot: number): Place {
    return this.#tree.find(other => this.#compare(other, slot) < 0);
  }

  #placeOf(slot: number): Place {
    const place = this.#placeFor(slot);
    if (this.#tree.at(place) !== slot) throw new Error(`slot ${slot} is not in the index by ${this.order.key}`);
    return place;
  }
}
