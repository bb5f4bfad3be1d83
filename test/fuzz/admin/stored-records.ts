import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { hostileName } from '../values/hostile-text.js';
import { objectText, oddJson } from '../values/json-text.js';

/** A collection of the mock's, and records that it may have. */
export type StoredRecords = { api: string; collection: string; records: readonly Record<string, unknown>[] };

/** All collections, each with the records that it begins with. */
export const STORED: readonly StoredRecords[] = [
  ['dnl', 'users'],
  ['dnl', 'roles'],
  ['dnl', 'carriers'],
  ['acefone', 'users'],
].map(([api = '', collection = '']) => {
  const file = new URL(`../../../fixtures/${api}/${collection}.json`, import.meta.url);
  return { api, collection, records: JSON.parse(readFileSync(file, 'utf8')) };
});

/** Records that a collection may have, or nearly: some, none, one twice, one with an odd value. */
export function recordsJson({ records }: StoredRecords): fc.Arbitrary<string> {
  const sound = fc.constantFrom(...records).map(record => JSON.stringify(record));
  const invalid = fc
    .tuple(fc.constantFrom(...records), fc.nat(), fc.oneof(fc.constant(undefined), hostileName), oddJson)
    .map(([record, at, added, json]) => {
      const entries = Object.entries(record);
      const [name = ''] = entries[at % entries.length] ?? [];
      const kept = entries.map(([key, value]): [string, string] => [key, JSON.stringify(value)]);
      return objectText([...kept, [added ?? name, json]]);
    });
  return fc.oneof(
    { weight: 4, arbitrary: fc.subarray([...records]).map(some => JSON.stringify(some)) },
    { weight: 1, arbitrary: fc.array(sound, { maxLength: 4 }).map(listText) },
    { weight: 2, arbitrary: fc.array(fc.oneof(sound, invalid), { maxLength: 3 }).map(listText) },
  );
}

function listText(texts: readonly string[]): string {
  return `[${texts.join(',')}]`;
}
