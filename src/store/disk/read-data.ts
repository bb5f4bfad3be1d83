import { dirname } from 'node:path';
import { findChangedNumbers, formatPointer, isObject, Problem } from '../../kernel/index.js';
import type { Metadata } from '../change/data.js';
import type { CollectionDefinition, RecordFlaw, StoredRecord } from '../memory/definition.js';
import { numberFlaws, recordFlaws } from '../memory/record-flaws.js';
import { type JsonDamage, parseJsonBytes } from './files/parse-json.js';
import { flawLines } from './flaw-lines.js';
import { countFlaws, metadataFlaws } from './metadata-flaws.js';

/** A data file as plain values. */
export type ReadData = { about: Metadata; next: Record<string, number>; collections: Record<string, StoredRecord[]> };

/**
 * Reads a data file, which a person may have edited. Throws `data-damaged` with the line where it is no JSON, and
 * `data-invalid` with the line of every flaw where its records are not what the contract allows.
 */
export function readData(
  bytes: Uint8Array,
  { file, definitions }: { file: string; definitions: readonly CollectionDefinition[] },
): ReadData {
  const read = parseJsonBytes(bytes);
  if ('damage' in read) throw damaged(read.damage, file);
  const { text, value: data } = read;
  const flaws = [...numberFlaws(findChangedNumbers(text)), ...envelopeFlaws(data)];
  if (isObject(data) && isObject(data.collections)) {
    for (const flaw of unknownCollections(data.collections, definitions)) flaws.push(flaw);
    for (const definition of definitions) {
      for (const flaw of collectionFlaws(data.collections, definition)) flaws.push(flaw);
    }
  }
  if (flaws.length > 0) throw invalid(flaws, { text, file });
  return data as ReadData;
}

function discarding(file: string): string {
  return `discard all data with \`understudy reset --data '${dirname(file)}'\``;
}

function damaged({ reason, line, cause }: JsonDamage, file: string): Problem {
  const fix = `Correct that line, or ${discarding(file)}.`;
  return new Problem('data-damaged', `${file}:${line} is ${reason}.`, { fix, cause });
}

function* envelopeFlaws(data: unknown): Generator<RecordFlaw> {
  if (!isObject(data)) return yield { pointer: '', message: 'must be an object' };
  yield* metadataFlaws(data.about);
  yield* countFlaws(data.next, ['next']);
  if (!isObject(data.collections)) yield { pointer: '/collections', message: 'must be an object' };
}

function* unknownCollections(
  collections: Record<string, unknown>,
  definitions: readonly CollectionDefinition[],
): Generator<RecordFlaw> {
  const known = definitions.map(({ name }) => name);
  for (const name of Object.keys(collections)) {
    if (known.includes(name)) continue;
    yield { pointer: formatPointer(['collections', name]), message: `is none of the collections ${known.join(', ')}` };
  }
}

function* collectionFlaws(
  collections: Record<string, unknown>,
  definition: CollectionDefinition,
): Generator<RecordFlaw> {
  const { name } = definition;
  const records = collections[name];
  if (records === undefined) return;
  if (!Array.isArray(records)) return yield { pointer: `/collections/${name}`, message: 'must be a list' };
  const flawsOf = recordFlaws(definition);
  for (const record of records) {
    for (const { pointer, message } of flawsOf(record)) yield { pointer: `/collections/${name}${pointer}`, message };
  }
}

function invalid(flaws: readonly RecordFlaw[], { text, file }: { text: string; file: string }): Problem {
  const named = flawLines(flaws, { text, file }).map(line => `  ${line}`);
  const fix = `Correct the named lines, or ${discarding(file)}.`;
  return new Problem('data-invalid', `${file} holds flaws:\n${named.join('\n')}`, { fix });
}
