import { isObject } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';

/** Splits the names that lead to a member: `result.items`; the whole value has none. */
export function splitPath(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

/** The member that some names lead to; undefined where there is none. */
export function readMember(value: unknown, path: string): unknown {
  // what most paths are
  if (path !== '' && !path.includes('.')) return readOwn(value, path);
  let found = value;
  for (const name of splitPath(path)) found = readOwn(found, name);
  return found;
}

function readOwn(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A copy of a value in which the member that some names lead to is another one. Objects on the way are made where they are missing. */
export function writeMember(value: unknown, path: string, member: unknown): unknown {
  if (path === '') return member;
  const object = isObject(value) ? value : {};
  const end = path.indexOf('.');
  // a name in brackets may be __proto__
  if (end < 0) return { ...object, [path]: member };
  const first = path.slice(0, end);
  return { ...object, [first]: writeMember(readOwn(object, first), path.slice(end + 1), member) };
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
