import { dirname } from 'node:path';
import { findChangedNumbers, formatPointer, isObject, Problem } from '../../kernel/index.js';
import type { Metadata } from '../change/data.js';
import {
  type CollectionDefinition,
  numberIssues,
  type RecordIssue,
  recordIssues,
  type StoredRecord,
} from '../memory/definition.js';
import { issueLines, type JsonDamage, parseJsonBytes } from './files/parse-json.js';
import { countIssues, metadataIssues } from './metadata-issues.js';

/** A data file as plain values. */
export type ReadData = { about: Metadata; next: Record<string, number>; collections: Record<string, StoredRecord[]> };

/**
 * Reads a data file, which a person may have edited. Throws `data-damaged` with the line where it is no JSON, and
 * `data-invalid` with the line of every issue where its records are not what the contract allows.
 */
export function readData(
  bytes: Uint8Array,
  { file, definitions }: { file: string; definitions: readonly CollectionDefinition[] },
): ReadData {
  const read = parseJsonBytes(bytes);
  if ('damage' in read) throw damaged(read.damage, file);
  const { text, value: data } = read;
  const issues = [...numberIssues(findChangedNumbers(text)), ...envelopeIssues(data)];
  if (isObject(data) && isObject(data.collections)) {
    for (const issue of unknownCollections(data.collections, definitions)) issues.push(issue);
    for (const definition of definitions) {
      for (const issue of collectionIssues(data.collections, definition)) issues.push(issue);
    }
  }
  if (issues.length > 0) throw invalid(issues, { text, file });
  return data as ReadData;
}

function discarding(file: string): string {
  return `discard all data with \`understudy reset --data '${dirname(file)}'\``;
}

function damaged({ reason, line, cause }: JsonDamage, file: string): Problem {
  const fix = `Correct that line, or ${discarding(file)}.`;
  return new Problem('data-damaged', `${file}:${line} is ${reason}.`, { fix, cause });
}

function* envelopeIssues(data: unknown): Generator<RecordIssue> {
  if (!isObject(data)) return yield { pointer: '', message: 'must be an object' };
  yield* metadataIssues(data.about);
  yield* countIssues(data.next, ['next']);
  if (!isObject(data.collections)) yield { pointer: '/collections', message: 'must be an object' };
}

function* unknownCollections(
  collections: Record<string, unknown>,
  definitions: readonly CollectionDefinition[],
): Generator<RecordIssue> {
  const known = definitions.map(({ name }) => name);
  for (const name of Object.keys(collections)) {
    if (known.includes(name)) continue;
    yield { pointer: formatPointer(['collections', name]), message: `is none of the collections ${known.join(', ')}` };
  }
}

function* collectionIssues(
  collections: Record<string, unknown>,
  definition: CollectionDefinition,
): Generator<RecordIssue> {
  const { name } = definition;
  const records = collections[name];
  if (records === undefined) return;
  if (!Array.isArray(records)) return yield { pointer: `/collections/${name}`, message: 'must be a list' };
  const issuesOf = recordIssues(definition);
  for (const record of records) {
    for (const { pointer, message } of issuesOf(record)) yield { pointer: `/collections/${name}${pointer}`, message };
  }
}

function invalid(issues: readonly RecordIssue[], { text, file }: { text: string; file: string }): Problem {
  const named = issueLines(issues, { text, file }).map(line => `  ${line}`);
  const fix = `Correct the named lines, or ${discarding(file)}.`;
  return new Problem('data-invalid', `${file} holds issues:\n${named.join('\n')}`, { fix });
}
