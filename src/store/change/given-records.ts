import { Problem } from '../../kernel/index.js';
import { recordIssues, type StoredRecord } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import { CollectionBuilder } from './collection-builder.js';
import type { Data } from './data.js';
import { inSlices } from './time-slicer.js';

/** Records that a caller gives, by the name of the collection that they are for: `shop.orders`. */
export type GivenRecords = Readonly<Record<string, Iterable<unknown>>>;

/** How many issues are listed: the first ones are the most useful. */
export const MAX_ISSUES = 20;

/**
 * Builds collections of given records, which are checked and added in time slices; only the indexes are made in one go.
 * Records that `like` has already are shared with it. Throws `no-such-collection`, and `records-invalid` where a
 * collection must not have such records.
 */
export async function buildCollections(given: GivenRecords, like: Data): Promise<Map<string, Collection>> {
  const built = new Map<string, Collection>();
  const issues: string[] = [];
  try {
    for (const [name, records] of Object.entries(given)) {
      const collection = await buildCollection(like.collection(name), { records, issues });
      if (collection) built.set(name, collection);
    }
    if (issues.length > 0) throw invalid(issues);
    return built;
  } catch (error) {
    for (const collection of built.values()) collection.release();
    throw error;
  }
}

/** Undefined where the records have issues, which are added to the list. */
async function buildCollection(
  like: Collection,
  { records, issues }: { records: Iterable<unknown>; issues: string[] },
): Promise<Collection | undefined> {
  const { definition } = like.indexes.heap;
  const issuesOf = recordIssues(definition);
  const complete = definition.completer?.(records);
  const builder = new CollectionBuilder(definition, like);
  try {
    await inSlices(untilFull(records, issues), given => {
      const record = complete ? complete(given) : given;
      const found = issuesOf(record, given);
      for (const { pointer, message } of found) issues.push(`${definition.name} ${pointer} ${message}`);
      if (issues.length === 0) builder.add(record as StoredRecord);
    });
    return issues.length > 0 ? undefined : builder.build();
  } finally {
    builder.release();
  }
}

function* untilFull(records: Iterable<unknown>, issues: readonly string[]): Generator<unknown> {
  for (const record of records) {
    if (issues.length >= MAX_ISSUES) return;
    yield record;
  }
}

function invalid(issues: readonly string[]): Problem {
  const listed = issues.slice(0, MAX_ISSUES).map(issue => `  ${issue}`);
  const rest = issues.length >= MAX_ISSUES ? '\n  and perhaps more' : '';
  return new Problem('records-invalid', `The records hold issues:\n${listed.join('\n')}${rest}`);
}
