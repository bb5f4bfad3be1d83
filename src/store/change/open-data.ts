import { type Adapter, Low } from 'lowdb';
import { Problem } from '../../kernel/index.js';
import type { CollectionDefinition, Key } from '../memory/definition.js';
import { buildData, type OnProgress, redefineCopy } from './build-collections.js';
import { Data, type Metadata, type SeededData } from './data.js';
import type { Turns } from './turns.js';

/** Reads and writes the checkpoint for lowdb and, where data outlive the process, has the log of the changes since. */
export interface DataAdapter extends Adapter<Data> {
  /** Without a log, changes live in memory only. */
  readonly log?: DataLog;
  /** Whether no log goes on from the data that were read, as after a person has made the file. */
  readonly lacksLog?: boolean;
}

export interface DataLog {
  /** Where other processes append to the log, too. */
  readonly turns?: Turns;
  /** Appends the entry of one transaction, or a part of the `whole` of that number; resolves once that is as durable as the caller wanted. */
  append(entry: string, whole?: number): Promise<void>;
  /**
   * How many bytes the log has grown by since the checkpoint, and at how many the next checkpoint is due. The size is
   * infinite where only a new checkpoint makes the files right again.
   */
  readonly size: number;
  readonly most: number;
  /** Throws why the next start would not have everything that was acknowledged, where that can be. */
  verify?(): void;
  /** Resolves once nothing waits for the disk any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

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
    // an API of a description keeps no collections
    const isWhole = low.data !== NO_DATA && definitions.every(({ name }) => low.data.collections.has(name));
    if (!isWhole) {
      const made = await make();
      if (low.data === NO_DATA) baseline = new Baseline(made.fork());
      low.data = low.data === NO_DATA ? made : complete(low.data, made);
    }
    if (!isWhole || adapter.lacksLog) await writeFirst(low);
    return { low, baseline };
  } catch (error) {
    await adapter.log?.close();
    throw error;
  }
}

const NO_DATA = new Data({ understudy: 0, seed: 0 }, {}, new Map());

/** Writes the checkpoint that the log then follows. */
async function writeFirst(low: Low<Data>): Promise<void> {
  try {
    await low.write();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('data-unusable', `Failed to write the data: ${(cause as Error).message}.`, { cause });
  }
}

/** The data with each collection that they lack as it was seeded. */
function complete(data: Data, seeded: Data): Data {
  return new Data(data.about, { ...seeded.next, ...data.next }, new Map([...seeded.collections, ...data.collections]));
}

/** The data that a reset goes back to, or a function that makes them; records of the current data may be shared. */
export class Baseline {
  #data: Data | ((like: Data) => Promise<Data>);

  constructor(data: Data | ((like: Data) => Promise<Data>)) {
    this.#data = data;
  }

  /** The data, made on first use. If two callers make them at once, the second data are dropped. */
  async data(like: Data): Promise<Data> {
    const make = this.#data;
    if (make instanceof Data) return make;
    const made = await make(like);
    if (this.#data instanceof Data) {
      made.release();
      return this.#data;
    }
    this.#data = made;
    return made;
  }

  /** Gives collections other definitions, as the data have got them. */
  redefine(definitions: readonly CollectionDefinition[]): void {
    const data = this.#data;
    this.#data =
      data instanceof Data
        ? redefineCopy(data, definitions)
        : async like => redefineCopy(await data(like), definitions);
  }

  /** Whether the data, if they are there already, have a record. */
  has(name: string, key: Key): boolean {
    return this.#made?.collection(name).slotOf(key) !== undefined;
  }

  release(): void {
    this.#made?.release();
  }

  get #made(): Data | undefined {
    return this.#data instanceof Data ? this.#data : undefined;
  }
}

/** Keeps nothing: the data end with the process. */
export const memoryAdapter: DataAdapter = {
  read: async () => null,
  write: async () => {},
};
