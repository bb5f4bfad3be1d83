import { randomInt } from 'node:crypto';
import type { Key } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import { Data, type Metadata, NO_ID, renew } from './data.js';
import type { DurableData } from './durable-data.js';
import { type Changed, entryText } from './log-entry.js';
import { inBatches, inSlices } from './time-slicer.js';

/** Collections that take the place of those with the same names. Once they did, they belong to the data. */
export interface Replacement {
  readonly collections: ReadonlyMap<string, Collection>;
  /** Changes beside the records, where the collections begin a new generation. */
  readonly renewal?: { next(before: Data): Readonly<Record<string, number>>; metadata?: Pick<Metadata, 'scenario'> };
  /** Makes the collections out of frozen data, change by change; without it, they are there already. */
  prepare?(frozen: Data): Iterable<Changed>;
  /** Repeats the preparation of one record, which others have changed since; without it, their change is lost. */
  catchUp?(current: Collection, key: Key): void;
  /** Throws where the replacement must not happen any more. */
  assertWanted?(now: Data): void;
  /** Called once the collections are in place; if it throws, they are taken out again. */
  conclude?(): void;
}

/**
 * Replaces collections by others that differ in very many records, one replacement after the other, so that nothing else
 * has to wait for it. The new collections are prepared beside the data, and logged in parts, in slices of a few
 * milliseconds; then they catch up with the changes that others made meanwhile; then, in one step, they take the place of
 * the old ones, and one entry makes the logged parts count.
 */
export class BackgroundJobs {
  readonly #data: DurableData;
  #last: Promise<unknown> = Promise.resolve();
  constructor(data: DurableData) {
    this.#data = data;
  }

  /** Resolves once all jobs that were begun so far are done. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Replaces collections; at once where only few records differ. Resolves once the log has that. */
  async replace(replacement: Replacement): Promise<void> {
    try {
      const turn = this.#data.inTurn(() => {
        const changes = this.#fewChanges(replacement);
        return changes && { saved: this.#commit(replacement, { changes }) };
      });
      // at once where no turn is needed: the order of calls is that of the changes
      const few = turn instanceof Promise ? await turn : turn;
      if (few) await few.saved;
      else {
        await this.#inTurn(async () => {
          // again where others replaced a collection meanwhile, so that the logged parts are of no use
          while (!(await this.#prepareAndCommit(replacement)));
        });
      }
    } catch (error) {
      for (const each of replacement.collections.values()) each.release();
      throw error;
    } finally {
      for (const { indexes } of replacement.collections.values()) indexes.heap.sweepIfDue();
    }
  }

  /** The changes that a replacement makes, where they are few; undefined where they are many. */
  #fewChanges({ prepare, collections }: Replacement): Changed[] | undefined {
    if (prepare) return undefined;
    if (!this.#data.log) return [];
    const changes = firstOf(differences(this.#data.now, collections.values()), MAX_AT_ONCE + 1);
    return changes.length > MAX_AT_ONCE ? undefined : changes;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      this.#data.assertOpen();
      this.#data.checkpointIfDue();
      // the parts of a change must be in the same log as the entry that makes them count
      this.#data.isBoundToLog = true;
      try {
        await work();
      } finally {
        this.#data.isBoundToLog = false;
        this.#data.checkpointIfDue();
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #prepareAndCommit(replacement: Replacement): Promise<boolean> {
    const { collections } = replacement;
    const { now } = this.#data;
    replacement.assertWanted?.(now);
    const frozen = now.fork();
    // drawn, since the log may have numbers of earlier processes, and of others
    const whole = randomInt(MAX_WHOLE);
    /** The old collections, and the keys of their records that were caught up with. */
    const caught = new Map<Collection, Set<Key>>();
    const catchUp = ({ collection, key }: Touched) => {
      caught.get(collection)?.add(key);
      replacement.catchUp?.(collection, key);
    };
    try {
      const changes = replacement.prepare?.(frozen) ?? differences(frozen, collections.values());
      for (const name of collections.keys()) caught.set(now.collection(name), new Set());
      for (const each of caught.keys()) each.touched = new Set();
      await inBatches(changes, part => this.#data.logPart(part, whole));
      for (const { indexes } of collections.values()) await inSlices(indexes.settle(), () => {});
      let touched = takeTouched(caught.keys());
      for (; touched.length > MAX_CAUGHT_UP_AT_ONCE; touched = takeTouched(caught.keys())) {
        await inSlices(touched, catchUp);
      }
      const ending = await this.#data.inTurn(() => {
        this.#data.assertOpen();
        replacement.assertWanted?.(this.#data.now);
        if ([...caught.keys()].some(each => this.#data.now.collection(each.name) !== each)) return undefined;
        for (const each of [...touched, ...takeTouched(caught.keys())]) catchUp(each);
        return { saved: this.#commit(replacement, { changes: [...missedBy(collections, caught)], whole }) };
      });
      await ending?.saved;
      return ending !== undefined;
    } finally {
      for (const each of caught.keys()) each.touched = undefined;
      frozen.release();
    }
  }

  /** Puts collections in their place; `changes` go to the log, and make those count that it has as parts of `whole`. */
  async #commit(
    { assertWanted, collections, renewal, conclude }: Replacement,
    { changes, whole }: { changes: readonly Changed[]; whole?: number },
  ): Promise<void> {
    const data = this.#data;
    const before = data.now;
    assertWanted?.(before);
    const about = renewal ? renew({ ...before.about, ...renewal.metadata }, collections.keys()) : before.about;
    const next = renewal?.next(before) ?? before.next;
    const after = new Data(about, next, new Map([...before.collections, ...collections]));
    data.use(after);
    try {
      conclude?.();
    } catch (error) {
      data.use(before);
      throw error;
    }
    const renewed = renewal && {
      // the log's next ids are added to those before
      next: { ...Object.fromEntries(Object.keys(before.next).map(name => [name, NO_ID])), ...next },
      generations: about.generations ?? {},
      scenario: about.scenario,
    };
    await data.logged(entryText(changes, { ...renewed, ...(whole !== undefined && { whole }) }), {
      undo: () => {
        data.use(before);
        after.release(collections.keys());
      },
      kept: () => before.release(collections.keys()),
    });
  }
}

/** How many records are changed in one go; more are changed in the background. */
export const MAX_AT_ONCE = 250;

/** Above the numbers of replacements that are logged in parts: so many that no two get the same. */
const MAX_WHOLE = 2 ** 47;

/** How many changed records are caught up with in one go. */
const MAX_CAUGHT_UP_AT_ONCE = 50;

type Touched = { collection: Collection; key: Key };

/** The records that were changed since they were last taken. */
function takeTouched(collections: Iterable<Collection>): Touched[] {
  const taken: Touched[] = [];
  for (const collection of collections) {
    for (const key of collection.touched ?? []) taken.push({ collection, key });
    collection.touched = new Set();
  }
  return taken;
}

/** The changes that make, of the records that others have changed meanwhile, those of the new collections. */
function* missedBy(
  collections: ReadonlyMap<string, Collection>,
  caught: ReadonlyMap<Collection, ReadonlySet<Key>>,
): Generator<Changed> {
  for (const [current, keys] of caught) {
    const collection = collections.get(current.name) as Collection;
    for (const key of keys) {
      yield { collection, change: { key, before: current.slotOf(key), after: collection.slotOf(key) } };
    }
  }
}

/** The changes that make other collections out of those of some data. */
function* differences(before: Data, after: Iterable<Collection>): Generator<Changed> {
  for (const collection of after) {
    const { byKey } = before.collection(collection.name).indexes;
    for (const slots of byKey.changesTo(collection.indexes.byKey)) {
      yield { collection, change: { ...slots, key: collection.keyAt((slots.after ?? slots.before) as number) } };
    }
  }
}

/** The first items of a list that may be long. */
export function firstOf<T>(items: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const item of items) if (first.push(item) === most) break;
  return first;
}
