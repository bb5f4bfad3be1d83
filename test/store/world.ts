import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type Condition,
  type DataAdapter,
  type Durability,
  fileAdapter,
  memoryAdapter,
  Store,
  type StoredRecord,
} from '../../src/store/index.js';
import { copyFolder } from './copy-folder.js';
import { type Asked, holds, pageOf } from './model.js';
import { definitions, seedOf, THINGS, temporaryFolder } from './things.js';

/** What a store holds: things, and the next id. */
export type Situation = { things: readonly StoredRecord[]; next: number };

/** A change within a transaction; `pick` chooses one of the things there are. */
export type Change =
  | { change: 'add'; rest: StoredRecord }
  | { change: 'replace'; pick: number; rest: StoredRecord }
  | { change: 'remove'; pick: number };

/** Where a store is kept: in a file whose log may grow to some bytes before a checkpoint is due, or in memory. */
export type Kept = { durability: Durability; mostLog: number } | 'memory';

type Home = (Exclude<Kept, 'memory'> & { folder: string }) | 'memory';

/** A store beside what it has to hold. Both are changed alike, and compared. */
export class World {
  store: Store;
  now: Situation;
  #home: Home;
  #origin: Situation;
  readonly #seed: Situation;
  readonly #snapshots = new Map<string, Situation>();
  /** The changes of all things that have not ended. */
  readonly #underWay = new Set<Promise<void>>();
  /** How often the things were put back to a snapshot. */
  #restores = 0;

  private constructor(store: Store, now: Situation, home: Home) {
    this.store = store;
    this.now = now;
    this.#seed = this.#origin = now;
    this.#home = home;
  }

  static async open(things: readonly StoredRecord[], kept: Kept): Promise<World> {
    const home = kept === 'memory' ? kept : { ...kept, folder: temporaryFolder() };
    const now = { things, next: Number(seedOf(things).next[THINGS]) };
    return new World(await open(now, home), now, home);
  }

  /** Compares what a query finds, by all ways to ask it. */
  compare(asked: Asked): void {
    const things = this.store.collection(THINGS);
    const { total, records } = things.page(asked);
    expect({ total, records: [...records].map(textOf) }).toEqual(pageOf(this.now.things, asked));
    expect(things.count(asked.where)).toBe(total);
  }

  /** Compares everything there is. */
  compareAll(): void {
    const things = this.store.collection(THINGS);
    const sorted = this.now.things.toSorted((left, right) => Number(left.id) - Number(right.id));
    expect(things.find([]).map(thing => JSON.stringify(thing))).toEqual(sorted.map(thing => JSON.stringify(thing)));
    const found = sorted.map(({ id }) => textOf(things.bytes(Number(id)) ?? new Uint8Array()));
    expect(found).toEqual(sorted.map(thing => JSON.stringify(thing)));
    expect([things.size, things.lastKey]).toEqual([sorted.length, sorted.at(-1)?.id]);
    expect(this.store.snapshots).toEqual([...this.#snapshots.keys()]);
  }

  /** Makes some changes in one transaction, which may fail at its end. Kept once they are saved. */
  async transact(changes: readonly Change[], { fails = false } = {}): Promise<void> {
    const before = this.now;
    const work = () => {
      for (const change of changes) this.#make(change);
      if (fails) throw new Error('enough');
    };
    if (!fails) return this.store.transact(work).saved;
    expect(() => this.store.transact(work)).toThrow('enough');
    this.now = before;
  }

  /**
   * Patches all things that fulfil some conditions; does not wait for that. It is refused where all are put back before it is
   * done, and only there.
   */
  async changeAll(where: readonly Condition[], patch: StoredRecord, { fails = false } = {}): Promise<void> {
    const doesHold = (thing: StoredRecord) => where.every(condition => holds(condition, thing));
    const patched = (thing: StoredRecord) => ({ ...thing, ...patch });
    const restores = this.#restores;
    let isConcluded = false;
    const changing = this.store.changeAll({ collection: THINGS, where, to: patched }, count => {
      isConcluded = true;
      const { things } = this.now;
      expect(count).toBe(things.filter(doesHold).length);
      if (fails) throw new Error('enough');
      this.now = { ...this.now, things: things.map(thing => (doesHold(thing) ? patched(thing) : thing)) };
    });
    const ended: Promise<void> = changing
      .then(
        () => expect(fails).toBe(false),
        error => {
          if (this.#restores > restores && !isConcluded) expect(error).toMatchObject(REPLACED);
          else if (!fails || error.message !== 'enough') throw error;
        },
      )
      .finally(() => this.#underWay.delete(ended));
    // told of by whoever waits for all
    ended.catch(() => {});
    this.#underWay.add(ended);
  }

  /** Kept once no change of all things is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  snapshot(name: string): void {
    this.store.snapshot(name);
    this.#snapshots.set(name, this.now);
  }

  async restore(name: string): Promise<void> {
    const snapshot = this.#snapshots.get(name);
    if (!snapshot) return expect(this.store.restore(name)).rejects.toMatchObject(NO_SNAPSHOT);
    this.#restores++;
    await this.store.restore(name);
    // only now: a change of all things that began before may have been done first
    this.now = snapshot;
  }

  forget(name: string): void {
    if (this.#snapshots.delete(name)) this.store.forget(name);
    else expect(() => this.store.forget(name)).toThrow(expect.objectContaining(NO_SNAPSHOT));
  }

  async reset(): Promise<void> {
    // the starting data may have to be made first, while others go on
    await this.settled();
    await this.store.reset();
    this.now = this.#origin;
  }

  /** Puts other things in the place of all. */
  async replaceAll(things: readonly StoredRecord[]): Promise<void> {
    // they are taken in first, while others go on
    await this.settled();
    await this.store.replaceAll({ [THINGS]: things });
    this.now = { things, next: nextIdOf(this.now) };
  }

  /** Puts all back, but for the things, which are others. */
  async resetWith(things: readonly StoredRecord[]): Promise<void> {
    await this.settled();
    await this.store.reset({ [THINGS]: things });
    this.now = { things, next: nextIdOf(this.#origin) };
  }

  /** A world of its own that begins from this one, or from a snapshot of it. */
  fork(name?: string): World {
    const snapshot = name === undefined ? undefined : this.#snapshots.get(name);
    const store = snapshot && name !== undefined ? this.store.fork(name) : this.store.fork();
    return new World(store, snapshot ?? this.now, 'memory');
  }

  /** Closes the store and opens it again. */
  async reopen(): Promise<void> {
    if (this.#home === 'memory') return;
    await this.settled();
    await this.store.close();
    await this.#goOn();
  }

  /** Goes on with a copy of the files as they are. */
  async kill(): Promise<void> {
    if (this.#home === 'memory') return;
    await this.settled();
    // what is not flushed at once may be lost
    if (this.#home.durability === 'none') await this.store.settled();
    const folder = copyFolder(this.#home.folder);
    await this.store.close();
    this.#home = { ...this.#home, folder };
    await this.#goOn();
  }

  async close(): Promise<void> {
    await this.settled();
    await this.store.close();
  }

  async #goOn(): Promise<void> {
    this.store = await open(this.#seed, this.#home);
    this.#origin = this.#seed;
    this.#snapshots.clear();
  }

  #make(change: Change): void {
    const { things, next } = this.now;
    const collection = this.store.collection(THINGS);
    if (change.change === 'add') {
      const id = this.store.nextId(THINGS);
      expect(id).toBe(nextIdOf(this.now));
      const thing = { id, ...change.rest };
      collection.add(thing);
      expect(() => collection.add(thing)).toThrow(`there is a record ${id} already`);
      this.now = { things: [...things, thing], next: id + 1 };
      return;
    }
    const picked = things[change.pick % things.length];
    if (!picked) return;
    const id = Number(picked.id);
    if (change.change === 'replace') collection.replace({ id, ...change.rest });
    else collection.remove(id);
    this.now = {
      things: things.flatMap(thing => {
        if (thing !== picked) return [thing];
        return change.change === 'replace' ? [{ id, ...change.rest }] : [];
      }),
      next,
    };
  }
}

/** An id that no thing has, nor had. */
function nextIdOf({ things, next }: Situation): number {
  return Math.max(next, ...things.map(({ id }) => Number(id) + 1), 1);
}

const NO_SNAPSHOT = { code: 'no-such-snapshot' };
const REPLACED = { code: 'data-replaced' };

const decoder = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

function open({ things }: Situation, home: Home): Promise<Store> {
  return Store.open(home === 'memory' ? memoryAdapter : adapterOf(home), { definitions, seeded: () => seedOf(things) });
}

function adapterOf({ folder, durability, mostLog }: Exclude<Home, 'memory'>): DataAdapter {
  const adapter = fileAdapter(join(folder, 'data.json'), { definitions, durability });
  return {
    read: () => adapter.read(),
    write: data => adapter.write(data),
    log: Object.create(adapter.log ?? {}, { most: { value: mostLog } }),
  };
}
