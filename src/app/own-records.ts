import { readFile } from 'node:fs/promises';
import { findInexactNumbers, formatPointer, isObject, Problem } from '../kernel/index.js';
import {
  type CollectionDefinition,
  firstOf,
  issueLines,
  MAX_ISSUES,
  numberIssues,
  parseJsonBytes,
  type RecordIssue,
  recordIssues,
  type StoredRecord,
} from '../store/index.js';

/** Starting records that a person gives, by the collection whose seeded records they replace: `shop.orders`. */
export type OwnRecords = Readonly<Record<string, readonly StoredRecord[]>>;

/**
 * Reads a file of starting records, `{ "shop": { "orders": […] } }`, and adds the members that a create would set. Throws
 * `fixtures-invalid`: for invalid JSON with line and column, for invalid records with the place of each issue.
 */
export async function readOwnRecords(file: string, definitions: readonly CollectionDefinition[]): Promise<OwnRecords> {
  const bytes = await readFile(file).catch(cause => {
    throw new Problem('fixtures-invalid', `Failed to read ${file}: ${cause.message}.`, { cause });
  });
  const read = parseJsonBytes(bytes);
  if ('damage' in read) {
    const { line, column, reason, cause } = read.damage;
    throw new Problem('fixtures-invalid', `${file}:${line}:${column} is ${reason}.`, { cause });
  }
  const whole = complete(read.value, definitions);
  const issues = [
    ...numberIssues(findInexactNumbers(read.text)),
    ...firstOf(issuesOf(whole, { given: read.value, definitions }), MAX_ISSUES + 1),
  ];
  if (issues.length > 0) {
    const lines = issueLines(issues.slice(0, MAX_ISSUES), { text: read.text, file }).map(line => `  ${line}`);
    const count = issues.length > MAX_ISSUES ? `more than ${MAX_ISSUES} issues; the first are` : 'issues';
    throw new Problem('fixtures-invalid', `${file} has ${count}:\n${lines.join('\n')}`);
  }
  const apis = Object.entries(whole as Record<string, Record<string, StoredRecord[]>>);
  return Object.fromEntries(
    apis.flatMap(([api, collections]) =>
      Object.entries(collections).map(([name, records]) => [`${api}.${name}`, records]),
    ),
  );
}

/** Completes the records of a file. Values of the wrong type stay as they are and are reported later. */
function complete(file: unknown, definitions: readonly CollectionDefinition[]): unknown {
  if (!isObject(file)) return file;
  return mapped(file, (collections, api) => {
    if (!isObject(collections)) return collections;
    return mapped(collections, (records, name) => {
      const definition = definitions.find(definition => definition.name === `${api}.${name}`);
      return Array.isArray(records) && definition?.completer ? records.map(definition.completer(records)) : records;
    });
  });
}

function mapped(object: Record<string, unknown>, change: (value: unknown, name: string) => unknown) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

function* issuesOf(
  value: unknown,
  { given, definitions }: { given: unknown; definitions: readonly CollectionDefinition[] },
): Generator<RecordIssue> {
  if (!isObject(value) || !isObject(given)) return yield { pointer: '', message: 'must be an object' };
  const apis = new Set(definitions.map(({ name }) => name.split('.')[0]));
  for (const [api, collections] of Object.entries(value)) {
    const pointer = formatPointer([api]);
    if (!apis.has(api)) yield { pointer, message: `is not an API; known APIs: ${[...apis].join(', ')}` };
    else if (!isObject(collections)) yield { pointer, message: 'must be an object' };
    else yield* collectionIssues(collections, { given: given[api] as Record<string, unknown>, api, definitions });
  }
}

function* collectionIssues(
  collections: Record<string, unknown>,
  { given, api, definitions }: { given: typeof collections; api: string; definitions: readonly CollectionDefinition[] },
): Generator<RecordIssue> {
  const start = `${api}.`;
  const known = definitions.flatMap(({ name }) => (name.startsWith(start) ? name.slice(start.length) : []));
  for (const [name, records] of Object.entries(collections)) {
    const place = formatPointer([api, name]);
    const definition = definitions.find(definition => definition.name === start + name);
    if (!definition) yield { pointer: place, message: `is not a collection; known collections: ${known.join(', ')}` };
    else if (!Array.isArray(records)) yield { pointer: place, message: 'must be a list' };
    else {
      const issuesOf = recordIssues(definition);
      const before = given[name] as unknown[];
      for (const [at, record] of records.entries()) {
        for (const { pointer, message } of issuesOf(record, before[at])) yield { pointer: place + pointer, message };
      }
    }
  }
}
