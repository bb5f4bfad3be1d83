import type { SchemaView } from '../../../openapi/index.js';
import { foldName } from '../../list/names/fold-name.js';

/**
 * Whether two schemas are of the same kind of records: they are one, or most members of the smaller one are members of the other,
 * however their names are written.
 */
export function isSameRecord(one: SchemaView, other: SchemaView, share = 0.6): boolean {
  if (one.place === other.place) return true;
  const [smaller, larger] = one.members.size <= other.members.size ? [one, other] : [other, one];
  if (smaller.members.size === 0) return larger.members.size === 0;
  const wanted = smaller.members.size * share;
  const names = [...smaller.members.keys()];
  if (names.filter(name => larger.members.has(name)).length >= wanted) return true;
  const folded = new Set([...larger.members.keys()].map(foldName));
  return names.filter(name => folded.has(foldName(name))).length >= wanted;
}

/** Whether the records of one schema can be listed under another, which may have fewer members. */
export function canShowAs(record: SchemaView, shown: SchemaView): boolean {
  return (
    isSameRecord(record, shown, 0.7) &&
    [...shown.members.values()].every(({ name, required }) => !required || record.members.has(name))
  );
}
