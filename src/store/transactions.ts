import type { Collection, SlotChange } from './collection.js';
import type { KeptData } from './kept-data.js';
import { type Changed, entryText } from './log-entry.js';

/** What a transaction has done so far. */
type Transaction = { changes: Changed[]; next: Record<string, number>; nextBefore: Record<string, number> };

/** What a transaction answered and, if there is something to wait for, a promise that is kept once the log has the change. */
export type Transacted<T> = { result: T; saved: Promise<void> | undefined };

/** Changes of the data that belong together: all of them are kept or, if what makes them throws, none. One at a time. */
export class Transactions {
  readonly #data: KeptData;
  #open: Transaction | undefined;

  constructor(data: KeptData) {
    this.#data = data;
  }

  /** Does some work in one transaction, which must not wait for anything. */
  run<T>(work: () => T): Transacted<T> {
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
      for (const { collection } of transaction.changes) collection.indexes.heap.sweepIfDue();
    }
  }

  /** Notes a change before it is made. Throws why none may be made. */
  note(slots: SlotChange, collection: Collection): void {
    this.#changing().changes.push({ collection, slots });
    this.#data.watch.note(collection, slots);
  }

  /** Takes the next id of a collection. */
  nextId(name: string): number {
    const open = this.#changing();
    const { next } = this.#data.now;
    const id = this.#data.now.nextId(name);
    open.nextBefore[name] ??= next[name] ?? 1;
    next[name] = id + 1;
    open.next[name] = id + 1;
    return id;
  }

  #changing(): Transaction {
    if (!this.#open) throw new Error('a change needs a transaction');
    this.#data.assertOpen();
    return this.#open;
  }

  #undo({ changes, nextBefore }: Transaction): void {
    for (const { collection, slots } of changes.toReversed()) {
      collection.indexes.changeSlots(slots.after, slots.before);
      this.#data.watch.note(collection, slots);
    }
    Object.assign(this.#data.now.next, nextBefore);
  }

  #save(transaction: Transaction): Promise<void> | undefined {
    const { changes, next } = transaction;
    const takesIds = Object.keys(next).length > 0;
    if (changes.length === 0 && !takesIds) return undefined;
    if (!this.#data.log) return undefined;
    const undo = () => this.#undo(transaction);
    return this.#data.logged(entryText(changes, takesIds ? { next } : {}), { undo, changes });
  }
}
