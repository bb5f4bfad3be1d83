import { Problem } from '../../kernel/index.js';
import type { StoredRecord } from '../memory/definition.js';
import { recordFlaws } from '../memory/record-flaws.js';
import type { Collection } from '../query/collection.js';
import { CollectionBuilder } from './collection-builder.js';
import type { Data } from './data.js';
import { inSlices } from './time-slicer.js';

/** Records that a caller gives, by the name of the collection that they are for: `dnl.users`. */
export type GivenRecords = Readonly<Record<string, Iterable<unknown>>>;

/** How many flaws are listed: the first ones are the most useful. */
export const MOST_FLAWS = 20;

/**
 * Builds collections of given records, which are checked and added in time slices; only the indexes are made in one go.
 * Records that `like` has already are shared with it. Throws `no-such-collection`, and `records-invalid` where a
 * collection must not have such records.
 */
export async function buildCollections(given: GivenRecords, like: Data): Promise<Map<string, Collection>> {
  const built = new Map<string, Collection>();
  const flaws: string[] = [];
  try {
    for (const [name, records] of Object.entries(given)) {
      const collection = await buildCollection(like.collection(name), { records, flaws });
      if (collection) built.set(name, collection);
    }
    if (flaws.length > 0) throw invalid(flaws);
    return built;
  } catch (error) {
    for (const collection of built.values()) collection.release();
    throw error;
  }
}

/** Undefined where the records have flaws, which are added to the list. */
async function buildCollection(
  like: Collection,
  { records, flaws }: { records: Iterable<unknown>; flaws: string[] },
): Promise<Collection | undefined> {
  const { definition } = like.indexes.heap;
  const flawsOf = recordFlaws(definition);
  const complete = definition.completer?.(records);
  const builder = new CollectionBuilder(definition, like);
  try {
    await inSlices(untilFull(records, flaws), given => {
      const record = complete ? complete(given) : given;
      const found = flawsOf(record, given);
      for (const { pointer, message } of found) flaws.push(`${definition.name} ${pointer} ${message}`);
      if (flaws.length === 0) builder.add(record as StoredRecord);
    });
    return flaws.length > 0 ? undefined : builder.build();
  } finally {
    builder.release();
  }
}

function* untilFull(records: Iterable<unknown>, flaws: readonly string[]): Generator<unknown> {
  for (const record of records) {
    if (flaws.length >= MOST_FLAWS) return;
    yield record;
  }
}

function invalid(flaws: readonly string[]): Problem {
  const listed = flaws.slice(0, MOST_FLAWS).map(flaw => `  ${flaw}`);
  const rest = flaws.length >= MOST_FLAWS ? '\n  and perhaps more' : '';
  return new Problem('records-invalid', `The records hold flaws:\n${listed.join('\n')}${rest}`);
}
