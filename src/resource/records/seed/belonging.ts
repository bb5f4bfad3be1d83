import type { Kept } from '../kept.js';
import { readMember, writeMember } from '../member-path.js';
import { asMember, type ParentKeys, type VisibleRecord } from '../stored.js';

/** What the belonging of starting records is found with. */
export type Family = {
  collections: ReadonlyMap<string, Kept>;
  /** The keys of the starting records of a collection. */
  keysOf(collection: string): readonly (string | number)[];
};

/**
 * The keys of the parents of the starting record at a place, counted from 0. The first parents have several children; a parent
 * that is no collection has no key.
 */
export function seededParents(kept: Kept, at: number, family: Family): ParentKeys {
  const parents: Record<string, string | null> = {};
  for (const parent of Object.keys(kept.rule.parents ?? {}).toReversed()) {
    if (Object.hasOwn(parents, parent)) continue;
    const above = family.collections.get(parent);
    const keys = above && above !== kept ? family.keysOf(parent) : [];
    if (!above || keys.length === 0) {
      parents[parent] = null;
      continue;
    }
    const place = Math.floor((at / Math.max(1, family.keysOf(kept.name).length)) ** 2 * keys.length);
    parents[parent] = String(keys[place]);
    // what the parent belongs to is what its children belong to
    for (const [name, key] of Object.entries(seededParents(above, place, family))) {
      if (name in (kept.rule.parents ?? {})) parents[name] ??= key;
    }
  }
  return parents;
}

/** A record in which the members that have keys of other records have such keys. */
export function setReferences(
  kept: Kept,
  record: VisibleRecord,
  { at, parents, family }: { at: number; parents: ParentKeys; family: Family },
): VisibleRecord {
  let set: unknown = record;
  for (const [path, collection] of Object.entries(kept.rule.references ?? {})) {
    const value = readMember(record, path);
    if (value === undefined || value === null) continue;
    const keys = family.keysOf(collection);
    set = writeMember(
      set,
      path,
      Array.isArray(value) ? value.map((one, add) => refer(one, at + add, keys)) : refer(value, at, keys),
    );
  }
  for (const [parent, key] of Object.entries(parents)) {
    const member = kept.rule.parents?.[parent]?.member;
    if (member !== undefined && key !== null) set = writeMember(set, member, asMember(kept, member, key));
  }
  return set as VisibleRecord;
}

/** A key of the same type, the first ones more often, also in the place of a whole record; a value that is one already stays. */
function refer(value: unknown, at: number, keys: readonly (string | number)[]): unknown {
  if (isAmong(value, keys)) return value;
  const key = keys[Math.floor(((at * GOLDEN) % 1) ** 2 * keys.length)];
  if (key === undefined || typeof key === typeof value || typeof value === 'object') return key ?? value;
  if (typeof value === 'string') return String(key);
  return typeof value === 'number' && Number.isFinite(Number(key)) ? Number(key) : value;
}

function isAmong(value: unknown, keys: readonly (string | number)[]): boolean {
  let known = sets.get(keys);
  if (!known) {
    known = new Set(keys);
    sets.set(keys, known);
  }
  return known.has(value);
}

/** There may be many keys, and each record asks for some. */
const sets = new WeakMap<readonly (string | number)[], ReadonlySet<unknown>>();

const GOLDEN = (Math.sqrt(5) - 1) / 2;
