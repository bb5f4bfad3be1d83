import {
  type CollectionDefinition,
  DATA_FORM,
  type SeededData,
  type SeedNumbers,
  type StoredRecord,
} from '../store/index.js';
import type { KnownApi } from './known-api.js';
import type { OwnRecords } from './own-records.js';

/**
 * The starting data of all APIs: the same for the same seed and number of records. Given records replace the seeded ones of their collections. New ids follow the highest id of these records, or of the seeded ones.
 */
export function seededData(
  known: readonly KnownApi[],
  { seed, records, own = {} }: SeedNumbers & { own?: OwnRecords },
): SeededData {
  const next: Record<string, number> = {};
  const collections: Record<string, Iterable<StoredRecord>> = {};
  for (const { name: api, definition, collections: kinds, seed: seedsLate } of known) {
    const seeded = definition.createRecords({ seed, records });
    for (const { name: fullName, ...kind } of kinds) {
      const name = fullName.slice(api.length + 1);
      const made = seeded.collections[name] ?? [];
      const ownRecords = own[fullName];
      collections[fullName] = ownRecords ?? made;
      // a collection without a next id would get its seeded records when it is first needed
      const lowest = seedsLate ? 1 : undefined;
      const nextId = ownRecords
        ? (idAfter(ownRecords, kind) ?? seeded.next[name] ?? idAfter(made, kind) ?? lowest)
        : seeded.next[name];
      if (nextId !== undefined) next[fullName] = nextId;
    }
  }
  return { about: { understudy: DATA_FORM, seed, ...(records !== undefined && { records }) }, next, collections };
}

/** The id after the highest one that is counted; undefined where there is none, or where keys are no numbers. */
function idAfter(
  records: Iterable<StoredRecord>,
  { key, countedTo = Number.POSITIVE_INFINITY }: Pick<CollectionDefinition, 'key' | 'countedTo'>,
): number | undefined {
  let highest = Number.NEGATIVE_INFINITY;
  for (const { [key]: id } of records) if (!(Number(id) > countedTo)) highest = Math.max(highest, Number(id));
  return Number.isSafeInteger(highest) ? Math.max(1, highest + 1) : undefined;
}
