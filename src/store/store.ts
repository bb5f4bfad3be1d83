import { Low } from 'lowdb';
import type { Problem } from '../kernel/index.js';
import { type DataAdapter, type DataLog, memoryAdapter } from './adapter.js';
import type { BulkChange } from './bulk.js';
import type { Collection } from './collection.js';
import type { About, Data } from './data.js';
import { differences } from './differences.js';
import { firstOf } from './first-of.js';
import { type Generations, generationOf } from './generations.js';
import { KeptData } from './kept-data.js';
import { LongWork, swap } from './long-work.js';
import { type GivenRecords, withCollections } from './made-collections.js';
import { type DataOptions, openData } from './open-data.js';
import { Origin } from './origin.js';
import type { Key } from './record.js';
import { nextIdsWithout, type Replacement, replacementBy } from './replacement.js';
import { Snapshots } from './snapshots.js';
import { closed, dataReplaced, gone } from './store-failures.js';
import { type Transacted, Transactions } from './transactions.js';

export type StoreOptions = DataOptions & {
  /** Told of a failure that nobody waits for. */
  onFailure?: ((problem: Problem) => void) | undefined;
  /** How many snapshots it may have, and each fork of it; 100 by default. */
  mostSnapshots?: number | undefined;
};

type StoreParts = {
  log?: DataLog | undefined;
  origin: Origin;
  onFailure?: StoreOptions['onFailure'];
  mostSnapshots: number;
};

/**
 * The collections and where they are kept. Changes are made at once and seen by all; whoever made one waits until the log
 * has it. If the log fails, all that it has not is taken back and everyone who waits is refused.
 */
export class Store {
  readonly #data: KeptData;
  readonly #transactions: Transactions;
  readonly #longWork: LongWork;
  readonly #snapshots: Snapshots;
  readonly #origin: Origin;
  #isGone = false;
  #closing: Promise<void> | undefined;

  private constructor(low: Low<Data>, { log, origin, onFailure = () => {}, mostSnapshots }: StoreParts) {
    this.#data = new KeptData(low, {
      log,
      onFailure,
      onChange: (slots, collection) => this.#transactions.note(slots, collection),
    });
    this.#transactions = new Transactions(this.#data);
    this.#longWork = new LongWork(this.#data);
    this.#snapshots = new Snapshots(mostSnapshots);
    this.#origin = origin;
  }

  /**
   * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
   * Throws what the adapter throws, and `data-unusable`.
   */
  static async open(adapter: DataAdapter, options: StoreOptions): Promise<Store> {
    const { low, origin } = await openData(adapter, options);
    const { onFailure, mostSnapshots = MOST_SNAPSHOTS } = options;
    const store = new Store(low, { log: adapter.log, origin, onFailure, mostSnapshots });
    store.#data.checkpointIfDue();
    return store;
  }

  /** What the records were seeded from. */
  get about(): About {
    return this.#data.now.about;
  }

  /** A collection by its name, such as `dnl.users`. Throws `no-such-collection`. */
  collection(name: string): Collection {
    return this.#data.now.collection(name);
  }

  /** Takes the next id of a collection: one that none of its records has, nor had as far as is known. */
  nextId(name: string): number {
    return this.#transactions.nextId(name);
  }

  /**
   * Does some work in one transaction: all of its changes are kept or, if it throws, none. Answers what the work
   * answered and, if there is something to wait for, a promise that is kept once the change is in the log.
   */
  transact<T>(work: () => T): Transacted<T> {
    return this.#transactions.run(work);
  }

  /**
   * Changes all records that fulfil some conditions in one transaction, and answers what `conclude` makes of their number;
   * if that throws, nothing is changed. Kept once the change is in the log. Others need not wait for it, however many
   * records it changes. Throws `data-replaced` where the records are put back or replaced before it is done.
   */
  async changeAll<T>(change: BulkChange, conclude: (count: number) => T): Promise<T> {
    this.#data.assertOpen();
    const collection = this.collection(change.collection);
    if (collection.count(change.where) > MOST_AT_ONCE) return this.#longWork.change(change, conclude);
    const { result, saved } = this.transact(() => {
      const found = collection.find(change.where);
      for (const record of found) collection.replace(change.to(record));
      return conclude(found.length);
    });
    await saved;
    return result;
  }

  /** A store of its own, in memory, with the data as they are or those of a snapshot. Throws `no-such-snapshot`. */
  fork(snapshot?: string): Store {
    const data = snapshot === undefined ? this.#data.now : this.#snapshots.get(snapshot);
    return new Store(new Low(memoryAdapter, data.copy()), {
      origin: Origin.of(data.fork()),
      mostSnapshots: this.#snapshots.most,
    });
  }

  /** The names of the snapshots, in the order in which they were first given. */
  get snapshots(): string[] {
    return this.#snapshots.names;
  }

  /**
   * Remembers the data as they are under a name, in memory, in the place of any before it of that name. Throws
   * `too-many-snapshots`.
   */
  snapshot(name: string): void {
    this.#data.assertOpen();
    this.#snapshots.set(name, this.#data.now);
  }

  /** Forgets a snapshot. Throws `no-such-snapshot`. */
  forget(name: string): void {
    this.#snapshots.delete(name);
  }

  /** Puts the data back to a snapshot; kept once the log has that. Throws `no-such-snapshot`. */
  async restore(name: string): Promise<void> {
    this.#data.assertOpen();
    await this.#replace(replacementBy(this.#snapshots.get(name)));
  }

  /**
   * Puts the data back to what they began from: as they were seeded, or as the store was forked; but some collections get
   * the given records, those of a scenario. Kept once the log has that. Throws `records-invalid`, `no-such-collection`.
   */
  async reset(given: GivenRecords = {}, scenario?: string): Promise<void> {
    this.#data.assertOpen();
    const begun = await this.#origin.data(this.#data.now);
    await withCollections(given, {
      like: begun,
      work: made =>
        this.#replace({
          collections: new Map([...begun.collections, ...made]),
          next: () => nextIdsWithout(begun, made.keys()),
          about: { scenario },
        }),
    });
  }

  /**
   * Puts other records in the place of all records of some collections; kept once the log has that. Ids that were given
   * are not given again. Throws `records-invalid`, `no-such-collection`, and `data-replaced` where others have put back or
   * replaced these collections since they had these generations.
   */
  async replaceAll(given: GivenRecords, since?: Generations): Promise<void> {
    this.#data.assertOpen();
    await withCollections(given, {
      like: this.#data.now,
      work: made =>
        this.#replace({
          collections: made,
          next: before => nextIdsWithout(before, made.keys()),
          assertWanted: () => {
            if (since) for (const name of made.keys()) this.assertStanding(name, generationOf(since, name));
          },
        }),
    });
  }

  /** Kept once no change waits for the disk any more. */
  async settled(): Promise<void> {
    await this.#longWork.settled();
    await this.#data.settled();
  }

  /**
   * Refuses all further changes with `mock-closed`; kept once those before are in the checkpoint, or in the log that the
   * next start reads. Rejects with `files-replaced` or `data-unsaved` where a next start would not have them.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#data.refuseChanges(closed);
    await this.#longWork.settled();
    await this.#data.close().finally(() => this.#letGo());
  }

  /** Lets all records go; nobody may ask this store any more, and who changes it is refused with `sandbox-gone`. */
  release(): void {
    this.#isGone = true;
    this.#data.refuseChanges(gone);
    this.#letGo();
  }

  /** The generations of all collections. */
  get generations(): Generations {
    return this.#data.now.about.generations ?? {};
  }

  /**
   * What tells the records of all collections whose names begin so (`dnl.`) from those before a reset, a restore or a
   * replacement, and from those of every copy. The log keeps it.
   */
  generation(start: string): number {
    return this.#data.now.generation(start);
  }

  /**
   * Whether the record that had a key in some generation of a collection is the one that has it here: it is the same data, or
   * a copy of those, which had it already. Keys are not given again, but in another generation they may be.
   */
  isSameRecord(name: string, { generation, key }: { generation: number; key: Key }): boolean {
    if (generation === this.generation(name)) return true;
    return generation === this.about.copied?.[name] && this.#origin.has(name, key);
  }

  /** Throws `data-replaced` where the records of a generation are no longer there, `sandbox-gone` where none are. */
  assertStanding(start: string, generation: number): void {
    if (this.#isGone) throw gone();
    if (this.generation(start) !== generation) throw dataReplaced();
  }

  /** Puts other collections in the place of some or all; kept once the log has what differs. */
  async #replace(replacement: Replacement): Promise<void> {
    this.#data.assertOpen();
    const { now, log } = this.#data;
    const changes = log ? firstOf(differences(now, replacement.collections.values()), MOST_AT_ONCE + 1) : [];
    if (changes.length > MOST_AT_ONCE) await this.#longWork.replace(replacement);
    else await swap(this.#data, { replacement, changes });
  }

  #letGo(): void {
    this.#data.now.release();
    this.#snapshots.clear();
    this.#origin.release();
  }
}

/** How many snapshots there may be unless another number is given. */
export const MOST_SNAPSHOTS = 100;

/** How many records are changed in one go; more are changed beside everything else. */
const MOST_AT_ONCE = 250;
