import { formatPointer, isObject } from '../../kernel/index.js';
import type { CollectionDefinition, RecordIssue, StoredRecord } from '../../store/index.js';
import { mendRecord } from './complete.js';
import { keepAs } from './keep-as.js';
import { HIDDEN_KEY, hidesMembers, type Kept, MAX_COUNTED, NUMBER } from './kept.js';
import { makeKey } from './keys.js';
import { readMember, splitPath } from './member-path.js';
import { digestGiven } from './passwords.js';
import { GONE, isKey, parentsOf, toStored, type VisibleRecord, visibleOf, withKey } from './stored.js';

/** A collection for the store. Records that people give may be partial: what is missing is made. */
export function defineCollection(
  kept: Kept,
  { seed, firstKey }: { seed: string; firstKey(): number },
): CollectionDefinition {
  return {
    name: kept.storeName,
    key: kept.number,
    columns: kept.columns,
    classes: [],
    indexes: kept.keyColumn === kept.number ? [] : [kept.keyColumn],
    ...(!hidesMembers(kept) && { countedTo: MAX_COUNTED }),
    completer: records => createCompleter(kept, { records, seed, firstKey }),
    issues: record => recordIssues(kept, record),
  };
}

type Given = { records: Iterable<unknown>; seed: string; firstKey(): number };

/** Completes given records one after the other. Keys and numbers that some of them have are not given to others. */
function createCompleter(kept: Kept, { records, seed, firstKey }: Given): (record: unknown) => unknown {
  const taken = new Set<string>();
  const numbers = new Set<number>();
  for (const record of records) {
    if (!isObject(record)) continue;
    const key = keyOf(kept, record);
    if (key !== undefined) taken.add(String(key));
    if (typeof record[NUMBER] === 'number') numbers.add(record[NUMBER]);
  }
  let next = 1;
  return record => {
    if (!isObject(record)) return record;
    let n = record[NUMBER];
    if (typeof n !== 'number') {
      while (numbers.has(next)) next++;
      n = next++;
    }
    const own = keyOf(kept, record);
    const visible = visibleOf(kept, record);
    const wish = { seed, n: n as number, first: firstKey(), record: visible, isTaken: (key: string) => taken.has(key) };
    const key = own ?? makeKey(kept, wish);
    if (own === undefined && key !== undefined) taken.add(String(key));
    const keyed = own === undefined ? withKey(kept, visible, key) : visible;
    // given records have no seed, so that their digests depend on their keys alone
    const followers = kept.follow(keyed, { isGiven: true });
    const given = keepAs(kept.rule, { ...keyed, ...followers, ...record, ...keyed });
    const { sent, secrets } = digestGiven(kept, given, { seed: 0, id: String(key) });
    const whole = completeVisible(kept, visibleOf(kept, sent), `${seed} ${kept.name} ${n}`);
    const isGone = record[GONE] === true;
    const hidden = { n: n as number, key, parents: parentsOf(kept, record), secrets, isGone };
    return toStored(kept, isGone ? visible : whole, hidden);
  };
}

/**
 * Adds what the schema requires. What was given stays, so that what is wrong with it is reported. So is the missing key of a
 * parent: only the person knows to which one the record belongs.
 */
function completeVisible({ view, rule }: Kept, record: VisibleRecord, seed: string): VisibleRecord {
  if (!view) return record;
  const parents = Object.values(rule.parents ?? {}).map(({ member = '' }) => splitPath(member)[0]);
  const missing = [...view.members.values()].filter(
    ({ name, required }) => required && !Object.hasOwn(record, name) && !parents.includes(name),
  );
  if (missing.length === 0) return record;
  const mended = mendRecord(view, record, seed) ?? record;
  const added = missing.flatMap(({ name }) => (Object.hasOwn(mended, name) ? [[name, mended[name]] as const] : []));
  return { ...record, ...Object.fromEntries(added) };
}

function keyOf(kept: Kept, record: StoredRecord): string | number | undefined {
  const { key: path } = kept.rule;
  const key = path === undefined ? record[HIDDEN_KEY] : readMember(record, path);
  return isKey(key) ? key : undefined;
}

/** What is wrong with a stored record: with what clients see of it, with its key, and with hidden members. */
function recordIssues(kept: Kept, record: unknown): readonly RecordIssue[] {
  if (!isObject(record)) return [{ pointer: '', message: 'must be object' }];
  if (record[GONE] === true) return [];
  if (!hidesMembers(kept) && NUMBER in record) {
    return [{ pointer: formatPointer([NUMBER]), message: `must be absent, since ${kept.number} counts the records` }];
  }
  const found = kept.view?.schema.validate(visibleOf(kept, record)) ?? [];
  if (found.length > 0) {
    return found.map(({ path, message, expected, wanted }) => ({
      pointer: formatPointer(path),
      message: expected === 'choice' ? `must be ${wanted}` : message,
    }));
  }
  if (kept.rule.singleton === true || isKey(record[kept.keyColumn])) return [];
  return [{ pointer: formatPointer([kept.keyColumn]), message: 'must be a key: a text or a number' }];
}
