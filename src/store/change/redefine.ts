import type { CollectionDefinition } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import { CollectionBuilder } from './build-collections.js';
import { Data, renew } from './data.js';

/** Data with other definitions, and how many records of each collection these refuse. */
export type Redefined = { data: Data; refused: ReadonlyMap<string, number> };

/**
 * Gives collections new definitions, and adds those that are not there. A collection that has records which its new definition
 * refuses begins again without any. The other collections are shared with the data before.
 */
export function redefine(before: Data, definitions: readonly CollectionDefinition[]): Redefined {
  const refused = new Map<string, number>();
  const built = definitions.map((definition): [string, Collection] => {
    const { name } = definition;
    const records = before.collections.get(name)?.find([]) ?? [];
    const wrong = records.filter(record => definition.issues(record).length > 0).length;
    if (wrong > 0) refused.set(name, wrong);
    const builder = new CollectionBuilder(definition);
    for (const record of wrong > 0 ? [] : records) builder.add(record);
    const collection = builder.build();
    if (!collection) throw new Error(`two records of ${name} have the same key`);
    return [name, collection];
  });
  const next = Object.fromEntries(Object.entries(before.next).filter(([name]) => !refused.has(name)));
  const about = renew(
    before.about,
    definitions.map(({ name }) => name),
  );
  return { data: new Data(about, next, new Map([...before.collections, ...built])), refused };
}

/** Gives up the collections of data that others took the place of. */
export function releaseRedefined(before: Data, definitions: readonly CollectionDefinition[]): void {
  for (const { name } of definitions) before.collections.get(name)?.release();
}
