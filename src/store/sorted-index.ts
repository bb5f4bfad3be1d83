import type { Choice } from './classes.js';
import type { SlotChange } from './collection.js';
import type { Column, Sign } from './column.js';
import type { IndexBuilder } from './index-builder.js';
import { Cursor } from './index-cursor.js';
import type { Branch, Span } from './index-node.js';
import { type Place, placeIn, rankIn, slotAt } from './index-place.js';
import type { Order } from './order.js';
import type { RecordHeap } from './record-heap.js';
import { SlotTree } from './slot-tree.js';
import { countBefore, countTakeable, sliceSlots, type Taking, takeSlots } from './take-slots.js';

/** Slots in an order that is kept up to date: a tree of them, and what puts each in its place. Copied in no time. */
export class SortedIndex {
  readonly order: Order;
  readonly #heap: RecordHeap;
  readonly #column: Column;
  readonly #sign: Sign;
  readonly #tree: SlotTree;

  constructor(heap: RecordHeap, order: Order, tree = new SlotTree(heap)) {
    this.#heap = heap;
    this.order = order;
    this.#column = heap.column(order.key);
    this.#sign = order.direction === 'ascending' ? 1 : -1;
    this.#tree = tree;
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
    return this.#tree.size;
  }

  /** An index of its own with the same slots. */
  fork(): SortedIndex {
    return new SortedIndex(this.#heap, this.order, this.#tree.fork());
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
    const all = new Uint32Array(this.size);
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
    this.#tree.insertAt(
      placeIn(this.#branches, other => this.#compare(other, slot) < 0),
      slot,
    );
  }

  remove(slot: number): void {
    this.#tree.removeAt(this.#placeOf(slot));
  }

  /** Puts a slot in the place of another, wherever each belongs. */
  replace(before: number, after: number): void {
    if (this.#compare(before, after) !== 0) {
      this.remove(before);
      this.insert(after);
      return;
    }
    this.#tree.replaceAt(this.#placeOf(before), after);
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
    return this.#tree.builder();
  }

  /** Takes what was built in the place of all it has. */
  use(builder: IndexBuilder): void {
    this.#tree.use(builder);
  }

  /** Marks all slots in `live`; nodes that were `seen` are passed over. */
  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    this.#tree.markSlots(live, seen);
  }

  /** What makes another index by key of this one: the slots that each record had and has. Nodes that both share cost nothing. */
  *changesTo(other: SortedIndex): Generator<SlotChange> {
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

  get #branches(): readonly Branch[] {
    return this.#tree.branches;
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
}
