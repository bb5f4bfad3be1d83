import { Problem } from '../../kernel/index.js';
import { Indexes } from '../index/indexes.js';
import { SortedIndex } from '../index/sorted-index.js';
import { type CollectionDefinition, type Key, recordIssues, type StoredRecord } from '../memory/definition.js';
import { RecordHeap } from '../memory/record-heap.js';
import { Collection } from '../query/collection.js';
import { Data, renew, type SeededData } from './data.js';
import { inSlices } from './time-slicer.js';

/** Called, now and then, with the number of records so far. */
export type OnProgress = (records: number) => void;

export type SeedingOptions = {
  definitions: readonly CollectionDefinition[];
  onProgress?: OnProgress | undefined;
  /** Data that may have some of the records already, which are then shared. */
  like?: Data | undefined;
};

/** Builds data of seeded records, in time slices. */
export async function buildData(
  { about, next, collections }: SeededData,
  { definitions, onProgress, like }: SeedingOptions,
): Promise<Data> {
  const built = new Map<string, Collection>();
  let count = 0;
  for (const definition of definitions) {
    const builder = new CollectionBuilder(definition, like?.collections.get(definition.name));
    await inSlices(collections[definition.name] ?? [], record => {
      if (!builder.add(record)) throw doubled(definition);
      if (++count % PROGRESS === 0) onProgress?.(count);
    });
    built.set(definition.name, builder.build());
  }
  return new Data(about, next, built);
}

function doubled({ name }: CollectionDefinition): Error {
  return new Error(`two records of ${name} have the same key`);
}

/** How many records are added between two reports of progress. */
export const PROGRESS = 10_000;

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

/** Data with other definitions, and how many records of each collection these refuse. */
export type Redefined = { data: Data; refused: ReadonlyMap<string, number> };

/**
 * Gives collections new definitions, and adds those that are not there. A collection that has records which its new definition
 * refuses begins again without any. The other collections are shared with the data before.
 */
export function redefine(before: Data, definitions: readonly CollectionDefinition[]): Redefined {
  const refused = new Map<string, number>();
  const built = definitions.map((definition): [string, Collection] => {
    const { name } = definition;
    const records = before.collections.get(name)?.find([]) ?? [];
    const issuesOf = recordIssues(definition);
    const wrong = records.filter(record => issuesOf(record).length > 0).length;
    if (wrong > 0) refused.set(name, wrong);
    const builder = new CollectionBuilder(definition);
    for (const record of wrong > 0 ? [] : records) if (!builder.add(record)) throw doubled(definition);
    return [name, builder.build()];
  });
  const next = Object.fromEntries(Object.entries(before.next).filter(([name]) => !refused.has(name)));
  const about = renew(before.about, new Map(built).keys());
  return { data: new Data(about, next, new Map([...before.collections, ...built])), refused };
}

/** Gives collections of a copy of data their new definitions, and releases what they were before. */
export function redefineCopy(copy: Data, definitions: readonly CollectionDefinition[]): Data {
  const { data } = redefine(copy, definitions);
  copy.release(definitions.map(({ name }) => name));
  return data;
}

/** Builds a collection of records, which may come in any order of their keys. */
export class CollectionBuilder {
  readonly #heap: RecordHeap;
  readonly #like: Collection | undefined;
  readonly #byKey: SortedIndex;

  /** `like` is a collection of the same kind; records that it has already are shared with it. */
  constructor(definition: CollectionDefinition, like?: Collection) {
    // a fork, since others may change the collection meanwhile
    this.#like = like?.fork();
    this.#heap = like?.indexes.heap ?? new RecordHeap(definition);
    this.#byKey = new SortedIndex(this.#heap, { key: definition.key, direction: 'ascending' });
    this.#heap.holders.add(this.#byKey);
  }

  /** Adds a record, and returns whether none before has its key; `json` is its JSON, if that is there already. */
  add(record: StoredRecord, json?: Uint8Array): boolean {
    const slot = json ? this.#heap.add(record, json) : this.#slotFor(record);
    const { last } = this.#byKey;
    const isLast = last === undefined || this.#byKey.isBefore(last, slot);
    if (!isLast && this.#byKey.slotOf(this.#keyOf(record)) !== undefined) return false;
    this.#byKey.insert(slot);
    return true;
  }

  /** The collection of all records that were added. */
  build(): Collection {
    this.release();
    return new Collection(this.#heap.definition.name, Indexes.of(this.#heap, this.#byKey));
  }

  /** Gives up all records that were added. */
  release(): void {
    this.#heap.holders.delete(this.#byKey);
    this.#like?.release();
  }

  #slotFor(record: StoredRecord): number {
    const json = JSON.stringify(record);
    const same = this.#like?.slotOf(this.#keyOf(record));
    return same !== undefined && this.#heap.text(same) === json ? same : this.#heap.add(record, json);
  }

  #keyOf(record: StoredRecord): Key {
    return record[this.#heap.definition.key] as Key;
  }
}
