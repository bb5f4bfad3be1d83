import { Low } from 'lowdb';
import { Problem } from '../kernel/index.js';
import type { DataAdapter } from './adapter.js';
import { type About, Data, type SeededData } from './data.js';
import type { CollectionDefinition } from './definition.js';
import { Origin } from './origin.js';
import { dataOf, type OnProgress } from './seed-data.js';

export type DataOptions = {
  definitions: readonly CollectionDefinition[];
  /** The starting data, asked for where there are none or a collection is missing, and by `reset`. */
  seeded: () => SeededData;
  /** Called with what existing data were seeded from, before anything is written; throws if they are not wanted. */
  accept?: (about: About) => void;
  onProgress?: OnProgress | undefined;
};

/**
 * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
 * Throws what the adapter throws, and `data-unusable`.
 */
export async function openData(
  adapter: DataAdapter,
  { definitions, seeded, accept, onProgress }: DataOptions,
): Promise<{ low: Low<Data>; origin: Origin }> {
  const low = new Low<Data>(adapter, NO_DATA);
  const make = (like?: Data) => dataOf(seeded(), { definitions, onProgress, like });
  let origin = new Origin(make);
  try {
    await low.read();
    if (low.data !== NO_DATA) accept?.(low.data.about);
    const isWhole = definitions.every(({ name }) => low.data.collections.has(name));
    if (!isWhole) {
      const made = await make();
      if (low.data === NO_DATA) origin = Origin.of(made.fork());
      low.data = low.data === NO_DATA ? made : completed(low.data, made);
    }
    // data of an older form have no log in which they could go on
    const { log, after } = low.data.about;
    if (!isWhole || log === undefined || after === undefined) await writeFirst(low);
    return { low, origin };
  } catch (error) {
    await adapter.log?.close();
    throw error;
  }
}

const NO_DATA = new Data({ understudy: 0, seed: 0, users: 0 }, {}, new Map());

/** Writes the checkpoint that all else goes on from. */
async function writeFirst(low: Low<Data>): Promise<void> {
  try {
    await low.write();
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to write the data: ${(cause as Error).message}.`, { cause });
  }
}

/** The data with each collection that they lack as it was seeded. */
function completed(data: Data, seeded: Data): Data {
  return new Data(data.about, { ...seeded.next, ...data.next }, new Map([...seeded.collections, ...data.collections]));
}
