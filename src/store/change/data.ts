import { randomInt } from 'node:crypto';
import { Problem } from '../../kernel/index.js';
import type { StoredRecord } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';

/** The version of the data file's form. */
export const DATA_FORM = 3;

/**
 * Numbers of collections that change whenever all of their records are put back or replaced; a collection without one never
 * was. They are drawn rather than counted, so that copies that are replaced side by side never get the same.
 */
export type Generations = Readonly<Record<string, number>>;

/** What starting data are made from: the seed, and how many records were asked for; without a number, as many as is usual. */
export type SeedNumbers = { seed: number; records?: number | undefined };

/** Describes data: what they were seeded from, the form of their file, and the log with the changes since. */
export type Metadata = SeedNumbers & {
  understudy: number;
  log?: number;
  /** The checksum that the first line of the log follows. */
  after?: string;
  /** The scenario whose records the data were last put back to, if any. */
  scenario?: string | undefined;
  /** What processes that share the data keep beside the records. */
  state?: unknown;
  /** The generations of the collections that were ever put back or replaced, or are copies. */
  generations?: Generations;
  /** The generations that the collections of a copy were copied from, unless they were replaced since. */
  copied?: Generations;
};

/** Starting data. The records are made as they are read, and are read once. */
export type SeededData = {
  about: Metadata;
  /** The next id of each collection that numbers its records. */
  next: Readonly<Record<string, number>>;
  /** The records of each collection, named `api.collection`. */
  collections: Readonly<Record<string, Iterable<StoredRecord>>>;
};

/** In the place of the next id of a collection whose ids were never taken, where there has to be a number. */
export const NO_ID = 0;

/** Everything that a store holds. A fork costs nothing, whatever the number of records. */
export class Data {
  about: Metadata;
  /** The next id of each collection that numbers its records. */
  readonly next: Record<string, number>;
  readonly collections: ReadonlyMap<string, Collection>;
  /** Generations that were looked up before, since each request looks one up. */
  readonly #generations = new Map<string, number>();

  constructor(about: Metadata, next: Readonly<Record<string, number>>, collections: ReadonlyMap<string, Collection>) {
    this.about = about;
    this.next = { ...next };
    this.collections = collections;
  }

  /** A collection by its name, such as `shop.orders`. Throws `no-such-collection`. */
  collection(name: string): Collection {
    const collection = this.collections.get(name);
    if (collection) return collection;
    const names = [...this.collections.keys()].join(', ');
    throw new Problem('no-such-collection', `There is no collection ${name}; there are: ${names}.`);
  }

  /** The next id of a collection: one that none of its records has, nor had as far as is known. */
  nextId(name: string): number {
    return Math.max(this.next[name] ?? 1, Number(this.collection(name).lastKey ?? 0) + 1);
  }

  /** The next ids where the records of some collections go: ids that these have, or had, are not given again. */
  nextIdsWithout(names: Iterable<string>): Record<string, number> {
    const ids = [...names].map(name => [name, this.nextId(name)] as const);
    // collections whose keys are no numbers give out none
    return { ...this.next, ...Object.fromEntries(ids.filter(([, id]) => Number.isSafeInteger(id))) };
  }

  /** Whether ids of a collection were taken, or its records replaced, since the data were as they began. */
  hasBegun(name: string): boolean {
    return (this.next[name] ?? NO_ID) > NO_ID;
  }

  /** The generation of all collections whose names begin so (`shop.`): another number once one of them was replaced. */
  generation(start: string): number {
    let generation = this.#generations.get(start);
    if (generation === undefined) {
      generation = generationOf(this.about.generations ?? {}, start);
      this.#generations.set(start, generation);
    }
    return generation;
  }

  /** A fork for another workspace. */
  copy(): Data {
    const { collections, next } = this.fork();
    const generations = newGenerations(collections.keys());
    const copied = Object.fromEntries([...collections.keys()].map(name => [name, this.generation(name)]));
    return new Data({ ...this.about, generations, copied }, next, collections);
  }

  fork(): Data {
    return new Data(this.about, this.next, forkAll(this.collections));
  }

  /** Gives up the records of some collections, or of all. */
  release(names: Iterable<string> = this.collections.keys()): void {
    for (const name of names) this.collections.get(name)?.release();
  }
}

export function forkAll(collections: ReadonlyMap<string, Collection>): Map<string, Collection> {
  return new Map([...collections].map(([name, each]) => [name, each.fork()]));
}

/** Draws new generations for some collections. */
function newGenerations(names: Iterable<string>): Generations {
  return Object.fromEntries([...names].map(name => [name, randomInt(1, MAX_GENERATION)]));
}

/** The metadata of data whose collections of these names begin a new generation. */
export function renew({ generations, copied, ...about }: Metadata, names: Iterable<string>): Metadata {
  const drawn = newGenerations(names);
  const still = Object.entries(copied ?? {}).filter(([name]) => !(name in drawn));
  return {
    ...about,
    generations: { ...generations, ...drawn },
    ...(still.length > 0 && { copied: Object.fromEntries(still) }),
  };
}

/** One number for all collections whose names begin in one way. */
export function generationOf(generations: Generations, start: string): number {
  const found = Object.entries(generations).filter(([name]) => name.startsWith(start));
  return found.reduce((sum, [, generation]) => sum + generation, 0);
}

/** So many that no two data get the same, and few enough that several can be added. */
const MAX_GENERATION = 2 ** 47;
