import type { Collection } from './collection.js';
import type { Data } from './data.js';
import type { Changed } from './log-entry.js';

/** The changes that make of collections of some data others. */
export function* differences(before: Data, after: Iterable<Collection>): Generator<Changed> {
  for (const collection of after) {
    const { byKey } = before.collection(collection.name).indexes;
    for (const slots of byKey.changesTo(collection.indexes.byKey)) yield { collection, slots };
  }
}
