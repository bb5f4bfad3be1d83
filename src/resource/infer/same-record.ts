import type { SchemaView } from '../../openapi/index.js';

/** Whether two schemas are of the same kind of records: they are one, or most members of the smaller one are members of the other. */
export function isSameRecord(one: SchemaView, other: SchemaView, share = 0.6): boolean {
  if (one.place === other.place) return true;
  const smaller = one.members.size <= other.members.size ? one : other;
  const larger = smaller === one ? other : one;
  if (smaller.members.size === 0) return larger.members.size === 0;
  const common = [...smaller.members.keys()].filter(name => larger.members.has(name));
  return common.length / smaller.members.size >= share;
}

/** Whether the records of one schema can be listed under another, which may have fewer members. */
export function canShowAs(record: SchemaView, shown: SchemaView): boolean {
  return (
    isSameRecord(record, shown, 0.7) &&
    [...shown.members.values()].every(({ name, required }) => !required || record.members.has(name))
  );
}
