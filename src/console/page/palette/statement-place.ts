import type { Apis, StatementEntry } from '../data/admin-types.js';
import type { PageRoute } from '../data/route.js';

/** Where the contract shows a statement: at its lines, at its operation, or at its schema. */
export function placeOfStatement(
  { id, document, pointers }: Pick<StatementEntry, 'id' | 'document' | 'pointers'>,
  { name, operations }: Apis['apis'][number],
): PageRoute {
  const page = `contract/${encodeURIComponent(name)}`;
  if (document !== undefined) return { page, params: { document, statement: id } };
  for (const pointer of pointers) {
    const [, schema] = /^schemas\/([\w.-]+)\.json#/.exec(pointer) ?? [];
    if (schema !== undefined) return { page, params: { schema, statement: id } };
    const [, template = '', method] = /#\/paths\/([^/]+)\/([a-z]+)/.exec(pointer) ?? [];
    const path = template.replaceAll('~1', '/').replaceAll('~0', '~');
    const found = operations.find(one => one.method.toLowerCase() === method && one.path.endsWith(path));
    if (found) return { page: `${page}/${encodeURIComponent(found.id)}`, params: { statement: id } };
  }
  return { page, params: { statement: id } };
}
