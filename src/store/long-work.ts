import { Bulk, type BulkChange } from './bulk.js';
import type { Collection } from './collection.js';
import { Data } from './data.js';
import { differences } from './differences.js';
import type { KeptData } from './kept-data.js';
import { type Changed, entryText } from './log-entry.js';
import type { Key } from './record.js';
import { type Replacement, replaced } from './replacement.js';
import { inBatches, inSlices } from './slices.js';
import { dataReplaced } from './store-failures.js';
import { Turns } from './turns.js';

/**
 * Changes of so many records that others must not wait for them. What such a change makes is prepared beside the data, and
 * logged in parts, in slices of a few milliseconds; what others change meanwhile is caught up with; then, in one step, the
 * prepared takes the place of what there is, and one entry makes the parts count.
 */
export class LongWork {
  readonly #data: KeptData;
  readonly #turns = new Turns();
  /** The number of the next change that is logged in parts; the log may have those of earlier processes. */
  #nextWhole = Date.now();

  constructor(data: KeptData) {
    this.#data = data;
  }

  /** Kept once all is done that was asked for so far. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  /** Makes a bulk change and answers what `conclude` makes of the number of changed records; if that throws, none is. */
  change<T>(change: BulkChange, conclude: (count: number) => T): Promise<T> {
    const generation = this.#data.now.generation(change.collection);
    return this.#inTurn(() => this.#change(change, { generation, conclude }));
  }

  /** Puts other collections in the place of those of the data. */
  async replace({ collections, ...replacement }: Replacement): Promise<void> {
    // whatever becomes of them until it is this one's turn
    const held = new Map([...collections].map(([name, each]) => [name, each.fork()]));
    try {
      await this.#inTurn(async () => {
        while (!(await this.#triesToReplace({ ...replacement, collections: held })));
      });
    } finally {
      for (const each of held.values()) each.release();
    }
  }

  /** Does some work once all that was asked for before is done. A checkpoint is begun before or after it, if one is due. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.#data.assertOpen();
      this.#data.checkpointIfDue();
      // the parts of a change must be in the same log as what makes them count
      this.#data.isBoundToLog = true;
      try {
        return await work();
      } finally {
        this.#data.isBoundToLog = false;
        this.#data.checkpointIfDue();
      }
    });
  }

  /** Throws `data-replaced` where the records of a generation are no longer there, or go while it is prepared. */
  async #change<T>(
    change: BulkChange,
    { generation, conclude }: { generation: number; conclude: (count: number) => T },
  ): Promise<T> {
    const assertThere = () => {
      if (this.#data.now.generation(change.collection) !== generation) throw dataReplaced();
    };
    assertThere();
    const collection = this.#data.now.collection(change.collection);
    const bulk = new Bulk(collection, change);
    const whole = this.#nextWhole++;
    const keys = this.#data.watch.begin([collection]).get(collection) ?? new Set();
    try {
      await bulk.prepare(part => this.#data.logPart(part, whole));
      while (keys.size > MOST_CAUGHT_UP) {
        const changed = [...keys];
        keys.clear();
        await inSlices(changed, key => bulk.catchUp(key));
      }
      this.#data.assertOpen();
      assertThere();
      for (const key of keys) bulk.catchUp(key);
      const { result, saved } = this.#concluded(bulk, { collection, whole, conclude });
      await saved;
      return result;
    } finally {
      this.#data.watch.end();
      bulk.release();
      collection.indexes.heap.sweepIfDue();
    }
  }

  /** Puts what a bulk change prepared in the place of what there is. */
  #concluded<T>(
    bulk: Bulk,
    { collection, whole, conclude }: { collection: Collection; whole: number; conclude: (count: number) => T },
  ): { result: T; saved: Promise<void> | undefined } {
    const before = this.#data.now;
    const changed = collection.with(bulk.indexes);
    this.#data.use(new Data(before.about, before.next, new Map([...before.collections, [collection.name, changed]])));
    const undo = () => {
      this.#data.use(before);
      changed.release();
    };
    try {
      const result = conclude(bulk.count);
      return { result, saved: this.#data.logged(bulk.entryText(whole), { undo, kept: () => collection.release() }) };
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** False where others put everything back meanwhile, so that what was logged is of no use. */
  async #triesToReplace(replacement: Replacement): Promise<boolean> {
    const { collections } = replacement;
    const before = this.#data.now;
    const frozen = before.fork();
    const whole = this.#nextWhole++;
    const watched = this.#data.watch.begin([...collections.keys()].map(name => before.collection(name)));
    try {
      await inBatches(differences(frozen, collections.values()), part => this.#data.logPart(part, whole));
      this.#data.assertOpen();
      if (this.#data.now !== before) return false;
      await swap(this.#data, { replacement, changes: [...watched].flatMap(missedBy(collections)), whole });
      return true;
    } finally {
      this.#data.watch.end();
      frozen.release();
    }
  }
}

/** How many records that others changed meanwhile are caught up with in one go. */
const MOST_CAUGHT_UP = 50;

/**
 * Uses other collections; `changes` go to the log, and make those count that were logged before as parts of `whole`.
 */
export async function swap(
  data: KeptData,
  { replacement, changes, whole }: { replacement: Replacement; changes: readonly Changed[]; whole?: number },
): Promise<void> {
  const before = data.now;
  replacement.assertWanted?.();
  const after = replaced(before, replacement);
  const letGo = ({ collections }: Data) => {
    for (const name of replacement.collections.keys()) collections.get(name)?.release();
  };
  data.use(after);
  // the log's next ids are added to those before: one that is none any more is as good as 1
  const none = Object.fromEntries(Object.keys(before.next).map(name => [name, 1]));
  const entry = {
    next: { ...none, ...after.next },
    generations: after.about.generations ?? {},
    scenario: after.about.scenario,
    ...(whole !== undefined && { whole }),
  };
  await data.logged(entryText(changes, entry), {
    undo: () => {
      data.use(before);
      letGo(after);
    },
    kept: () => letGo(before),
  });
}

/** What makes of records that others changed in a collection meanwhile those of the collection in its place. */
function missedBy(
  collections: ReadonlyMap<string, Collection>,
): (watched: [Collection, ReadonlySet<Key>]) => Changed[] {
  return ([{ name, indexes }, keys]) => {
    const collection = collections.get(name) as Collection;
    return [...keys]
      .map(key => ({ before: indexes.byKey.slotOf(key), after: collection.indexes.byKey.slotOf(key) }))
      .filter(({ before, after }) => before !== after)
      .map(slots => ({ collection, slots }));
  };
}
