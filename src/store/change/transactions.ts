import type { Collection, RecordChange } from '../query/collection.js';
import { NO_ID } from './data.js';
import type { DurableData } from './durable-data.js';
import { type Changed, entryText } from './log-entry.js';
import { TurnNeeded } from './turns.js';

/** Everything that a transaction has done so far: its changes, and of each id that it took, the next id before. */
type Transaction = { changes: Changed[]; ids: { name: string; before: number }[] };

/** The result of a transaction and, where it changed anything, a promise that resolves once the log has the change. */
export type Transacted<T> = { result: T; saved: Promise<void> | undefined };

/** Groups changes of the data: all changes of a transaction are kept or, if its work throws, none. One at a time. */
export class Transactions {
  readonly #data: DurableData;
  #open: Transaction | undefined;

  constructor(data: DurableData) {
    this.#data = data;
  }

  /** Does some work, which must not wait for anything, in one transaction. */
  run<T>(work: () => T): Transacted<T> {
    if (this.#open) throw new Error('a transaction is open already');
    const transaction: Transaction = { changes: [], ids: [] };
    this.#open = transaction;
    try {
      const result = work();
      return { result, saved: this.#save(transaction) };
    } catch (error) {
      this.#undo(transaction);
      throw error;
    } finally {
      this.#open = undefined;
      // only now: until it is logged or undone, its slots are not pinned
      for (const { collection } of transaction.changes) collection.indexes.heap.sweepIfDue();
    }
  }

  /** Does a part of the work of a transaction. If it throws, the transaction keeps what was done before. */
  attempt<T>(work: () => T): T {
    const open = this.#changing();
    const [changes, ids] = [open.changes.length, open.ids.length];
    try {
      return work();
    } catch (error) {
      this.#undo({ changes: open.changes.splice(changes), ids: open.ids.splice(ids) });
      throw error;
    }
  }

  /** Notes a change before it is made. Throws why no change may be made. */
  note(change: RecordChange, collection: Collection): void {
    this.#changing().changes.push({ collection, change });
  }

  /** Takes the next id of a collection, from `least` on. */
  nextId(name: string, least: number): number {
    const open = this.#changing();
    const { next } = this.#data.now;
    const id = Math.max(least, this.#data.now.nextId(name));
    open.ids.push({ name, before: next[name] ?? NO_ID });
    next[name] = id + 1;
    return id;
  }

  #changing(): Transaction {
    if (!this.#open) throw new Error('a change needs a transaction');
    this.#data.assertOpen();
    const { turns } = this.#data.log ?? {};
    if (turns && turns.running !== 'write') throw new TurnNeeded();
    return this.#open;
  }

  #undo({ changes, ids }: Transaction): void {
    for (const { collection, change } of changes.toReversed()) collection.undo(change);
    for (const { name, before } of ids.toReversed()) this.#data.now.next[name] = before;
  }

  #save(transaction: Transaction): Promise<void> | undefined {
    const { changes, ids } = transaction;
    if (!this.#data.log || (changes.length === 0 && ids.length === 0)) return undefined;
    const next = Object.fromEntries(ids.map(({ name }) => [name, this.#data.now.next[name] as number]));
    const undo = () => this.#undo(transaction);
    return this.#data.logged(entryText(changes, ids.length > 0 ? { next } : {}), { undo, changes });
  }
}
