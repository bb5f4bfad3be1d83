import { Low } from 'lowdb';
import { Problem } from '../../kernel/index.js';
import type { CollectionDefinition } from '../memory/definition.js';
import type { DataAdapter } from './adapter.js';
import { Baseline } from './baseline.js';
import { buildData, type OnProgress } from './collection-builder.js';
import { Data, type Metadata, type SeededData } from './data.js';

export type DataOptions = {
  definitions: readonly CollectionDefinition[];
  /** Returns the starting data; used where there are none or a collection is missing, and by `reset`. */
  seeded: () => SeededData;
  /** Called with the metadata of existing data before anything is written; throws if the data are not wanted. */
  accept?: (about: Metadata) => void;
  onProgress?: OnProgress | undefined;
};

/**
 * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
 * Throws what the adapter throws, and `data-unusable`.
 */
export async function openData(
  adapter: DataAdapter,
  { definitions, seeded, accept, onProgress }: DataOptions,
): Promise<{ low: Low<Data>; baseline: Baseline }> {
  const low = new Low<Data>(adapter, NO_DATA);
  const make = (like?: Data) => buildData(seeded(), { definitions, onProgress, like });
  let baseline = new Baseline(make);
  try {
    await low.read();
    if (low.data !== NO_DATA) accept?.(low.data.about);
    const isWhole = definitions.every(({ name }) => low.data.collections.has(name));
    if (!isWhole) {
      const made = await make();
      if (low.data === NO_DATA) baseline = Baseline.of(made.fork());
      low.data = low.data === NO_DATA ? made : complete(low.data, made);
    }
    // data of an older form have no log to go on in
    const { log, after } = low.data.about;
    if (!isWhole || log === undefined || after === undefined) await writeFirst(low);
    return { low, baseline };
  } catch (error) {
    await adapter.log?.close();
    throw error;
  }
}

const NO_DATA = new Data({ understudy: 0, seed: 0, users: 0 }, {}, new Map());

/** Writes the checkpoint that the log then follows. */
async function writeFirst(low: Low<Data>): Promise<void> {
  try {
    await low.write();
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to write the data: ${(cause as Error).message}.`, { cause });
  }
}

/** The data with each collection that they lack as it was seeded. */
function complete(data: Data, seeded: Data): Data {
  return new Data(data.about, { ...seeded.next, ...data.next }, new Map([...seeded.collections, ...data.collections]));
}
