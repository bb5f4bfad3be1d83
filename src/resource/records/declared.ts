import { isObject } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';

/**
 * A value without the members that its schema does not have, at any depth: those that only requests have, such as passwords,
 * and those that the description does not know. A schema that names no members, or says what others look like, keeps all.
 */
export function keepDeclared(value: unknown, view: SchemaView | undefined): unknown {
  if (!view) return value;
  if (Array.isArray(value)) return value.map(item => keepDeclared(item, view.items));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => declares(view, name))
      .map(([name, member]) => [name, keepDeclared(member, view.members.get(name)?.value)]),
  );
}

/** Whether a record of a schema may have a member. */
export function declares(view: SchemaView, name: string): boolean {
  return view.mentions(name) || view.describesOthers || (view.members.size === 0 && view.isOpen);
}
