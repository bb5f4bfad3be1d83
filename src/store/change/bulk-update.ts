import { type Condition, testOf } from '../memory/condition.js';
import type { Key, StoredRecord } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import type { Replacement } from './background-jobs.js';
import type { Data } from './data.js';
import type { Changed } from './log-entry.js';
import { dataReplaced } from './store-failures.js';

/** A change of all records that fulfil every condition. */
export type BulkChange = {
  collection: string;
  where: readonly Condition[];
  /** Returns the new record. It may be called again for a record that others change meanwhile. */
  to(record: StoredRecord): StoredRecord;
};

/** Makes a bulk change of few records at once, in the present transaction, and returns their number. */
export function updateAtOnce(collection: Collection, { where, to }: BulkChange): number {
  const found = collection.find(where);
  for (const record of found) collection.replace(to(record));
  return found.length;
}

/**
 * The replacement of a collection by one in which a bulk change is made. `conclude` is called with the number of changed
 * records once that is in place. The replacement is refused with `data-replaced` where others put back or replace the
 * records before.
 */
export function bulkUpdate(
  now: Data,
  { collection: name, where, to }: BulkChange,
  conclude: (count: number) => void,
): Replacement {
  const generation = now.generation(name);
  const { heap } = now.collection(name).indexes;
  const tests = where.map(condition => testOf(condition, heap.column(condition.key)));
  const collections = new Map<string, Collection>();
  const changed = new Set<Key>();
  const changedSlot = (slot: number) => heap.add(to(heap.record(slot)));

  function* changes(prepared: Collection): Generator<Changed> {
    for (const before of prepared.slots(where)) {
      const change = { key: prepared.keyAt(before), before, after: changedSlot(before) };
      prepared.indexes.replaceLater(before, change.after);
      changed.add(change.key);
      yield { collection: prepared, change };
    }
  }

  return {
    collections,
    prepare: frozen => {
      const prepared = frozen.collection(name).fork();
      collections.set(name, prepared);
      return changes(prepared);
    },
    catchUp: (current, key) => {
      const { indexes } = collections.get(name) as Collection;
      const [before, now] = [indexes.byKey.slotOf(key), current.slotOf(key)];
      const isFound = now !== undefined && tests.every(test => test(now));
      if (isFound) changed.add(key);
      else changed.delete(key);
      const after = isFound ? changedSlot(now) : now;
      if (before !== after) indexes.change({ before, after });
    },
    assertWanted: now => {
      if (now.generation(name) !== generation) throw dataReplaced();
    },
    conclude: () => conclude(changed.size),
  };
}
