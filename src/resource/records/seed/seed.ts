import { isDeepStrictEqual } from 'node:util';
import type { Description } from '../../../openapi/index.js';
import type { Store, StoredRecord } from '../../../store/index.js';
import type { Resources } from '../../resources.js';
import { mendRecord, requireValid } from '../complete.js';
import type { Kept } from '../kept.js';
import { memberView, readMember, writeMember } from '../member-path.js';
import { numberOf, type ParentKeys, toStored, type VisibleRecord, withKey } from '../stored.js';
import { formatTime, readTime } from '../times.js';
import { type Family, seededParents, setReferences } from './belonging.js';
import { documentedKeys, findExamples } from './examples.js';
import { makeDraft, type Plan, planRecords } from './plan.js';

export type SeedOptions = {
  description: Description;
  resources: Resources;
  collections: ReadonlyMap<string, Kept>;
  /** The seed of the mock and the name of the API. */
  seed: string;
  /** How many records a collection begins with, where its rule does not say it. */
  records: number;
  /** Whether the store has them already. */
  areSeeded?: boolean;
};

/** The starting records of an API: the same for the same seed, however often they are made. */
export type Seeds = Family & {
  /** The first key of a collection whose keys are counted. */
  firstKey(collection: string): number;
  /** The number of the record that follows the starting records of a collection. */
  nextNumber(collection: string): number;
  /** Whether a record is an example of the description, as it was at the start. */
  isExample(collection: string, record: StoredRecord): boolean;
  /** The starting records of a collection, made one by one. */
  records(collection: string): Iterable<StoredRecord>;
  /** Puts them into a collection that has never had any. */
  seed(store: Store, collection: string): void;
  /** The record of a singleton, by the keys of its parents. */
  singleton(kept: Kept, parents: ParentKeys): VisibleRecord;
};

export function createSeeds(options: SeedOptions): Seeds {
  const { description, resources, collections, seed, records: usual, areSeeded = false } = options;
  const examples = new Map<Kept, readonly VisibleRecord[]>();
  const plans = new Map<Kept, Plan>();
  const made = new Map<Kept, readonly StoredRecord[]>();
  /** Those that the description shows. */
  const documented = new WeakSet<StoredRecord>();
  const get = (name: string) => collections.get(name) as Kept;

  const examplesOf = (kept: Kept) => {
    const known = examples.get(kept) ?? findExamples(kept, { description, resources, seed });
    examples.set(kept, known);
    return known;
  };
  const planOf = (kept: Kept): Plan => {
    const known = plans.get(kept);
    if (known) return known;
    // a collection that belongs to itself, by whatever way, is planned as if it had no records
    plans.set(kept, NO_PLAN);
    const count = canBelong(kept) ? (kept.rule.records ?? usual) : 0;
    const plan = planRecords(kept, {
      examples: examplesOf(kept),
      documented: documentedKeys(kept, { description, resources }),
      count,
      seed,
    });
    plans.set(kept, plan);
    return plan;
  };
  /** Nothing can belong to a collection without records. */
  const canBelong = ({ name, rule }: Kept) =>
    Object.keys(rule.parents ?? {}).every(parent => {
      const above = parent === name ? undefined : collections.get(parent);
      return !above || above.rule.singleton === true || planOf(above).entries.length > 0;
    });

  const family: Family = {
    collections,
    keysOf(name) {
      const kept = collections.get(name);
      return kept && kept.rule.singleton !== true ? planOf(kept).keys : [];
    },
  };

  /** Records that were made before are not made again: each sandbox and each reset need them. */
  const startingRecords = (kept: Kept): Iterable<StoredRecord> => {
    if (planOf(kept).entries.length > MAX_REMEMBERED) return records(kept);
    const known = made.get(kept) ?? [...records(kept)];
    made.set(kept, known);
    return known;
  };

  function* records(kept: Kept): Generator<StoredRecord> {
    const seen = new Set<string>();
    const numbers = new Set<number>();
    let n = 0;
    for (const [at, { key, example, isDocumented }] of planOf(kept).entries.entries()) {
      const parents = seededParents(kept, at, family);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const draft = example && attempt === 0 ? example : makeDraft(kept, { seed, n: at + 1, attempt });
        const record = finish(kept, draft, { key, at, parents });
        if (!record || !addUnique(kept, record, seen)) continue;
        const stored = toStored(kept, record, { n: n + 1, key, parents });
        // where its schema does not allow the key, the record may have got that of another one
        if (numbers.has(numberOf(kept, stored))) continue;
        numbers.add(numberOf(kept, stored));
        n++;
        if (isDocumented) documented.add(stored);
        yield stored;
        break;
      }
    }
  }

  const finish = (
    kept: Kept,
    draft: VisibleRecord,
    { key, at, parents }: { key: string | number; at: number; parents: ParentKeys },
  ) => {
    const referring = setReferences(kept, draft, { at, parents, family });
    return mendRecord(kept.view, orderTimes(kept, withKey(kept, referring, key)), `${seed} ${kept.name} ${at}`);
  };

  return {
    ...family,
    isExample(name, record) {
      const kept = get(name);
      if (planOf(kept).entries.length > MAX_REMEMBERED) return false;
      const starting = [...startingRecords(kept)].find(one => numberOf(kept, one) === numberOf(kept, record));
      return starting !== undefined && documented.has(starting) && isDeepStrictEqual(starting, record);
    },
    firstKey: name => planOf(get(name)).first,
    nextNumber: name => planOf(get(name)).next,
    records: name => (get(name).rule.singleton === true ? singletons(get(name)) : startingRecords(get(name))),
    seed(store, name) {
      if (areSeeded) return;
      const kept = get(name);
      if (kept.rule.singleton === true || store.hasBegun(kept.storeName)) return;
      const collection = store.collection(kept.storeName);
      const { entries, next } = planOf(kept);
      if (entries.length > 0) store.nextId(kept.storeName, next - 1);
      for (const record of startingRecords(kept)) collection.add(record);
    },
    singleton,
  };

  function singleton(kept: Kept, parents: ParentKeys): VisibleRecord {
    const keys = Object.entries(parents);
    const isFirst = keys.every(([parent, key]) => String(family.keysOf(parent)[0] ?? key) === key);
    const text = keys.map(([, key]) => key).join('/');
    const example = isFirst ? examplesOf(kept)[0] : undefined;
    const draft = example ?? makeDraft(kept, { seed: `${seed} ${text}`, n: 1 });
    const referring = setReferences(kept, draft, { at: 0, parents, family });
    return requireValid(kept.view, orderTimes(kept, referring), `${seed} ${kept.name} ${text}`);
  }

  function* singletons(kept: Kept): Generator<StoredRecord> {
    const innermost = Object.keys(kept.rule.parents ?? {})
      .toReversed()
      .find(parent => collections.has(parent));
    const count = innermost === undefined ? 1 : family.keysOf(innermost).length;
    for (let at = 0; at < count; at++) {
      const parents = innermost === undefined ? {} : ownParents(kept, innermost, at);
      yield toStored(kept, singleton(kept, parents), { n: at + 1, parents });
    }
  }

  /** The parents of the singleton that belongs to the starting record at a place of its innermost parent. */
  function ownParents(kept: Kept, innermost: string, at: number): ParentKeys {
    const above = seededParents(get(innermost), at, family);
    const names = Object.keys(kept.rule.parents ?? {});
    const key = String(family.keysOf(innermost)[at]);
    return Object.fromEntries(names.map(name => [name, name === innermost ? key : (above[name] ?? null)]));
  }
}

const NO_PLAN: Plan = { entries: [], keys: [], first: 1, next: 1 };

/** How many starting records of a collection are remembered. */
const MAX_REMEMBERED = 1000;

/** How many records are made until one has values that no other one has. */
const MAX_ATTEMPTS = 8;

/** Whether a record has values of its own in all members that are unique; they then count as seen. */
function addUnique(kept: Kept, record: VisibleRecord, seen: Set<string>): boolean {
  const values = (kept.rule.unique ?? []).flatMap(path => {
    const value = readMember(record, path);
    return value === undefined || value === null ? [] : [`${path} ${JSON.stringify(value)}`];
  });
  if (values.some(value => seen.has(value))) return false;
  for (const value of values) seen.add(value);
  return true;
}

/** A record whose last change is not before its creation. */
function orderTimes({ rule: { created = [], updated = [] }, view }: Kept, record: VisibleRecord): VisibleRecord {
  const [first] = created.flatMap(path => readTime(readMember(record, path)) ?? []);
  if (first === undefined) return record;
  let ordered: unknown = record;
  for (const path of updated) {
    const time = readTime(readMember(record, path));
    if (time !== undefined && time < first)
      ordered = writeMember(ordered, path, formatTime(first, memberView(view, path)));
  }
  return ordered as VisibleRecord;
}
