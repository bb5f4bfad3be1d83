import { isUtf8 } from 'node:buffer';
import { findChangedNumbers } from '../../kernel/index.js';
import { CollectionBuilder, type OnProgress, PROGRESS } from '../change/collection-builder.js';
import { Data, type Metadata } from '../change/data.js';
import type { CollectionDefinition, RecordIssue, StoredRecord } from '../memory/definition.js';
import { indexTooDeep } from './files/parse-json.js';
import { readLines } from './files/read-lines.js';
import { countIssues, metadataIssues } from './metadata-issues.js';

/** A checkpoint as text: JSON with one record on a line, so that a person can read and edit it, and we read it as a stream. */
export function* checkpointText({
  about,
  next,
  collections,
}: Pick<Data, 'about' | 'next' | 'collections'>): Generator<string | Uint8Array> {
  yield `{\n"about": ${JSON.stringify(about)},\n"next": ${JSON.stringify(next)},\n"collections": {`;
  let isFirst = true;
  for (const [name, { indexes }] of collections) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(name)}: [\n`;
    isFirst = false;
    let isFirstRecord = true;
    for (const slot of indexes.byKey.slots()) {
      if (!isFirstRecord) yield SEPARATOR;
      yield indexes.heap.bytes(slot);
      isFirstRecord = false;
    }
    yield '\n]';
  }
  yield '\n}\n}\n';
}

const SEPARATOR = new TextEncoder().encode(',\n');

/** Thrown where a file does not have the layout that we write, or has an issue, on a line. */
export class OtherLayout extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} is not laid out as expected`);
    this.line = line;
  }
}

/**
 * Reads a checkpoint that is laid out as we write it, line by line, however large. Throws `OtherLayout` at the first line
 * that is not, or whose record is not what the contract allows, and what opening the file throws.
 */
export async function readCheckpoint(
  file: string,
  { definitions, onProgress }: { definitions: readonly CollectionDefinition[]; onProgress?: OnProgress | undefined },
): Promise<Data> {
  const reading = new Reading(definitions, onProgress);
  let last = 0;
  await readLines(file, (line, number) => {
    last = number;
    if (!reading.take(line)) throw new OtherLayout(number);
  });
  const data = reading.finish();
  if (!data) throw new OtherLayout(last);
  return data;
}

/** The kind of line that must come next. */
type Expected =
  | 'start'
  | 'about'
  | 'next'
  | 'collections'
  | 'collection'
  /** A record, or the end of an empty list. */
  | 'first'
  | 'record'
  | 'list-end'
  | 'collections-end'
  | 'end'
  | 'nothing';

class Reading {
  readonly #definitions: readonly CollectionDefinition[];
  readonly #onProgress: OnProgress | undefined;
  #expected: Expected = 'start';
  #about: Metadata | undefined;
  #next: Record<string, number> = {};
  readonly #builders = new Map<string, CollectionBuilder>();
  #definition: CollectionDefinition | undefined;
  #builder: CollectionBuilder | undefined;
  #count = 0;

  constructor(definitions: readonly CollectionDefinition[], onProgress: OnProgress | undefined) {
    this.#definitions = definitions;
    this.#onProgress = onProgress;
  }

  /** Reads a line; false where it is not of the kind that must come. */
  take(line: Buffer): boolean {
    if (this.#expected === 'record') return this.#record(line);
    if (this.#expected === 'first' && line[0] === OPEN) return this.#record(line);
    const text = line.toString();
    switch (this.#expected) {
      case 'start':
        return this.#then('about', text === '{');
      case 'about':
        this.#about = member(text, 'about') as Metadata | undefined;
        return this.#then('next', isValid(metadataIssues(this.#about)));
      case 'next':
        this.#next = member(text, 'next') as Record<string, number>;
        return this.#then('collections', isValid(countIssues(this.#next, ['next'])));
      case 'collections':
        return this.#then('collection', text === '"collections": {');
      case 'collection':
        return this.#collection(text);
      case 'first':
        return text === '' || this.#listEnd(text);
      case 'list-end':
        return this.#listEnd(text);
      case 'collections-end':
        return this.#then('end', text === '}');
      case 'end':
        return this.#then('nothing', text === '}');
      case 'nothing':
        return text === '';
    }
  }

  /** The data; undefined where the file ended too early or two records have the same key. */
  finish(): Data | undefined {
    if (this.#expected !== 'nothing') return undefined;
    const filled = [...this.#builders].map(([name, builder]) => [name, builder.build()] as const);
    const whole = filled.flatMap(([name, collection]) => (collection ? [[name, collection] as const] : []));
    return whole.length === filled.length ? new Data(this.#about as Metadata, this.#next, new Map(whole)) : undefined;
  }

  #then(expected: Expected, isRight: boolean): boolean {
    this.#expected = expected;
    return isRight;
  }

  #collection(text: string): boolean {
    const name = /^"([^"\\]+)": \[$/.exec(text)?.[1] ?? '';
    this.#definition = this.#definitions.find(definition => definition.name === name);
    if (!this.#definition || this.#builders.has(name)) return false;
    this.#builder = new CollectionBuilder(this.#definition);
    this.#builders.set(name, this.#builder);
    return this.#then('first', true);
  }

  #record(line: Buffer): boolean {
    const isLast = line[line.length - 1] !== COMMA;
    const text = line.toString('utf8', 0, isLast ? line.length : line.length - 1);
    const record = indexTooDeep(text) >= 0 ? undefined : parsed(text);
    if (record === undefined || !isUtf8(line) || this.#definition?.issues(record).length !== 0) return false;
    const json = line.subarray(0, isLast ? line.length : line.length - 1);
    this.#builder?.add(record as StoredRecord, isSpaced(json) ? undefined : json);
    if (++this.#count % PROGRESS === 0) this.#onProgress?.(this.#count);
    return this.#then(isLast ? 'list-end' : 'record', true);
  }

  #listEnd(text: string): boolean {
    return this.#then(text === '],' ? 'collection' : 'collections-end', text === '],' || text === ']');
  }
}

const OPEN = '{'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

/** Whether JSON may have white space outside of texts. JSON that we write has none. */
function isSpaced(json: Buffer): boolean {
  if (json.includes(TAB) || json.includes(CARRIAGE_RETURN)) return true;
  for (let at = json.indexOf(SPACE); at >= 0; at = json.indexOf(SPACE, at + 1)) {
    if (isMark(json[at - 1]) || isMark(json[at + 1])) return true;
  }
  return false;
}

const [TAB, CARRIAGE_RETURN, SPACE] = [0x09, 0x0d, 0x20];
const MARKS = new Set([...' ,:{}[]'].map(mark => mark.charCodeAt(0)));

function isMark(byte: number | undefined): boolean {
  return byte === undefined || MARKS.has(byte);
}

function member(text: string, name: string): unknown {
  const start = `"${name}": `;
  return text.startsWith(start) && text.endsWith(',') ? parsed(text.slice(start.length, -1)) : undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return findChangedNumbers(text).length > 0 ? undefined : value;
  } catch {
    return undefined;
  }
}

function isValid(issues: Iterable<RecordIssue>): boolean {
  return [...issues].length === 0;
}
