import { dirname } from 'node:path';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { Problem, pointerOf, pointerTokens } from '../kernel/index.js';
import { type About, DATA_FORM, FORMS } from './data.js';
import type { CollectionDefinition } from './definition.js';
import type { RecordFlaw, StoredRecord } from './record.js';

/** A data file as plain values. */
export type ReadData = { about: About; next: Record<string, number>; collections: Record<string, StoredRecord[]> };

/**
 * Reads a data file, which a person may have edited. Throws `data-damaged` with the line where it is no JSON, and
 * `data-invalid` with the line of every flaw where its records are not what the contract allows.
 */
export function readData(
  bytes: Uint8Array,
  { file, definitions }: { file: string; definitions: readonly CollectionDefinition[] },
): ReadData {
  const text = decoded(bytes, file);
  const data = parsed(text, file);
  const flaws = [...envelopeFlaws(data)];
  if (isObject(data) && isObject(data.collections)) {
    for (const flaw of unknownCollections(data.collections, definitions)) flaws.push(flaw);
    for (const definition of definitions) {
      for (const flaw of collectionFlaws(data.collections, definition)) flaws.push(flaw);
    }
  }
  if (flaws.length > 0) throw invalid(flaws, { text, file });
  return data as ReadData;
}

/** The text without a byte order mark, which some editors put before it. */
function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const text = new TextDecoder().decode(bytes);
    throw damaged('not UTF-8', { file, line: lineAt(text, text.indexOf('\ufffd')), cause });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (text.trim() === '') throw damaged('empty', { file, line: 1, cause });
    const reason = first ? inWords(printParseErrorCode(first.error)) : (cause as Error).message;
    throw damaged(`not JSON: ${reason}`, { file, line: lineAt(text, first?.offset ?? text.length), cause });
  }
}

/** A code of the parser, such as `ValueExpected`, as words. */
function inWords(code: string): string {
  return code.replace(/\B[A-Z]/g, ' $&').toLowerCase();
}

function discarding(file: string): string {
  return `discard all data with \`understudy reset --data '${dirname(file)}'\``;
}

function damaged(reason: string, { file, line, cause }: { file: string; line: number; cause: unknown }): Problem {
  const fix = `Correct that line, or ${discarding(file)}.`;
  return new Problem('data-damaged', `${file}:${line} is ${reason}.`, { fix, cause });
}

function* envelopeFlaws(data: unknown): Generator<RecordFlaw> {
  if (!isObject(data)) return yield { pointer: '', message: 'must be an object' };
  if (!isObject(data.about) || !FORMS.has(data.about.understudy)) {
    yield { pointer: '/about', message: `must be {"understudy": ${DATA_FORM}, "seed": …, "users": …}` };
  } else {
    const numbers = data.about.log === undefined ? ['seed', 'users'] : ['seed', 'users', 'log'];
    for (const key of numbers) {
      if (!Number.isSafeInteger(data.about[key])) yield { pointer: `/about/${key}`, message: 'must be an integer' };
    }
  }
  if (!isObject(data.next)) yield { pointer: '/next', message: 'must be an object' };
  else {
    for (const [name, id] of Object.entries(data.next)) {
      if (!Number.isSafeInteger(id)) yield { pointer: pointerOf(['next', name]), message: 'must be an integer' };
    }
  }
  if (!isObject(data.collections)) yield { pointer: '/collections', message: 'must be an object' };
}

function* unknownCollections(
  collections: Record<string, unknown>,
  definitions: readonly CollectionDefinition[],
): Generator<RecordFlaw> {
  const known = definitions.map(({ name }) => name);
  for (const name of Object.keys(collections)) {
    if (known.includes(name)) continue;
    yield { pointer: pointerOf(['collections', name]), message: `is none of the collections ${known.join(', ')}` };
  }
}

function* collectionFlaws(
  collections: Record<string, unknown>,
  { name, key, flaws }: CollectionDefinition,
): Generator<RecordFlaw> {
  const records = collections[name];
  if (records === undefined) return;
  if (!Array.isArray(records)) return yield { pointer: `/collections/${name}`, message: 'must be a list' };
  const seen = new Map<unknown, number>();
  for (const [at, record] of records.entries()) {
    const pointer = `/collections/${name}/${at}`;
    const found = flaws(record);
    for (const flaw of found) yield { pointer: pointer + flaw.pointer, message: flaw.message };
    if (found.length > 0) continue;
    const id = record[key];
    if (seen.has(id))
      yield { pointer: `${pointer}/${key}`, message: `is ${id}, as in record ${seen.get(id)} before it` };
    seen.set(id, at);
  }
}

function invalid(flaws: readonly RecordFlaw[], { text, file }: { text: string; file: string }): Problem {
  const tree = parseTree(text);
  const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const named = flaws.map(({ pointer, message }) => {
    const offset = offsetOf(tree, pointer);
    return `  ${file}:${countBelow(lineEnds, offset) + 1} ${pointer || '/'} ${message}`;
  });
  const fix = `Correct the named lines, or ${discarding(file)}.`;
  return new Problem('data-invalid', `${file} holds flaws:\n${named.join('\n')}`, { fix });
}

/** How many of some rising numbers are below a bound. */
function countBelow(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where in the text a pointer's value stands, or the closest thing around it that is there. */
function offsetOf(tree: Node | undefined, pointer: string): number {
  const path = pointerTokens(pointer).map(token => (/^\d+$/.test(token) ? Number(token) : token));
  for (let length = path.length; tree && length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.offset;
  }
  return 0;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
