import { apiDefinitions } from '../apis/index.js';
import { DATA_FORM, type Metadata, type SeededData, type StoredRecord } from '../store/index.js';
import type { OwnRecords } from './own-records.js';

/**
 * The starting data of all APIs: the same for the same seed and number of DNL users. Own records take the place of the
 * seeded ones of their collections, and new ids follow theirs; where there are none, those of the seeded ones.
 */
export function seededData({ seed, users }: Pick<Metadata, 'seed' | 'users'>, own: OwnRecords = {}): SeededData {
  const next: Record<string, number> = {};
  const collections: Record<string, Iterable<StoredRecord>> = {};
  for (const [api, definition] of Object.entries(apiDefinitions)) {
    const seeded = definition.seeded({ seed, users });
    for (const [name, { key }] of Object.entries(definition.collections)) {
      const fullName = `${api}.${name}`;
      const records = seeded.collections[name] ?? [];
      const ownRecords = own[fullName];
      collections[fullName] = ownRecords ?? records;
      const nextId = ownRecords
        ? (idAfter(ownRecords, key) ?? seeded.next[name] ?? idAfter(records, key))
        : seeded.next[name];
      if (nextId !== undefined) next[fullName] = nextId;
    }
  }
  return { about: { understudy: DATA_FORM, seed, users }, next, collections };
}

/** The id after the highest that records have; undefined where there are none, or their keys are no numbers. */
function idAfter(records: Iterable<StoredRecord>, key: string): number | undefined {
  let highest = Number.NEGATIVE_INFINITY;
  for (const record of records) highest = Math.max(highest, Number(record[key]));
  return Number.isSafeInteger(highest) ? Math.max(1, highest + 1) : undefined;
}
