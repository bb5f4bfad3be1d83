import type { Collection } from './collection.js';
import { type Condition, type SlotTest, testOf } from './condition.js';
import { Indexes } from './indexes.js';
import { type Changed, entryText } from './log-entry.js';
import type { Key, StoredRecord } from './record.js';
import type { Holder } from './record-heap.js';
import { inBatches, inSlices } from './slices.js';
import type { SortedIndex } from './sorted-index.js';
import { descending, sortedSlots } from './sorted-slots.js';

/** A change of all records that fulfil every condition. */
export type BulkChange = {
  collection: string;
  where: readonly Condition[];
  /** What becomes of a record. It may be asked again for a record that others change meanwhile. */
  to(record: StoredRecord): StoredRecord;
};

/**
 * A change of so many records that others must not wait for it. It is prepared beside the collection, from a copy, in slices
 * of a few milliseconds; what others change meanwhile is caught up with; then the new indexes take the place of the old
 * ones in one step.
 */
export class Bulk implements Holder {
  #indexes: Indexes;
  /** How many records are changed. */
  #count = 0;
  readonly #collection: Collection;
  readonly #frozen: Collection;
  readonly #change: BulkChange;
  readonly #passes: SlotTest;
  /** The slots that changed records had and have, in the order of their keys. */
  readonly #before: number[] = [];
  readonly #after: number[] = [];
  readonly #made = new Set<number>();
  /** The records that others changed meanwhile, by key, as they are to be. */
  readonly #caught = new Map<Key, Changed>();

  constructor(collection: Collection, change: BulkChange) {
    const { heap } = collection.indexes;
    this.#collection = collection;
    this.#change = change;
    this.#frozen = collection.fork();
    this.#indexes = this.#frozen.indexes;
    const tests = change.where.map(condition => testOf(condition, heap.column(condition.key)));
    this.#passes = slot => tests.every(test => test(slot));
    heap.holders.add(this);
  }

  get count(): number {
    return this.#count;
  }

  /** Changes all records of the copy. `log` is given the new records, a few hundred at a time. */
  async prepare(log: (records: Changed[]) => Promise<void> | undefined): Promise<void> {
    const indexes = [...this.#frozen.indexes.all()];
    const disordered = new Set<SortedIndex>();
    await inBatches(this.#changes(indexes, disordered), log);
    this.#count = this.#after.length;
    await this.#rebuild(indexes, disordered);
  }

  /** The log's entry that makes everything prepared under a number count. */
  entryText(whole: number): string {
    return entryText([...this.#caught.values()], { whole });
  }

  /** The indexes as they are once everything is changed. */
  get indexes(): Indexes {
    return this.#indexes;
  }

  /** Lets go of all that was prepared and is in no collection. */
  release(): void {
    this.#collection.indexes.heap.holders.delete(this);
    this.#frozen.release();
  }

  markSlots(live: Uint8Array, seen: Set<unknown>): void {
    for (const slot of this.#made) live[slot] = 1;
    for (const { slots } of this.#caught.values()) live[(slots.after ?? slots.before) as number] = 1;
    this.#indexes.markSlots(live, seen);
  }

  /** Changes one record after the other; notes in which indexes some do not stand where they stood. */
  *#changes(indexes: readonly SortedIndex[], disordered: Set<SortedIndex>): Generator<Changed> {
    const { heap } = this.#collection.indexes;
    for (const before of this.#frozen.slots(this.#change.where)) {
      const after = heap.add(this.#change.to(heap.record(before)));
      this.#before.push(before);
      this.#after.push(after);
      this.#made.add(after);
      for (const index of indexes) if (!index.isAlike(before, after)) disordered.add(index);
      yield { collection: this.#collection, slots: { before, after } };
    }
  }

  async #rebuild(indexes: readonly SortedIndex[], disordered: ReadonlySet<SortedIndex>): Promise<void> {
    const { heap, byKey } = this.#collection.indexes;
    // few are put in their places one by one, many along with all others
    if (this.#before.length * FEW < byKey.size) return this.#replace(indexes);
    const became = new Uint32Array(heap.size);
    for (const [at, slot] of this.#before.entries()) became[slot] = (this.#after[at] as number) + 1;
    const rebuilt: SortedIndex[] = [];
    for (const index of indexes) {
      const fork = index.fork();
      const builder = fork.builder();
      const slots = disordered.has(index) ? this.#merged(index, became) : changed(index, became);
      await inSlices(slots, slot => builder.add(slot));
      fork.use(builder);
      rebuilt.push(fork);
    }
    this.#use(rebuilt);
  }

  async #replace(indexes: readonly SortedIndex[]): Promise<void> {
    const forks = indexes.map(index => index.fork());
    for (const fork of forks) {
      await inSlices(this.#before.entries(), ([at, before]) => fork.replace(before, this.#after[at] as number));
    }
    this.#use(forks);
  }

  #use([byKey, ...others]: readonly SortedIndex[]): void {
    this.#indexes = new Indexes(this.#collection.indexes.heap, byKey as SortedIndex, others);
  }

  /** The slots of an index in which changed records stand elsewhere than before. */
  *#merged(index: SortedIndex, became: Uint32Array): Generator<number> {
    const { heap } = this.#collection.indexes;
    const column = heap.column(index.order.key);
    const rising = sortedSlots(Uint32Array.from(this.#after), column);
    const added = index.order.direction === 'ascending' ? rising : descending(rising, column);
    let at = 0;
    for (const slot of index.slots()) {
      if (became[slot] !== 0) continue;
      while (at < added.length && index.isBefore(added[at] as number, slot)) yield added[at++] as number;
      yield slot;
    }
    yield* added.subarray(at);
  }

  /** Makes of a record that others changed since the copy was made what this change makes of it. */
  catchUp(key: Key): void {
    const { heap, byKey } = this.#collection.indexes;
    const current = byKey.slotOf(key);
    const isFound = current !== undefined && this.#passes(current);
    const after = isFound ? heap.add(this.#change.to(heap.record(current))) : current;
    const before = this.#indexes.byKey.slotOf(key);
    if (before !== undefined && this.#made.has(before)) this.#count--;
    if (isFound) {
      this.#made.add(after as number);
      this.#count++;
    }
    if (before === undefined && after === undefined) return;
    if (before !== after) this.#indexes.changeSlots(before, after);
    this.#caught.set(key, { collection: this.#collection, slots: { before: before ?? after, after } });
  }
}

/** The slots of an index in which each changed record stands where it stood before. */
function* changed(index: SortedIndex, became: Uint32Array): Generator<number> {
  for (const slot of index.slots()) {
    const after = became[slot] as number;
    yield after === 0 ? slot : after - 1;
  }
}

/** One record that is put in its place alone costs about as much as so many that are put there in a row. */
const FEW = 16;
