import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findChangedNumbers, formatPointer, isObject, Problem } from '../../kernel/index.js';
import { buildData, type OnProgress } from '../change/build-collections.js';
import type { Data, SeededData } from '../change/data.js';
import { type CollectionDefinition, numberIssues, type RecordIssue, recordIssues } from '../memory/definition.js';
import { countIssues, metadataIssues, OtherLayout, readCheckpoint } from './checkpoint.js';
import { OpenedFile } from './files/opened-file.js';
import { issueLines, type JsonDamage, parseJsonBytes } from './files/parse-json.js';

type ReadOptions = { definitions: readonly CollectionDefinition[]; onProgress?: OnProgress | undefined };

/** The data of a file, and the file as it was when they were read. */
export type ReadFile = { data: Data; opened: OpenedFile };

/**
 * Reads a data file; null where there is none. One that a person or another program has laid out is read whole, so that each
 * issue is found. Throws `data-unusable`, and what `readEdited` throws.
 */
export async function readDataFile(file: string, { definitions, onProgress }: ReadOptions): Promise<ReadFile | null> {
  try {
    const opened = new OpenedFile(file);
    const data = await readCheckpoint(file, { definitions, onProgress }).catch(cause => {
      if (cause instanceof OtherLayout) return readOtherLayout(file, { definitions, line: cause.line });
      throw cause;
    });
    return { data, opened };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (cause instanceof Problem) throw cause;
    throw new Problem('data-unusable', `Failed to read ${file}: ${message}.`, { cause });
  }
}

async function readOtherLayout(
  file: string,
  { definitions, line }: { definitions: readonly CollectionDefinition[]; line: number },
): Promise<Data> {
  if (statSync(file).size > MAX_WHOLE) {
    throw new Problem(
      'data-damaged',
      `${file}:${line} is not one valid record, as each line of so large a file must be.`,
    );
  }
  const read = readEdited(await readFile(file), { file, definitions });
  return buildData(read, { definitions: definitions.filter(({ name }) => read.collections[name]) });
}

/** A file of another layout must fit into one text. */
const MAX_WHOLE = 256 * 1024 * 1024;

/**
 * Reads a data file, which a person may have edited. Throws `data-damaged` with the line where it is no JSON, and
 * `data-invalid` with the line of every issue where its records are not what the contract allows.
 */
function readEdited(
  bytes: Uint8Array,
  { file, definitions }: { file: string; definitions: readonly CollectionDefinition[] },
): SeededData {
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
  return data as SeededData;
}

const DISCARDING = 'discard all data with `--reset`';

function damaged({ reason, line, cause }: JsonDamage, file: string): Problem {
  const fix = `Correct that line, or ${DISCARDING}.`;
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
  const fix = `Correct the named lines, or ${DISCARDING}.`;
  return new Problem('data-invalid', `${file} holds issues:\n${named.join('\n')}`, { fix });
}
