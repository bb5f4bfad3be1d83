import { type Condition, type SlotTest, testOf } from '../memory/condition.js';
import type { Key, StoredRecord } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import type { Data } from './data.js';
import type { Changed } from './log-entry.js';
import type { Replacement } from './replacement.js';
import { dataReplaced } from './store-failures.js';

/** A change of all records that fulfil every condition. */
export type BulkChange = {
  collection: string;
  where: readonly Condition[];
  /** Returns the new record. It may be called again for a record that others change meanwhile. */
  to(record: StoredRecord): StoredRecord;
};

/** The replacement of a collection by one in which a bulk change is made. */
export class BulkUpdate<T> implements Replacement {
  readonly collections = new Map<string, Collection>();
  /** Returned by `conclude`. */
  result: T | undefined;
  readonly #change: BulkChange;
  readonly #generation: number;
  readonly #conclude: (count: number) => T;
  readonly #changed = new Set<Key>();

  constructor(now: Data, change: BulkChange, conclude: (count: number) => T) {
    this.#change = change;
    this.#generation = now.generation(change.collection);
    this.#conclude = conclude;
  }

  prepare(frozen: Data): Iterable<Changed> {
    const collection = frozen.collection(this.#change.collection).fork();
    this.collections.set(collection.name, collection);
    return this.#changes(collection);
  }

  catchUp(current: Collection, key: Key): void {
    const [before, now] = [this.#prepared.slotOf(key), current.slotOf(key)];
    const isFound = now !== undefined && this.#test(now);
    const after = isFound ? this.#add(now) : now;
    if (isFound) this.#changed.add(key);
    else this.#changed.delete(key);
    if (before !== after) this.#prepared.indexes.change({ before, after });
  }

  /** Throws `data-replaced` where the records of the generation for which the change was meant are no longer there. */
  assertWanted(now: Data): void {
    if (now.generation(this.#change.collection) !== this.#generation) throw dataReplaced();
  }

  conclude(): void {
    this.result = this.#conclude(this.#changed.size);
  }

  get #prepared(): Collection {
    return this.collections.get(this.#change.collection) as Collection;
  }

  get #test(): SlotTest {
    const { heap } = this.#prepared.indexes;
    const tests = this.#change.where.map(condition => testOf(condition, heap.column(condition.key)));
    return slot => tests.every(test => test(slot));
  }

  *#changes(collection: Collection): Generator<Changed> {
    for (const before of collection.slots(this.#change.where)) {
      const after = this.#add(before);
      const change = { key: collection.keyAt(before), before, after };
      collection.indexes.replaceLater(before, after);
      this.#changed.add(change.key);
      yield { collection, change };
    }
  }

  #add(slot: number): number {
    const { heap } = this.#prepared.indexes;
    return heap.add(this.#change.to(heap.record(slot)));
  }
}
