import { type Description, formatYaml, toLine } from '../../openapi/index.js';
import type { CollectionRule, OperationRule, Resources } from '../resources.js';

type Reasoned = {
  resources: Resources;
  /** Why each operation has its rule, by operation id. */
  reasons: Readonly<Record<string, { why: string }>>;
  description: Description;
};

/** Formats resources as the YAML that `readResources` reads as the same resources, with the reason above each operation. */
export function writeResources({ resources, reasons, description }: Reasoned): string {
  const { file, operations } = description;
  const { collections: _, operations: __, ...others } = resources;
  const titles = new Map(operations.map(({ id, method, path }) => [id, `${method} ${path}`]));
  const collections = Object.entries(resources.collections).map(([name, rule]) =>
    formatRule('collections', name, inOrder({ ...rule, ...shortSchema(rule, description) }, COLLECTION_ORDER)),
  );
  const rules = Object.entries(resources.operations).map(([id, rule]) => {
    const title = titles.get(id) ?? id;
    const why = Object.hasOwn(reasons, id) ? reasons[id]?.why : undefined;
    return `${comment(why === undefined ? title : why.startsWith(title) ? why : `${title}: ${why}`)}${formatRule('operations', id, inOrder(rule, OPERATION_ORDER))}`;
  });
  return [
    comment(
      `What ${file} keeps, and what its operations do. \`understudy serve ${file} --resources FILE\` uses this file.`,
      '',
    ),
    comment('Members that you delete here stay as they were inferred; null removes one.', ''),
    collections.length > 0 ? `collections:\n${collections.join('')}` : 'collections: {}\n',
    '\n',
    rules.length > 0 ? `operations:\n${rules.join('')}` : 'operations: {}\n',
    ...Object.entries(others).map(([name, section]) => `\n${formatYaml({ [name]: section })}`),
  ].join('');
}

/** The members in the order in which a person reads them. The types make sure that none is missing. */
const COLLECTION_ORDER = Object.keys({
  schema: 0,
  key: 0,
  ids: 0,
  singleton: 0,
  parents: 0,
  references: 0,
  unique: 0,
  created: 0,
  updated: 0,
  fake: 0,
  defaults: 0,
  callers: 0,
  follows: 0,
  members: 0,
  keptAs: 0,
  timeLike: 0,
  passwords: 0,
  columns: 0,
  shows: 0,
  records: 0,
  state: 0,
} satisfies Record<keyof CollectionRule, 0>);

const OPERATION_ORDER = Object.keys({
  does: 0,
  collection: 0,
  key: 0,
  parents: 0,
  creates: 0,
  requires: 0,
  allows: 0,
  ignoresUnchanged: 0,
  wholeMembers: 0,
  needsFilter: 0,
  needsKnown: 0,
  needsRecord: 0,
  logIn: 0,
  sets: 0,
  request: 0,
  response: 0,
  example: 0,
  shows: 0,
  with: 0,
  companions: 0,
  headers: 0,
  paging: 0,
  order: 0,
  search: 0,
  filters: 0,
  refusals: 0,
} satisfies Record<keyof OperationRule, 0>);

function inOrder(rule: Readonly<Record<string, unknown>>, order: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(order.flatMap(name => (rule[name] === undefined ? [] : [[name, rule[name]]])));
}

/** A place in the first file is written without the file, which may get another name. */
function shortSchema({ schema }: CollectionRule, { file }: Description): { schema?: string } {
  return schema?.startsWith(`${file}#`) ? { schema: schema.slice(file.length) } : {};
}

/** The lines of one rule, as they stand below the name of their kind. */
function formatRule(kind: 'collections' | 'operations', name: string, rule: unknown): string {
  const text = formatYaml({ [kind]: { [name]: rule } });
  return text.slice(text.indexOf('\n') + 1);
}

function comment(text: string, indent = '  '): string {
  return `${indent}# ${toLine(text.toWellFormed()).replaceAll(/[\u2028\u2029\ufeff\ufffe\uffff]/g, ' ')}\n`;
}
