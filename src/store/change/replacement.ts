import type { Key } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import { Data, type Metadata, NO_ID, renew } from './data.js';
import type { DurableData } from './durable-data.js';
import { type Changed, entryText } from './log-entry.js';

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

/** The changes that make other collections out of those of some data. */
export function* differences(before: Data, after: Iterable<Collection>): Generator<Changed> {
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

/**
 * Puts collections in their place; resolves once the log has that. `changes` go to the log, and make those count that were
 * logged before as parts of `whole`.
 */
export async function commit(
  data: DurableData,
  replacement: Replacement,
  { changes, whole }: { changes: readonly Changed[]; whole?: number },
): Promise<void> {
  const before = data.now;
  replacement.assertWanted?.(before);
  const after = replace(before, replacement);
  data.use(after);
  try {
    replacement.conclude?.();
  } catch (error) {
    data.use(before);
    throw error;
  }
  const release = ({ collections }: Data) => {
    for (const name of replacement.collections.keys()) collections.get(name)?.release();
  };
  const renewed = replacement.renewal && {
    // the log's next ids are added to those before
    next: { ...Object.fromEntries(Object.keys(before.next).map(name => [name, NO_ID])), ...after.next },
    generations: after.about.generations ?? {},
    scenario: after.about.scenario,
  };
  await data.logged(entryText(changes, { ...renewed, ...(whole !== undefined && { whole }) }), {
    undo: () => {
      data.use(before);
      release(after);
    },
    kept: () => release(before),
  });
}

function replace(before: Data, { collections, renewal }: Replacement): Data {
  const { about, next } = before;
  const all = new Map([...before.collections, ...collections]);
  if (!renewal) return new Data(about, next, all);
  return new Data(renew({ ...about, ...renewal.metadata }, collections.keys()), renewal.next(before), all);
}

/** The next ids of data where the records of some collections go: ids that these have, or had, are not given again. */
export function nextIdsWithout(data: Data, names: Iterable<string>): Record<string, number> {
  const ids = [...names].map(name => [name, data.nextId(name)] as const);
  // collections whose keys are no numbers give out none
  return { ...data.next, ...Object.fromEntries(ids.filter(([, id]) => Number.isSafeInteger(id))) };
}
