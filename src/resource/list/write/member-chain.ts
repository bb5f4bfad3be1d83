import type { MemberView, SchemaView } from '../../../openapi/index.js';

/** Splits the names that lead to a member. A name that the schema has may contain dots: `@odata.nextLink`. */
export function resolveNames(view: SchemaView | undefined, path: string): string[] {
  if (path === '') return [];
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const member = view?.members.get(name);
    if (member) return [name, ...resolveNames(member.value, parts.slice(length).join('.'))];
  }
  return [parts[0] as string, ...resolveNames(undefined, parts.slice(1).join('.'))];
}

/** What the schema says of each member on the way; it ends where the schema has no such member. */
export function memberChain(view: SchemaView | undefined, names: readonly string[]): MemberView[] {
  const chain: MemberView[] = [];
  let at = view;
  for (const name of names) {
    const member = at?.members.get(name);
    if (!member) break;
    chain.push(member);
    at = member.value;
  }
  return chain;
}
