import { isObject } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';

/** Splits the names that lead to a member: `result.items`; the whole value has none. */
export function splitPath(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

/** The member that some names lead to; undefined where there is none. */
export function readMember(value: unknown, path: string): unknown {
  let found = value;
  for (const name of splitPath(path)) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** A copy of a value in which the member that some names lead to is another one. Objects on the way are made where they are missing. */
export function writeMember(value: unknown, path: string, member: unknown): unknown {
  const [first, ...rest] = splitPath(path);
  if (first === undefined) return member;
  const object = isObject(value) ? value : {};
  const inner = Object.hasOwn(object, first) ? object[first] : undefined;
  // a name may be __proto__
  return Object.fromEntries([...Object.entries(object), [first, writeMember(inner, rest.join('.'), member)]]);
}

/** The schema of the member that some names lead to; undefined where the schema does not name it. */
export function memberView(view: SchemaView | undefined, path: string): SchemaView | undefined {
  return splitPath(path).reduce<SchemaView | undefined>((found, name) => found?.members.get(name)?.value, view);
}

/** Whether only the server sets the member that some names lead to. */
export function isReadOnly(view: SchemaView | undefined, path: string): boolean {
  const [first = ''] = splitPath(path);
  return view?.members.get(first)?.readOnly === true || memberView(view, path)?.readOnly === true;
}
