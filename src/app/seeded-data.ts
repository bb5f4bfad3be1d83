import { apiDefinitions } from '../apis/index.js';
import { type About, DATA_FORM, type SeededData, type StoredRecord } from '../store/index.js';

/** The starting data of all APIs: the same for the same seed and number of DNL users. */
export function seededData({ seed, users }: Pick<About, 'seed' | 'users'>): SeededData {
  const next: Record<string, number> = {};
  const collections: Record<string, Iterable<StoredRecord>> = {};
  for (const [api, definition] of Object.entries(apiDefinitions)) {
    const seeded = definition.seeded({ seed, users });
    for (const [name, records] of Object.entries(seeded.collections)) collections[`${api}.${name}`] = records;
    for (const [name, id] of Object.entries(seeded.next)) next[`${api}.${name}`] = id;
  }
  return { about: { understudy: DATA_FORM, seed, users }, next, collections };
}
