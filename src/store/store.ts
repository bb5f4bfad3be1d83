import { Low } from 'lowdb';
import { Problem } from '../kernel/index.js';
import { BackgroundJobs, MAX_AT_ONCE } from './change/background-jobs.js';
import { buildCollections, type GivenRecords, redefine } from './change/build-collections.js';
import { type BulkChange, bulkUpdate, updateAtOnce } from './change/bulk-update.js';
import { compareData, type RecordDifferences } from './change/compare-data.js';
import { type Data, forkAll, type Generations, generationOf, type Metadata } from './change/data.js';
import { DurableData } from './change/durable-data.js';
import {
  Baseline,
  type DataAdapter,
  type DataLog,
  type DataOptions,
  memoryAdapter,
  openData,
} from './change/open-data.js';
import { closed, dataReplaced, gone, refusedRecords } from './change/store-failures.js';
import { type Transacted, Transactions } from './change/transactions.js';
import type { Turns } from './change/turns.js';
import type { CollectionDefinition, Key } from './memory/definition.js';
import type { Collection } from './query/collection.js';
import { MAX_SNAPSHOTS, Snapshots } from './snapshots.js';

export type StoreOptions = DataOptions & {
  /** Called with a failure that no caller waits for. */
  onFailure?: ((problem: Problem) => void) | undefined;
  /** How many snapshots the store may have, and each fork of it; 100 by default. */
  maxSnapshots?: number | undefined;
};

type StoreParts = {
  log?: DataLog | undefined;
  baseline: Baseline;
  onFailure?: StoreOptions['onFailure'];
  maxSnapshots: number;
};

/**
 * Collections, and the log that keeps their changes. A change is made at once and visible to all; its caller waits until the
 * log has it. If the log fails, all changes that it lacks are undone, and their callers get the failure.
 */
export class Store {
  readonly #data: DurableData;
  readonly #transactions: Transactions;
  readonly #jobs: BackgroundJobs;
  readonly #snapshots: Snapshots;
  readonly #baseline: Baseline;
  #isGone = false;
  #closing: Promise<void> | undefined;

  private constructor(low: Low<Data>, { log, baseline, onFailure = () => {}, maxSnapshots }: StoreParts) {
    this.#data = new DurableData(low, {
      log,
      onFailure,
      onChange: (change, collection) => this.#transactions.note(change, collection),
    });
    this.#transactions = new Transactions(this.#data);
    this.#jobs = new BackgroundJobs(this.#data);
    this.#snapshots = new Snapshots(maxSnapshots);
    this.#baseline = baseline;
  }

  /**
   * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
   * Throws what the adapter throws, and `data-unusable`.
   */
  static async open(adapter: DataAdapter, options: StoreOptions): Promise<Store> {
    const { low, baseline } = await openData(adapter, options);
    const { onFailure, maxSnapshots = MAX_SNAPSHOTS } = options;
    const store = new Store(low, { log: adapter.log, baseline, onFailure, maxSnapshots });
    store.#data.checkpointIfDue();
    return store;
  }

  /** Describes the data: their seed, and their scenario. */
  get about(): Metadata {
    return this.#data.now.about;
  }

  /** When work may run, where the data are shared with other processes. */
  get turns(): Turns | undefined {
    return this.#data.log?.turns;
  }

  /** A collection by its name, such as `shop.orders`. Throws `no-such-collection`. */
  collection(name: string): Collection {
    return this.#data.now.collection(name);
  }

  /** Takes the next id of a collection, from `least` on: one that none of its records has, nor had as far as is known. */
  nextId(name: string, least = 1): number {
    return this.#transactions.nextId(name, least);
  }

  /** Whether a collection has got ids or other records since the data began. One that is seeded late is then not seeded again. */
  hasBegun(name: string): boolean {
    return this.#data.now.hasBegun(name);
  }

  /**
   * Does some work in one transaction: all of its changes are kept or, if it throws, none. Returns the result of the work
   * and, where it changed anything, a promise that resolves once the log has the change.
   */
  transact<T>(work: () => T): Transacted<T> {
    return this.#transactions.run(work);
  }

  /** Does some work in one transaction, and in a turn where the data are shared. Resolves once that is saved. */
  async change<T>(work: () => T): Promise<T> {
    const { result, saved } = await this.#data.inTurn(() => this.transact(work));
    await saved;
    return result;
  }

  /** Does a part of the work of a transaction. If it throws, its changes are undone, and those before it stay. */
  attempt<T>(work: () => T): T {
    return this.#transactions.attempt(work);
  }

  /**
   * Changes all records that fulfil some conditions in one transaction; resolves with what `conclude` returns for their
   * number, once the log has the change. If `conclude` throws, nothing is changed. Other work does not wait for it, however
   * many records it changes. Rejects with `data-replaced` where the records are put back or replaced before it is done.
   */
  async changeAll<T>(change: BulkChange, conclude: (count: number) => T): Promise<T> {
    this.#data.assertOpen();
    const turn = this.#data.inTurn(() => {
      const collection = this.collection(change.collection);
      if (collection.count(change.where) > MAX_AT_ONCE) return undefined;
      return this.transact(() => conclude(updateAtOnce(collection, change)));
    });
    // at once where no turn is needed: a reset that is called for next comes after it
    const few = turn instanceof Promise ? await turn : turn;
    if (few) {
      await few.saved;
      return few.result;
    }
    let concluded: T | undefined;
    const update = bulkUpdate(this.#data.now, change, count => {
      concluded = conclude(count);
    });
    await this.#jobs.replace(update);
    return concluded as T;
  }

  /** A separate store, in memory, with the present data or those of a snapshot. Throws `no-such-snapshot`. */
  fork(snapshot?: string): Store {
    const data = snapshot === undefined ? this.#data.now : this.#snapshots.get(snapshot);
    return new Store(new Low(memoryAdapter, data.copy()), {
      baseline: new Baseline(data.fork()),
      maxSnapshots: this.#snapshots.most,
    });
  }

  /** The names of the snapshots, in the order in which they were first used. */
  get snapshots(): string[] {
    return this.#snapshots.names;
  }

  /** Keeps a copy of the data under a name, in memory, instead of any earlier one. Throws `too-many-snapshots`. */
  snapshot(name: string): void {
    this.#data.assertOpen();
    this.#snapshots.set(name, this.#data.now);
  }

  /** How the present records differ from those of a snapshot, or from the first ones. Rejects with `no-such-snapshot`. */
  async compare(snapshot?: string): Promise<RecordDifferences[]> {
    const begun = snapshot === undefined ? await this.#baseline.data(this.#data.now) : this.#snapshots.get(snapshot);
    return compareData(begun, this.#data.now);
  }

  /** Deletes a snapshot. Throws `no-such-snapshot`. */
  forget(name: string): void {
    this.#snapshots.delete(name);
  }

  /** Puts the data back to a snapshot; resolves once the log has that. Throws `no-such-snapshot`. */
  async restore(name: string): Promise<void> {
    this.#data.assertOpen();
    const { collections, next } = this.#snapshots.get(name);
    await this.#jobs.replace({ collections: forkAll(collections), renewal: { next: () => next } });
  }

  /**
   * Puts the data back to what they began as: seeded, or copied when the store was forked; but some collections get the given
   * records, those of a scenario. Resolves once the log has that. Rejects with `records-invalid`, `no-such-collection`.
   */
  async reset(given: GivenRecords = {}, scenario?: string): Promise<void> {
    this.#data.assertOpen();
    const begun = await this.#baseline.data(this.#data.now);
    const built = await buildCollections(given, begun);
    const kept = new Map([...begun.collections].filter(([name]) => !built.has(name)));
    await this.#jobs.replace({
      collections: new Map([...forkAll(kept), ...built]),
      renewal: { next: () => begun.nextIdsWithout(built.keys()), metadata: { scenario } },
    });
  }

  /**
   * Replaces all records of some collections; resolves once the log has that. Ids that were given are not given again.
   * Rejects with `records-invalid`, `no-such-collection`, and with `data-replaced` where others have put back or replaced
   * these collections since they had these generations.
   */
  async replaceAll(given: GivenRecords, since?: Generations): Promise<void> {
    this.#data.assertOpen();
    const collections = await buildCollections(given, this.#data.now);
    await this.#jobs.replace({
      collections,
      renewal: { next: before => before.nextIdsWithout(collections.keys()) },
      assertWanted: () => {
        if (since) for (const name of collections.keys()) this.assertStanding(name, generationOf(since, name));
      },
    });
  }

  /**
   * Gives collections other definitions, and adds new ones, here and in all snapshots. A collection that has records which its
   * new definition refuses begins again; where data outlive the process, that is refused with `records-invalid`. Resolves with
   * the number of such records, by collection.
   */
  async redefine(definitions: readonly CollectionDefinition[]): Promise<ReadonlyMap<string, number>> {
    this.#data.assertOpen();
    if (this.turns) throw new Problem('option-invalid', 'Descriptions of shared data are not loaded again.');
    do await this.settled();
    while (this.#data.isWaiting);
    const before = this.#data.now;
    const { data, refused } = redefine(before, definitions);
    const names = definitions.map(({ name }) => name);
    if (this.#data.log && refused.size > 0) {
      data.release(names);
      throw refusedRecords(refused);
    }
    this.#data.use(data);
    before.release(names);
    this.#snapshots.redefine(definitions);
    this.#baseline.redefine(definitions);
    await this.#data.checkpoint();
    return refused;
  }

  /** Resolves once no change waits for the disk any more. */
  async settled(): Promise<void> {
    await this.#jobs.settled();
    await this.#data.settled();
  }

  /**
   * Refuses all further changes with `mock-closed`; resolves once those before are in the checkpoint, or in the log that the
   * next start reads. Rejects with `files-replaced` or `data-unsaved` where a next start would not have them.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#data.refuseChanges(closed);
    await this.#jobs.settled();
    await this.#data.close().finally(() => this.#release());
  }

  /** Gives up all records; later changes of this store are refused with `sandbox-gone`. */
  release(): void {
    this.#isGone = true;
    this.#data.refuseChanges(gone);
    this.#release();
  }

  /** The generations of all collections. */
  get generations(): Generations {
    return this.#data.now.about.generations ?? {};
  }

  /** A logged number for the records of all collections whose names begin so (`shop.`); other records, as in a copy, have another. */
  generation(start: string): number {
    return this.#data.now.generation(start);
  }

  /**
   * Whether the record that had a key in some generation of a collection is the record with that key here: in the same data,
   * or in a copy that was made of them. Keys are not given again, but in another generation they may be.
   */
  isSameRecord(name: string, { generation, key }: { generation: number; key: Key }): boolean {
    if (generation === this.generation(name)) return true;
    return generation === this.about.copied?.[name] && this.#baseline.has(name, key);
  }

  /** Throws `data-replaced` where the records of a generation are no longer there, `sandbox-gone` where none are. */
  assertStanding(start: string, generation: number): void {
    if (this.#isGone) throw gone();
    if (this.generation(start) !== generation) throw dataReplaced();
  }

  #release(): void {
    this.#data.now.release();
    this.#snapshots.clear();
    this.#baseline.release();
  }
}
