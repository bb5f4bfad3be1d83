import { Low } from 'lowdb';
import { Problem } from '../kernel/index.js';
import type { DataAdapter, DataLog } from './adapter.js';
import { memoryAdapter } from './adapter.js';
import { Bulk, type BulkChange } from './bulk.js';
import type { Collection, Exchange } from './collection.js';
import { type About, DATA_FORM, Data, type SeededData } from './data.js';
import type { CollectionDefinition } from './definition.js';
import { type Changed, entryText } from './log-entry.js';
import type { Key } from './record.js';
import type { Holder } from './record-heap.js';
import { dataOf, type OnProgress } from './seed-data.js';
import { turn } from './slices.js';
import { Unsaved } from './unsaved.js';

export type StoreOptions = {
  definitions: readonly CollectionDefinition[];
  /** The starting data, asked for where there are none or a collection is missing, and by `reset`. */
  seeded: () => SeededData;
  /** Called with what existing data were seeded from, before anything is written; throws if they are not wanted. */
  accept?: (about: About) => void;
  /** Told of a failure that nobody waits for. */
  onFailure?: ((problem: Problem) => void) | undefined;
  onProgress?: OnProgress | undefined;
};

/** What a transaction has done so far. */
type Transaction = { changes: Changed[]; next: Record<string, number>; nextBefore: Record<string, number> };

/** What a store begins from again on `reset`: data, or how to make them. */
type Origin = { data: Data } | { make: (like?: Data) => Promise<Data> };

const NO_DATA = new Data({ understudy: 0, seed: 0, users: 0 }, {}, new Map());

/**
 * The collections and where they are kept. Changes are made at once and seen by all; whoever made one waits until the log
 * has it. If the log fails, all that it has not is taken back and everyone who waits is refused.
 */
export class Store {
  readonly #low: Low<Data>;
  readonly #log: DataLog | undefined;
  readonly #onFailure: (problem: Problem) => void;
  #origin: Origin;
  readonly #snapshots = new Map<string, Data>();
  #open: Transaction | undefined;
  readonly #unsaved = new Unsaved();
  /** What is undone if the log fails still needs its slots. */
  readonly #pending = new Set<readonly Changed[]>();
  /** The keys of records that were changed since a bulk change began. */
  #watched: { collection: Collection; keys: Set<Key> } | undefined;
  #bulks: Promise<unknown> = Promise.resolve();
  #bulksUnderWay = 0;
  #bulkNumber = Date.now();
  #checkpoint: Promise<void> | undefined;
  #isClosed = false;

  private constructor(
    low: Low<Data>,
    {
      log,
      origin,
      onFailure = () => {},
    }: { log?: DataLog | undefined; origin: Origin; onFailure?: StoreOptions['onFailure'] },
  ) {
    this.#low = low;
    this.#log = log;
    this.#origin = origin;
    this.#onFailure = onFailure;
    this.#use(low.data);
    if (log)
      for (const { indexes } of low.data.collections.values()) indexes.heap.holders.add(this.#holderOf(indexes.heap));
  }

  /**
   * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
   * Throws what the adapter throws, and `data-unusable`.
   */
  static async open(adapter: DataAdapter, options: StoreOptions): Promise<Store> {
    const { definitions, seeded, accept, onFailure, onProgress } = options;
    const low = new Low<Data>(adapter, NO_DATA);
    const make = (like?: Data) => dataOf(seeded(), { definitions, onProgress, like });
    let origin: Origin = { make };
    await low.read();
    if (low.data !== NO_DATA) accept?.(low.data.about);
    const isWhole = definitions.every(({ name }) => low.data.collections.has(name));
    if (!isWhole) {
      const made = await make();
      if (low.data === NO_DATA) origin = { data: made.fork() };
      low.data = low.data === NO_DATA ? made : completed(low.data, made);
    }
    if (!isWhole || (adapter.log && isOfOlderForm(low.data.about))) {
      await low.write().catch(cause => {
        throw new Problem('data-unusable', `Failed to write the data: ${cause.message}.`, { cause });
      });
    }
    return new Store(low, { log: adapter.log, origin, onFailure });
  }

  /** What the records were seeded from. */
  get about(): About {
    return this.#data.about;
  }

  /** A collection by its name, such as `dnl.users`. */
  collection(name: string): Collection {
    return this.#data.collection(name);
  }

  /** Takes the next id of a collection: one that none of its records has, nor had as far as is known. */
  nextId(name: string): number {
    const open = this.#changing();
    const { next } = this.#data;
    const id = Math.max(next[name] ?? 1, Number(this.collection(name).lastKey ?? 0) + 1);
    open.nextBefore[name] ??= next[name] ?? 1;
    open.next[name] = next[name] = id + 1;
    return id;
  }

  /**
   * Does some work in one transaction: all of its changes are kept or, if it throws, none. Answers what the work
   * answered and, if there is something to wait for, a promise that is kept once the change is in the log.
   */
  transact<T>(work: () => T): { result: T; saved: Promise<void> | undefined } {
    if (this.#open) throw new Error('a transaction is open already');
    const transaction: Transaction = { changes: [], next: {}, nextBefore: {} };
    this.#open = transaction;
    try {
      const result = work();
      return { result, saved: this.#save(transaction) };
    } catch (error) {
      this.#undo(transaction);
      throw error;
    } finally {
      this.#open = undefined;
      // not before it is known whether an undo still needs what was replaced
      for (const { collection } of transaction.changes) sweepIfDue(collection);
    }
  }

  /**
   * Changes all records that fulfil some conditions in one transaction, and answers what `conclude` makes of their number;
   * if that throws, nothing is changed. Kept once the change is in the log. Others need not wait for it, however many
   * records it changes.
   */
  async changeAll<T>(change: BulkChange, conclude: (count: number) => T): Promise<T> {
    if (this.#isClosed) throw closed();
    const collection = this.collection(change.collection);
    if (collection.count(change.where) <= MOST_AT_ONCE) {
      const { result, saved } = this.transact(() => {
        const found = collection.find(change.where);
        for (const record of found) collection.replace(change.to(record));
        return conclude(found.length);
      });
      await saved;
      return result;
    }
    const turn = this.#bulks.then(() => this.#changeMany(change, conclude));
    this.#bulksUnderWay++;
    this.#bulks = turn.catch(() => {}).finally(() => this.#bulksUnderWay--);
    return turn;
  }

  /** A store of its own with the same data, in memory; it is made in no time. */
  fork(): Store {
    return Store.#of(this.#data);
  }

  /** A store of its own, in memory, with the data of a snapshot. Throws `no-such-snapshot`. */
  forkOf(snapshot: string): Store {
    return Store.#of(this.#snapshotNamed(snapshot));
  }

  static #of(data: Data): Store {
    return new Store(new Low(memoryAdapter, data.fork()), { origin: { data: data.fork() } });
  }

  /** The names of the snapshots, in the order in which they were made. */
  get snapshots(): string[] {
    return [...this.#snapshots.keys()];
  }

  /** Remembers the data as they are under a name, in memory, in the place of any before it of that name. */
  snapshot(name: string): void {
    this.#snapshots.get(name)?.release();
    this.#snapshots.set(name, this.#data.fork());
  }

  /** Forgets a snapshot. Throws `no-such-snapshot`. */
  forget(name: string): void {
    this.#snapshotNamed(name).release();
    this.#snapshots.delete(name);
  }

  /** Puts the data back to a snapshot; kept once the log has it. Throws `no-such-snapshot`. */
  async restore(name: string): Promise<void> {
    await this.#become(this.#snapshotNamed(name));
  }

  /** Puts the data back to what they began from: as they were seeded, or as the store was forked. */
  async reset(): Promise<void> {
    if (this.#isClosed) throw closed();
    if ('make' in this.#origin) this.#origin = { data: await this.#origin.make(this.#data) };
    await this.#become(this.#origin.data);
  }

  /** Kept once no change waits for the disk any more. */
  async settled(): Promise<void> {
    await this.#bulks;
    await this.#log?.settled();
    await this.#checkpoint;
  }

  /** Refuses all further changes with `mock-closed`; kept once those before are in the checkpoint. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.settled();
    // where that fails, the log still has everything
    if (this.#log && this.#log.size > 0) await this.#writeCheckpoint();
    await this.#log?.close();
    this.release();
  }

  /** Lets all records go; nobody may ask this store any more. */
  release(): void {
    this.#data.release();
    for (const data of this.#snapshots.values()) data.release();
    if ('data' in this.#origin) this.#origin.data.release();
  }

  get #data(): Data {
    return this.#low.data;
  }

  #use(data: Data): void {
    this.#low.data = data;
    for (const collection of data.collections.values())
      collection.onExchange = (exchange, changed) => this.#exchanging(exchange, changed);
  }

  #snapshotNamed(name: string): Data {
    const data = this.#snapshots.get(name);
    if (data) return data;
    const names = this.snapshots.join(', ') || 'none';
    throw new Problem('no-such-snapshot', `There is no snapshot ${name}; there are: ${names}.`);
  }

  #changing(): Transaction {
    if (!this.#open) throw new Error('a change needs a transaction');
    if (this.#isClosed) throw closed();
    return this.#open;
  }

  #exchanging(exchange: Exchange, collection: Collection): void {
    const { changes } = this.#changing();
    // nobody would see the change, but the log would have it
    if (this.collection(collection.name) !== collection) throw new Error(`${collection.name} was put back meanwhile`);
    changes.push({ collection, exchange });
    this.#watch(collection, exchange);
  }

  #watch(collection: Collection, { before, after }: Exchange): void {
    if (this.#watched?.collection === collection) this.#watched.keys.add(collection.keyAt((after ?? before) as number));
  }

  #undo({ changes, nextBefore }: Transaction): void {
    for (const { collection, exchange } of changes.toReversed()) {
      collection.indexes.exchange(exchange.after, exchange.before);
      this.#watch(collection, exchange);
    }
    Object.assign(this.#data.next, nextBefore);
  }

  #save(transaction: Transaction): Promise<void> | undefined {
    const { changes, next } = transaction;
    if (changes.length === 0 && Object.keys(next).length === 0) return undefined;
    if (!this.#log) return undefined;
    const undo = () => this.#undo(transaction);
    return this.#logged(entryText(changes, Object.keys(next).length > 0 ? { next } : {}), { undo, changes });
  }

  /** Kept once the log has an entry; `changes` still need their slots until then. */
  #logged(
    entry: string,
    { undo, kept = () => {}, changes = [] }: { undo(): void; kept?(): void; changes?: readonly Changed[] },
  ): Promise<void> {
    const log = this.#log as DataLog;
    this.#pending.add(changes);
    const saved = this.#unsaved.add(log.append(entry), {
      undo: () => {
        this.#pending.delete(changes);
        undo();
      },
      kept: () => {
        this.#pending.delete(changes);
        kept();
        if (log.size > log.most) this.#checkpointSoon();
      },
      problemOf: unsaved,
    });
    return saved;
  }

  /** Puts data in the place of all there are. Only what differs goes to the log. */
  async #become(data: Data): Promise<void> {
    if (this.#isClosed) throw closed();
    const before = this.#data;
    const after = data.fork();
    this.#use(after);
    if (!this.#log) return before.release();
    await this.#logged(entryText(differences(before, after), { next: after.next }), {
      undo: () => {
        this.#use(before);
        after.release();
      },
      kept: () => before.release(),
    });
  }

  async #changeMany<T>(change: BulkChange, conclude: (count: number) => T): Promise<T> {
    while (true) {
      const collection = this.collection(change.collection);
      const bulk = new Bulk(collection, change);
      const watched = { collection, keys: new Set<Key>() };
      this.#watched = watched;
      const number = this.#bulkNumber++;
      try {
        await bulk.prepare(changes =>
          this.#log?.append(entryText(changes, { part: number })).catch(cause => {
            throw unsaved(cause);
          }),
        );
        while (watched.keys.size > MOST_AT_ONCE) {
          const keys = [...watched.keys];
          watched.keys.clear();
          for (let from = 0; from < keys.length; from += MOST_AT_ONCE) {
            bulk.catchUp(keys.slice(from, from + MOST_AT_ONCE));
            await turn();
          }
        }
        if (this.#isClosed) throw closed();
        // everything was put back to a snapshot meanwhile: what was prepared is of no use
        if (this.collection(change.collection) !== collection) continue;
        bulk.catchUp(watched.keys);
        const { result, saved } = this.#concluded(bulk, { collection, number, conclude });
        await saved;
        return result;
      } finally {
        this.#watched = undefined;
        bulk.release();
        sweepIfDue(collection);
      }
    }
  }

  /** Puts what a bulk change prepared in the place of what there is. */
  #concluded<T>(
    bulk: Bulk,
    { collection, number, conclude }: { collection: Collection; number: number; conclude: (count: number) => T },
  ): { result: T; saved: Promise<void> | undefined } {
    const before = this.#data;
    const changed = collection.with(bulk.finish());
    this.#use(new Data(before.about, before.next, new Map([...before.collections, [collection.name, changed]])));
    const undo = () => {
      this.#use(before);
      changed.release();
    };
    try {
      const result = conclude(bulk.count);
      if (!this.#log) {
        collection.release();
        return { result, saved: undefined };
      }
      return { result, saved: this.#logged(bulk.entryText(number), { undo, kept: () => collection.release() }) };
    } catch (error) {
      undo();
      throw error;
    }
  }

  #checkpointSoon(): void {
    // the parts of a bulk change must be in the same log as what makes them count
    if (this.#bulksUnderWay > 0 || this.#isClosed) return;
    this.#checkpoint ??= this.#writeCheckpoint().finally(() => {
      this.#checkpoint = undefined;
    });
  }

  async #writeCheckpoint(): Promise<void> {
    try {
      await this.#low.write();
    } catch (cause) {
      this.#onFailure(checkpointProblem(cause));
    }
  }

  #holderOf(heap: Collection['indexes']['heap']): Holder {
    return {
      markSlots: mark => {
        for (const changes of this.#pending) {
          for (const { collection, exchange } of changes) {
            if (collection.indexes.heap !== heap) continue;
            if (exchange.before !== undefined) mark(exchange.before);
            if (exchange.after !== undefined) mark(exchange.after);
          }
        }
      },
    };
  }
}

/** How many records are changed in one go, before it is done beside everything else. */
const MOST_AT_ONCE = 500;

/** Whether the file that data were read from has to be written anew before a log can go on from it. */
function isOfOlderForm({ understudy, log }: About): boolean {
  return understudy !== DATA_FORM || log === undefined;
}

/** Lets the room of records that nobody holds be used again, once there may be many of them. */
function sweepIfDue({ indexes: { heap } }: Collection): void {
  if (heap.isSweepDue) heap.sweep();
}

/** The data with each collection that they lack as it was seeded. */
function completed(data: Data, seeded: Data): Data {
  return new Data(data.about, { ...seeded.next, ...data.next }, new Map([...seeded.collections, ...data.collections]));
}

/** The changes that make of some data others. */
function differences(before: Data, after: Data): Changed[] {
  return [...after.collections.values()].flatMap(collection => {
    const old = before.collection(collection.name).indexes;
    const { indexes } = collection;
    const gone = [...old.byKey.without(indexes.byKey)].filter(
      slot => indexes.byKey.slotOf(collection.keyAt(slot)) === undefined,
    );
    return [
      ...gone.map(slot => ({ collection, exchange: { before: slot, after: undefined } })),
      ...[...indexes.byKey.without(old.byKey)].map(slot => ({
        collection,
        exchange: { before: undefined, after: slot },
      })),
    ];
  });
}

function closed(): Problem {
  return new Problem('mock-closed', 'Failed to change the data: the mock has been closed.');
}

function unsaved(cause: unknown): Problem {
  return new Problem('data-unsaved', `Failed to save the data: ${(cause as Error).message}.`, { cause });
}

function checkpointProblem(cause: unknown): Problem {
  return new Problem('checkpoint-failed', `Failed to rewrite the data file: ${(cause as Error).message}.`, { cause });
}
