import type { Order } from './order.js';
import type { Holder, RecordHeap } from './record-heap.js';
import { SortedIndex } from './sorted-index.js';
import { descending, sortedSlots } from './sorted-slots.js';

/** The records of a collection, as slots in every order that was asked for: by their key always, by others once needed. */
export class Indexes implements Holder {
  readonly heap: RecordHeap;
  readonly byKey: SortedIndex;
  readonly #others: { readonly [direction in Order['direction']]: Map<string, SortedIndex> };

  constructor(heap: RecordHeap, byKey: SortedIndex, others: Iterable<SortedIndex> = []) {
    this.heap = heap;
    this.byKey = byKey;
    this.#others = { ascending: new Map(), descending: new Map() };
    for (const index of others) this.#others[index.order.direction].set(index.order.key, index);
  }

  /** Indexes of slots that stand in the order of their key, as many as the definition wants from the start. */
  static of(heap: RecordHeap, slots: Uint32Array): Indexes {
    const { key, indexes } = heap.definition;
    const made = new Indexes(heap, SortedIndex.of(heap, { key, direction: 'ascending' }, slots));
    for (const name of indexes) made.by({ key: name, direction: 'ascending' });
    // lists are answered newest first by default, in forks too, of which each would have to make that order anew
    made.by({ key, direction: 'descending' });
    return made;
  }

  /** The index of an order. */
  by(order: Order): SortedIndex {
    if (order.key === this.byKey.order.key && order.direction === 'ascending') return this.byKey;
    const alike = this.#others[order.direction];
    const known = alike.get(order.key);
    if (known) return known;
    const index = this.#made(order);
    alike.set(order.key, index);
    return index;
  }

  /** All indexes there are, the one by key first. */
  *all(): Generator<SortedIndex> {
    yield this.byKey;
    yield* this.#others.ascending.values();
    yield* this.#others.descending.values();
  }

  /** Puts the slot `after` in the place of `before`; either may be missing, for a record that comes or goes. */
  changeSlots(before: number | undefined, after: number | undefined): void {
    for (const index of this.all()) {
      if (before === undefined) index.insert(after as number);
      else if (after === undefined) index.remove(before);
      else index.replace(before, after);
    }
  }

  #made({ key, direction }: Order): SortedIndex {
    const column = this.heap.column(key);
    const slots =
      direction === 'ascending'
        ? sortedSlots(this.byKey.toArray(), column)
        : descending(this.by({ key, direction: 'ascending' }).toArray(), column);
    return SortedIndex.of(this.heap, { key, direction }, slots);
  }

  fork(): Indexes {
    const [byKey, ...others] = [...this.all()].map(index => index.fork());
    return new Indexes(this.heap, byKey as SortedIndex, others);
  }

  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    this.byKey.markSlots(live, seen);
  }
}
