import { type Adapter, Low } from 'lowdb';
import { Problem } from '../kernel/index.js';
import { Collection, type Undo } from './collection.js';
import { type About, type CollectionDefinition, DATA_FORM, type Data } from './data.js';

export type StoreOptions = {
  definitions: readonly CollectionDefinition[];
  /** The starting data, asked for where there are none or a collection is missing. */
  seeded: () => Data;
  /** Called with what existing data were seeded from, before anything is written; throws if they are not wanted. */
  accept?: (about: About) => void;
};

const NO_DATA: Data = { about: { understudy: DATA_FORM, seed: 0, users: 0 }, next: {}, collections: {} };

/** A change that is made in memory and waits for the file. */
type Unsaved = { undo: Undo; resolve(): void; reject(problem: Problem): void };

/**
 * The collections and their file. Changes are made at once and seen by all; whoever made one waits until a write of the
 * file has taken it along. Changes that come while a write runs share the next one. If a write fails, all that is not in
 * the file is taken back and everyone who waits is refused.
 */
export class Store {
  readonly #low: Low<Data>;
  readonly #definitions: readonly CollectionDefinition[];
  readonly #collections = new Map<string, Collection>();
  /** The undos of the transaction that is open, the last change last; undefined while none is. */
  #open: Undo[] | undefined;
  readonly #unsaved: Unsaved[] = [];
  #saving: Promise<void> | undefined;
  #isClosed = false;

  private constructor(low: Low<Data>, definitions: readonly CollectionDefinition[]) {
    this.#low = low;
    this.#definitions = definitions;
    this.#index();
  }

  /**
   * Opens the data that the adapter reads; where it has none, or lacks a collection, they are seeded and saved.
   * Throws what the adapter throws, and `data-unsaved`.
   */
  static async open(adapter: Adapter<Data>, { definitions, seeded, accept }: StoreOptions): Promise<Store> {
    const low = new Low<Data>(adapter, NO_DATA);
    await low.read();
    if (low.data !== NO_DATA) accept?.(low.data.about);
    if (definitions.some(({ name }) => !low.data.collections[name])) {
      low.data = low.data === NO_DATA ? seeded() : completed(low.data, seeded());
      await low.write().catch(cause => {
        throw new Problem('data-unusable', `Failed to write the data: ${cause.message}.`, { cause });
      });
    }
    return new Store(low, definitions);
  }

  /** What the records were seeded from. */
  get about(): About {
    return this.#low.data.about;
  }

  /** A collection by its name, such as `dnl.users`. */
  collection(name: string): Collection {
    const collection = this.#collections.get(name);
    if (!collection) throw new Error(`no collection ${name}`);
    return collection;
  }

  /** Takes the next id of a collection: one that none of its records has, nor had if the file remembers it. */
  nextId(name: string): number {
    const { next } = this.#low.data;
    const id = Math.max(next[name] ?? 1, Number(this.collection(name).lastKey ?? 0) + 1);
    this.#changing(() => {
      next[name] = id;
    });
    next[name] = id + 1;
    return id;
  }

  /**
   * Does some work in one transaction: all of its changes are kept or, if it throws, none. Answers what the work
   * answered and, if it changed anything, a promise that is kept once the change is in the file.
   */
  transact<T>(work: () => T): { result: T; saved: Promise<void> | undefined } {
    if (this.#open) throw new Error('a transaction is open already');
    const undos: Undo[] = [];
    this.#open = undos;
    try {
      const result = work();
      return { result, saved: undos.length === 0 ? undefined : this.#saved(() => undoAll(undos)) };
    } catch (error) {
      undoAll(undos);
      throw error;
    } finally {
      this.#open = undefined;
    }
  }

  /** Puts other data in the place of all there are; kept once they are in the file. */
  async replaceAll(data: Data): Promise<void> {
    if (this.#isClosed) throw closed();
    const before = this.#low.data;
    this.#use(data);
    return this.#saved(() => this.#use(before));
  }

  /** Kept once no change waits for the file any more. */
  async settled(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  /** Refuses all further changes with `mock-closed`; kept once those before are in the file. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.settled();
  }

  #use(data: Data): void {
    this.#low.data = data;
    this.#index();
  }

  #index(): void {
    for (const { name, key } of this.#definitions) {
      const records = this.#low.data.collections[name] ?? [];
      this.#collections.set(name, new Collection(records, { key, onChange: undo => this.#changing(undo) }));
    }
  }

  #changing(undo: Undo): void {
    if (!this.#open) throw new Error('a change needs a transaction');
    if (this.#isClosed) throw closed();
    this.#open.push(undo);
  }

  /** Kept once a change that was made in memory is in the file. */
  #saved(undo: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#unsaved.push({ undo, resolve, reject });
      this.#saving ??= this.#save();
    });
  }

  async #save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const count = this.#unsaved.length;
      try {
        await this.#low.write();
        for (const change of this.#unsaved.splice(0, count)) change.resolve();
      } catch (error) {
        this.#takeBack(unsaved(error));
      }
    }
    this.#saving = undefined;
  }

  /** Later changes build on earlier ones, so that a failed write takes back all of them, the last first. */
  #takeBack(problem: Problem): void {
    for (const change of this.#unsaved.splice(0).reverse()) {
      change.undo();
      change.reject(problem);
    }
  }
}

/** The data with each collection that they lack as it was seeded. */
function completed(data: Data, seeded: Data): Data {
  return {
    about: data.about,
    next: { ...seeded.next, ...data.next },
    collections: { ...seeded.collections, ...data.collections },
  };
}

function closed(): Problem {
  return new Problem('mock-closed', 'Failed to change the data: the mock has been closed.');
}

function unsaved(cause: unknown): Problem {
  return new Problem('data-unsaved', `Failed to save the data: ${(cause as Error).message}.`, { cause });
}

function undoAll(undos: Undo[]): void {
  for (const undo of undos.reverse()) undo();
}
