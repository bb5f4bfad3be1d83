import type { RecordHeap, SlotChange, SlotHolder } from '../memory/record-heap.js';
import { descending, sortSlots } from '../memory/sort-slots.js';
import { type Order, SortedIndex } from './sorted-index.js';

/** How many keys have a slot that is remembered. */
const MAX_RECENT = 1000;

/** The records of a collection in every order that a query has needed: by their key always, by others on first use. */
export class Indexes implements SlotHolder {
  readonly heap: RecordHeap;
  readonly byKey: SortedIndex;
  readonly #all: SortedIndex[];
  readonly #later = new Map<number, number>();
  /** The slots of keys that were looked for before: clients often get the same records, and a search is long in many. */
  readonly #recent = new Map<unknown, number>();
  #state: object | undefined;

  constructor(heap: RecordHeap, byKey: SortedIndex, others: readonly SortedIndex[] = []) {
    this.heap = heap;
    this.byKey = byKey;
    this.#all = [byKey, ...others];
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
  by({ key, direction }: Order): SortedIndex {
    const known = this.#all.find(({ order }) => order.key === key && order.direction === direction);
    if (known) return known;
    const index = new SortedIndex(this.heap, { key, direction }, this.#sorted({ key, direction }));
    this.#all.push(index);
    return index;
  }

  /** The slot of the record with this key, or undefined. */
  slotOf(key: unknown): number | undefined {
    const value = this.heap.key.read(key);
    const known = this.#recent.get(value);
    if (known !== undefined) return known;
    const slot = this.byKey.slotOf(key);
    if (this.#recent.size === MAX_RECENT) this.#recent.clear();
    if (slot !== undefined) this.#recent.set(value, slot);
    return slot;
  }

  /** Stands for what they hold at present: after a change it is another object. */
  get state(): object {
    this.#state ??= {};
    return this.#state;
  }

  /** Puts the slot `after` in the place of `before`; one is missing for a record that comes or goes. */
  change({ before, after }: SlotChange): void {
    this.#state = undefined;
    if (before !== undefined) this.#recent.delete(this.heap.key.values[before]);
    for (const index of this.#all) {
      if (before === undefined) index.insert(after as number);
      else if (after === undefined) index.remove(before);
      else index.replace(before, after);
    }
  }

  /** Puts a slot in the place of another one once `settle` is run; nothing else may change these indexes until then. */
  replaceLater(before: number, after: number): void {
    this.#later.set(before, after);
  }

  /** Does what `replaceLater` has left to do, in steps between which other work can run. */
  *settle(): Generator<void> {
    if (this.#later.size === 0) return;
    this.#state = undefined;
    this.#recent.clear();
    for (const index of this.#all) yield* index.substitute(this.#later);
    this.#later.clear();
  }

  fork(): Indexes {
    const [byKey, ...others] = this.#all.map(index => index.fork());
    return new Indexes(this.heap, byKey as SortedIndex, others);
  }

  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    this.byKey.markSlots(live, seen);
    for (const slot of this.#later.values()) live[slot] = 1;
  }

  #sorted({ key, direction }: Order): Uint32Array {
    const column = this.heap.column(key);
    if (direction === 'ascending') return sortSlots(this.byKey.toArray(), column);
    return descending(this.by({ key, direction: 'ascending' }).toArray(), column);
  }
}
