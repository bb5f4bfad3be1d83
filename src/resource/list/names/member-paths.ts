import { isObject } from '../../../kernel/index.js';
import type { SchemaView } from '../../../openapi/index.js';
import { foldName } from './fold-name.js';

/** A scalar of a record, or the scalars of a list in it: `status`, `customer.name`, `tags.name`. */
export type MemberPath = { member: string; folded: string; view: SchemaView; isList: boolean };

/** How deep members of members are looked for. */
const MAX_DEPTH = 2;

/** The scalars in the records of a list, the outer ones first. */
export function listMembers(item: SchemaView, before: readonly string[] = [], isList = false): MemberPath[] {
  const outer: MemberPath[] = [];
  const inner: MemberPath[] = [];
  for (const { name, value } of item.members.values()) {
    // a path is written with dots
    if (name.includes('.')) continue;
    const path = [...before, name];
    const isArray = value.types.has('array');
    const view = isArray ? value.items : value;
    if (!view || view.types.has('array')) continue;
    if (mayBeScalar(view)) {
      outer.push({ member: path.join('.'), folded: foldName(path.join('')), view, isList: isList || isArray });
    }
    if (path.length < MAX_DEPTH) inner.push(...listMembers(view, path, isList || isArray));
  }
  return [...outer, ...inner];
}

/** Whether a value may be something else than an object or a list. A reference may be a key or the whole record (`anyOf`). */
export function mayBeScalar({ types, members }: SchemaView): boolean {
  if (members.size === 0) return !types.has('object') && !types.has('array');
  return [...types].some(type => type !== 'object' && type !== 'array' && type !== 'null');
}

/** The values at the end of a path of members, those in lists one by one. */
export function readMembers(record: unknown, names: readonly string[]): readonly unknown[] {
  if (Array.isArray(record)) return record.flatMap(item => readMembers(item, names));
  const [name, ...others] = names;
  if (name === undefined) return [record];
  return isObject(record) && Object.hasOwn(record, name) ? readMembers(record[name], others) : [];
}
