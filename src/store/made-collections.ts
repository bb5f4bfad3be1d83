import { Problem } from '../kernel/index.js';
import type { Collection } from './collection.js';
import { type Data, Filling } from './data.js';
import type { StoredRecord } from './record.js';
import { recordFlaws } from './record-flaws.js';
import { inSlices } from './slices.js';

/** Records as somebody gave them, by the name of the collection that is to have them: `dnl.users`. */
export type GivenRecords = Readonly<Record<string, Iterable<unknown>>>;

/** How many flaws are named: whoever has more is helped by the first. */
export const MOST_FLAWS = 20;

/**
 * Has some work done with collections that are made of given records, then lets them go. The records are checked and taken in
 * in slices; only their indexes are made in one go. What `like` has already is shared with it. Throws `no-such-collection`, and `records-invalid` where a collection
 * may not have such records.
 */
export async function withCollections<T>(
  given: GivenRecords,
  { like, work }: { like: Data; work(made: ReadonlyMap<string, Collection>): Promise<T> },
): Promise<T> {
  const made = new Map<string, Collection>();
  const flaws: string[] = [];
  try {
    for (const [name, records] of Object.entries(given)) {
      const collection = await madeLike(like.collection(name), { records, flaws });
      if (collection) made.set(name, collection);
    }
    if (flaws.length > 0) throw invalid(flaws);
    return await work(made);
  } finally {
    for (const collection of made.values()) {
      collection.release();
      collection.indexes.heap.sweepIfDue();
    }
  }
}

/** Undefined where flaws were found, which are noted. */
async function madeLike(
  like: Collection,
  { records, flaws }: { records: Iterable<unknown>; flaws: string[] },
): Promise<Collection | undefined> {
  const { definition } = like.indexes.heap;
  const flawsOf = recordFlaws(definition);
  const complete = definition.completer?.(records);
  const filling = new Filling(definition, like);
  try {
    await inSlices(untilFull(records, flaws), given => {
      const record = complete ? complete(given) : given;
      const found = flawsOf(record, given);
      for (const { pointer, message } of found) flaws.push(`${definition.name} ${pointer} ${message}`);
      if (flaws.length === 0) filling.add(record as StoredRecord);
    });
    return flaws.length > 0 ? undefined : filling.finish();
  } finally {
    filling.release();
  }
}

function* untilFull(records: Iterable<unknown>, flaws: readonly string[]): Generator<unknown> {
  for (const record of records) {
    if (flaws.length >= MOST_FLAWS) return;
    yield record;
  }
}

function invalid(flaws: readonly string[]): Problem {
  const named = flaws.slice(0, MOST_FLAWS).map(flaw => `  ${flaw}`);
  const rest = flaws.length >= MOST_FLAWS ? '\n  and perhaps more' : '';
  return new Problem('records-invalid', `The records hold flaws:\n${named.join('\n')}${rest}`);
}
