import { type Description, type InputIssue, SchemaView, suggest } from '../../../openapi/index.js';
import type { CollectionRule } from '../../resources.js';

/** The schema of the records of a collection; undefined where the rule names none, or one that does not exist. */
export function viewOf({ schema }: CollectionRule, description: Description): SchemaView | undefined {
  if (schema === undefined) return undefined;
  const found = description.schemaAt(schema);
  return found && new SchemaView(found);
}

/** The places of the named schemas of the first file. */
export function schemaNames({ document }: Description): string[] {
  const { components, definitions } = document as { components?: { schemas?: object }; definitions?: object };
  return [
    ...Object.keys(components?.schemas ?? {}).map(name => `#/components/schemas/${name}`),
    ...Object.keys(definitions ?? {}).map(name => `#/definitions/${name}`),
  ];
}

/** The issue of a member that a schema does not have, such as `customer.nmae`. Without a schema any is allowed. */
export function memberIssues(
  member: string,
  { view, path }: { view: SchemaView | undefined; path: readonly string[] },
): InputIssue[] {
  let inner = view;
  for (let rest = member; inner && rest !== ''; ) {
    while (inner.members.size === 0 && inner.items) inner = inner.items;
    const { members } = inner;
    if (members.size === 0 || allowsOthers(inner)) return [];
    const name: string = members.has(rest) ? rest : (rest.split('.')[0] as string);
    const found = members.get(name);
    if (!found) return [{ path, message: `names no member ${name}${suggest(name, [...members.keys()])}` }];
    rest = rest.slice(name.length + 1);
    inner = found.value;
  }
  return [];
}

/** Whether a schema says itself that there are members that it does not name. */
function allowsOthers({ schema }: SchemaView): boolean {
  const read = schema.read();
  return typeof read === 'object' && read.additionalProperties !== undefined && read.additionalProperties !== false;
}
