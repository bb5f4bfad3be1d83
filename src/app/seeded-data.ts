import { apiDefinitions } from '../apis/index.js';
import { type About, DATA_FORM, type Data } from '../store/index.js';

/** The starting data of all APIs: the same for the same seed and number of DNL users. */
export function seededData({ seed, users }: Pick<About, 'seed' | 'users'>): Data {
  const data: Data = { about: { understudy: DATA_FORM, seed, users }, next: {}, collections: {} };
  for (const [api, definition] of Object.entries(apiDefinitions)) {
    const { collections, next } = definition.seeded({ seed, users });
    for (const [name, records] of Object.entries(collections)) data.collections[`${api}.${name}`] = records;
    for (const [name, id] of Object.entries(next)) data.next[`${api}.${name}`] = id;
  }
  return data;
}
