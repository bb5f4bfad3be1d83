import { apiDefinitions } from '../apis/index.js';
import { type About, DATA_FORM, type Data, type StoredRecord } from '../store/index.js';

/** Starting data: as those of a store, but records may be made only as they are walked through. */
export type SeededData = {
  about: About;
  next: Record<string, number>;
  collections: Record<string, Iterable<StoredRecord>>;
};

/** The starting data of all APIs: the same for the same seed and number of DNL users. */
export function seededData({ seed, users }: Pick<About, 'seed' | 'users'>): SeededData {
  const data: SeededData = { about: { understudy: DATA_FORM, seed, users }, next: {}, collections: {} };
  for (const [api, definition] of Object.entries(apiDefinitions)) {
    const { collections, next } = definition.seeded({ seed, users });
    for (const [name, records] of Object.entries(collections)) data.collections[`${api}.${name}`] = records;
    for (const [name, id] of Object.entries(next)) data.next[`${api}.${name}`] = id;
  }
  return data;
}

/** For a store that takes arrays only; goes as soon as it walks through the records itself. */
export function inArrays({ collections, ...rest }: SeededData): Data {
  return { ...rest, collections: Object.fromEntries(Object.entries(collections).map(([name, of]) => [name, [...of]])) };
}
