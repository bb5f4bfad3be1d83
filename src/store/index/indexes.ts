import type { RecordHeap, SlotChange, SlotHolder } from '../memory/record-heap.js';
import { descending, sortSlots } from '../memory/sort-slots.js';
import { type Order, SortedIndex } from './sorted-index.js';

/** The records of a collection in every order that a query has needed: by their key always, by others on first use. */
export class Indexes implements SlotHolder {
  readonly heap: RecordHeap;
  readonly byKey: SortedIndex;
  readonly #later = { before: [] as number[], after: [] as number[] };
  readonly #others: { readonly [direction in Order['direction']]: Map<string, SortedIndex> };

  constructor(heap: RecordHeap, byKey: SortedIndex, others: Iterable<SortedIndex> = []) {
    this.heap = heap;
    this.byKey = byKey;
    this.#others = { ascending: new Map(), descending: new Map() };
    for (const index of others) this.#others[index.order.direction].set(index.order.key, index);
  }

  /** Makes the indexes of a collection, as many as its definition wants from the start, beside the one by key. */
  static of(heap: RecordHeap, byKey: SortedIndex): Indexes {
    const indexes = new Indexes(heap, byKey);
    for (const key of heap.definition.indexes) indexes.by({ key, direction: 'ascending' });
    // lists come newest first by default, in forks too, each of which would have to make that order again
    indexes.by({ key: heap.definition.key, direction: 'descending' });
    return indexes;
  }

  /** The index of an order. */
  by(order: Order): SortedIndex {
    if (order.key === this.byKey.order.key && order.direction === 'ascending') return this.byKey;
    const sameDirection = this.#others[order.direction];
    const known = sameDirection.get(order.key);
    if (known) return known;
    const index = SortedIndex.of(this.heap, order, this.#sorted(order));
    sameDirection.set(order.key, index);
    return index;
  }

  /** Puts the slot `after` in the place of `before`; one is missing for a record that comes or goes. */
  change({ before, after }: SlotChange): void {
    for (const index of this.#all()) {
      if (before === undefined) index.insert(after as number);
      else if (after === undefined) index.remove(before);
      else index.replace(before, after);
    }
  }

  /** Puts a slot in the place of another one once `settle` is run. These calls come in the order of the records' keys. */
  replaceLater(before: number, after: number): void {
    this.#later.before.push(before);
    this.#later.after.push(after);
  }

  /** Does what `replaceLater` has left to do, in steps between which other work can run. */
  *settle(): Generator<void> {
    const { before, after } = this.#later;
    if (before.length === 0) return;
    const became = new Int32Array(this.heap.size).fill(-1);
    for (let at = 0; at < before.length; at++) became[before[at] as number] = after[at] as number;
    for (const index of this.#all()) yield* index.substitute(this.#later, became);
    before.length = after.length = 0;
  }

  fork(): Indexes {
    const [byKey, ...others] = [...this.#all()].map(index => index.fork());
    return new Indexes(this.heap, byKey as SortedIndex, others);
  }

  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    this.byKey.markSlots(live, seen);
    for (const slot of this.#later.after) live[slot] = 1;
  }

  *#all(): Generator<SortedIndex> {
    yield this.byKey;
    yield* this.#others.ascending.values();
    yield* this.#others.descending.values();
  }

  #sorted({ key, direction }: Order): Uint32Array {
    const column = this.heap.column(key);
    if (direction === 'ascending') return sortSlots(this.byKey.toArray(), column);
    return descending(this.by({ key, direction: 'ascending' }).toArray(), column);
  }
}
