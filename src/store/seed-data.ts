import type { Collection } from './collection.js';
import { Data, Filling, type SeededData } from './data.js';
import type { CollectionDefinition } from './definition.js';
import { inSlices } from './slices.js';

/** Told, now and then, how many records there are already. */
export type OnProgress = (records: number) => void;

export type SeedingOptions = {
  definitions: readonly CollectionDefinition[];
  onProgress?: OnProgress | undefined;
  /** Data that may have some of the records already, which are then shared. */
  like?: Data | undefined;
};

/** Data made of seeded records, without blocking the event loop for long. */
export async function dataOf(
  { about, next, collections }: SeededData,
  { definitions, onProgress, like }: SeedingOptions,
): Promise<Data> {
  const made = new Map<string, Collection>();
  let count = 0;
  for (const definition of definitions) {
    const filling = new Filling(definition, like?.collections.get(definition.name));
    await inSlices(collections[definition.name] ?? [], record => {
      filling.add(record);
      if (++count % PROGRESS === 0) onProgress?.(count);
    });
    const collection = filling.finish();
    if (!collection) throw new Error(`two records of ${definition.name} were seeded with the same key`);
    made.set(definition.name, collection);
  }
  return new Data(about, next, made);
}

/** After how many records it is told. */
const PROGRESS = 10_000;
