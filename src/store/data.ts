import { Problem } from '../kernel/index.js';
import { Collection } from './collection.js';
import type { CollectionDefinition } from './definition.js';
import { type Generations, generationOf, newGenerations } from './generations.js';
import { Indexes } from './indexes.js';
import type { Key, StoredRecord } from './record.js';
import { type Holder, RecordHeap } from './record-heap.js';

/** What records were seeded from, in which form their file is, and with which log the changes since go on. */
export type About = {
  understudy: number;
  seed: number;
  users: number;
  log?: number;
  /** The checksum that the first line of the log follows. */
  after?: string;
  /** The scenario whose records they were last put back to, if it has any. */
  scenario?: string | undefined;
  /** Those of the collections that were ever put back or replaced, or are copies. */
  generations?: Generations;
  /** Those that the collections of a copy were copied from, as far as none of them was replaced since. */
  copied?: Generations;
};

/** The version of the file's form. Form 1 had no log, and in form 2 its lines did not follow one another. */
export const DATA_FORM = 3;

/** The forms that can be read. Older ones are written anew. */
export const FORMS: ReadonlySet<unknown> = new Set([1, 2, DATA_FORM]);

/** Whether a data file names a log and, unless it is of an older form, what that follows; a file made by hand names none. */
export function isLogNamed({
  understudy,
  log,
  after,
}: Readonly<Record<'understudy' | 'log' | 'after', unknown>>): boolean {
  return Number.isSafeInteger(log) && (understudy !== DATA_FORM || /^[0-9a-f]{8}$/.test(String(after)));
}

/** Data to begin with. The records are made as they are asked for, and asked for once. */
export type SeededData = {
  about: About;
  /** The next id of each collection that numbers its records. */
  next: Readonly<Record<string, number>>;
  /** The records of each collection, named `api.collection`. */
  collections: Readonly<Record<string, Iterable<StoredRecord>>>;
};

/** Everything a store holds. A fork is made in no time, whatever the number of records. */
export class Data {
  about: About;
  /** The next id of each collection that numbers its records. */
  readonly next: Record<string, number>;
  readonly collections: ReadonlyMap<string, Collection>;
  /** Generations that were asked for, since each request asks. */
  readonly #generations = new Map<string, number>();

  constructor(about: About, next: Readonly<Record<string, number>>, collections: ReadonlyMap<string, Collection>) {
    this.about = about;
    this.next = { ...next };
    this.collections = collections;
  }

  /** A collection by its name, such as `dnl.users`. Throws `no-such-collection`. */
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

  /** What tells the records of all collections whose names begin so from others that take their place: `dnl.`. */
  generation(start: string): number {
    let generation = this.#generations.get(start);
    if (generation === undefined) {
      generation = generationOf(this.about.generations ?? {}, start);
      this.#generations.set(start, generation);
    }
    return generation;
  }

  /** A fork for a workspace of its own. */
  copy(): Data {
    const { collections, next } = this.fork();
    const generations = newGenerations(collections.keys());
    const copied = Object.fromEntries([...collections.keys()].map(name => [name, this.generation(name)]));
    return new Data({ ...this.about, generations, copied }, next, collections);
  }

  fork(): Data {
    return new Data(this.about, this.next, new Map([...this.collections].map(([name, each]) => [name, each.fork()])));
  }

  /** Lets all records go. */
  release(): void {
    for (const collection of this.collections.values()) collection.release();
  }
}

/** Takes in the records of one collection, in any order of their keys. */
export class Filling implements Holder {
  readonly #definition: CollectionDefinition;
  readonly #heap: RecordHeap;
  readonly #like: Collection | undefined;
  #slots = new Uint32Array(64);
  #count = 0;
  #isRising = true;
  #last: Key | undefined;

  /** `like` is a collection of the same kind; records that it has already are shared with it. */
  constructor(definition: CollectionDefinition, like?: Collection) {
    this.#definition = definition;
    // whatever becomes of it meanwhile, what it has now may be shared
    this.#like = like?.fork();
    this.#heap = like?.indexes.heap ?? new RecordHeap(definition);
    this.#heap.holders.add(this);
  }

  /** Takes in a record; `json` is its JSON, if that is there already. */
  add(record: StoredRecord, json?: Uint8Array): void {
    const slot = json ? this.#heap.add(record, json) : this.#slotOf(record);
    const key = this.#heap.key.values[slot] as Key;
    if (this.#last !== undefined && key <= this.#last) this.#isRising = false;
    this.#last = key;
    if (this.#count === this.#slots.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#slots);
      this.#slots = grown;
    }
    this.#slots[this.#count++] = slot;
  }

  /** The collection of all that was taken in; undefined where two records have the same key. */
  finish(): Collection | undefined {
    this.release();
    const slots = this.#slots.slice(0, this.#count);
    const { key } = this.#heap;
    if (!this.#isRising) {
      slots.sort((left, right) => key.compare(left, right, 1));
      if (slots.some((slot, at) => at > 0 && key.compare(slots[at - 1] as number, slot, 1) === 0)) return undefined;
    }
    return new Collection(this.#definition.name, Indexes.of(this.#heap, slots));
  }

  /** Lets all that was taken in go. */
  release(): void {
    this.#heap.holders.delete(this);
    this.#like?.release();
  }

  markSlots(live: Uint8Array): void {
    for (let at = 0; at < this.#count; at++) live[this.#slots[at] as number] = 1;
  }

  #slotOf(record: StoredRecord): number {
    const text = JSON.stringify(record);
    const same = this.#like?.indexes.byKey.slotOf(record[this.#definition.key]);
    return same !== undefined && this.#heap.text(same) === text ? same : this.#heap.add(record, text);
  }
}
