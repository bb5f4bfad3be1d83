import { isUtf8 } from 'node:buffer';
import { findChangedNumbers, formatPointer, isObject } from '../../kernel/index.js';
import { CollectionBuilder, type OnProgress, PROGRESS } from '../change/build-collections.js';
import { DATA_FORM, Data, type Metadata } from '../change/data.js';
import type { CollectionDefinition, RecordIssue, StoredRecord } from '../memory/definition.js';
import type { Collection } from '../query/collection.js';
import { parseLine } from './files/parse-json.js';
import { readLines } from './files/read-lines.js';

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

type ReadOptions = { definitions: readonly CollectionDefinition[]; onProgress?: OnProgress | undefined };

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
export async function readCheckpoint(file: string, options: ReadOptions): Promise<Data> {
  const reader = checkpointReader(options);
  await readLines(file, reader.take);
  return reader.end();
}

/** Reads a checkpoint that comes line by line. Both functions throw `OtherLayout`. */
export function checkpointReader(options: ReadOptions): { take(line: Buffer): void; end(): Data } {
  const reader = lineReader(options);
  reader.next();
  let data: Data | undefined;
  let last = 0;
  return {
    take(line) {
      last += 1;
      if (data && line.length === 0) return;
      const { done, value } = reader.next(line);
      if (done && !value) throw new OtherLayout(last);
      if (value) data = value;
    },
    end() {
      if (data) return data;
      throw new OtherLayout(last);
    },
  };
}

/** Gets line by line; returns undefined at the first one that is not as it must be. */
function* lineReader({ definitions, onProgress }: ReadOptions): Generator<undefined, Data | undefined, Buffer> {
  if (!isText(yield, '{')) return undefined;
  const about = member(yield, 'about');
  const next = member(yield, 'next');
  if ([...metadataIssues(about), ...countIssues(next, ['next'])].length > 0) return undefined;
  if (!isText(yield, '"collections": {')) return undefined;
  const collections = new Map<string, Collection>();
  let count = 0;
  for (let isLast = false; !isLast; ) {
    const name = /^"([^"\\]+)": \[$/.exec((yield).toString())?.[1] ?? '';
    const definition = definitions.find(definition => definition.name === name);
    if (!definition || collections.has(name)) return undefined;
    const builder = new CollectionBuilder(definition);
    let line = yield;
    if (line.length === 0) line = yield;
    else {
      for (let hasNext = true; hasNext; line = yield) {
        hasNext = line.at(-1) === COMMA;
        const bytes = hasNext ? line.subarray(0, -1) : line;
        const text = bytes.toString();
        const record = isUtf8(bytes) ? parsed(text) : undefined;
        if (record === undefined || definition.issues(record).length > 0) return undefined;
        if (!builder.add(record as StoredRecord, MAYBE_SPACED.test(text) ? undefined : bytes)) return undefined;
        if (++count % PROGRESS === 0) onProgress?.(count);
      }
    }
    isLast = isText(line, ']');
    if (!isLast && !isText(line, '],')) return undefined;
    collections.set(name, builder.build());
  }
  if (!isText(yield, '}') || !isText(yield, '}')) return undefined;
  return new Data(about as Metadata, next as Record<string, number>, collections);
}

const COMMA = ','.charCodeAt(0);
/** JSON that a person may have laid out with white space; or a mark beside a space in a text, which does no harm. */
const MAYBE_SPACED = /^\s|\s$|\s[,:{}[\]]|[,:{}[\]]\s/;

function isText(line: Buffer, text: string): boolean {
  return line.toString() === text;
}

function member(line: Buffer, name: string): unknown {
  const [text, start] = [line.toString(), `"${name}": `];
  return text.startsWith(start) && text.endsWith(',') ? parsed(text.slice(start.length, -1)) : undefined;
}

/** Undefined where the text is no JSON, or not such as a record may have. */
function parsed(text: string): unknown {
  const value = parseLine(text);
  return value === undefined || findChangedNumbers(text).length > 0 ? undefined : value;
}

/** Finds everything that is wrong with the metadata of a data file. One that was made by hand names no log. */
export function* metadataIssues(about: unknown): Generator<RecordIssue> {
  if (!isObject(about) || about.understudy !== DATA_FORM) {
    return yield { pointer: '/about', message: `must be {"understudy": ${DATA_FORM}, "seed": …}` };
  }
  for (const name of Object.keys(about).filter(name => !Object.hasOwn(MEMBERS, name))) {
    const known = Object.keys(MEMBERS).join(', ');
    yield { pointer: formatPointer(['about', name]), message: `is none of the members ${known}` };
  }
  const { seed, records, log, after, scenario, generations = {} } = about;
  for (const [key, value] of Object.entries({ seed, records, log })) {
    const isAbsent = value === undefined && key !== 'seed';
    if (!isAbsent && !Number.isSafeInteger(value)) yield { pointer: `/about/${key}`, message: 'must be an integer' };
  }
  if (log !== undefined && !/^[0-9a-f]{8}$/.test(String(after))) {
    yield { pointer: '/about/after', message: 'must be eight hexadecimal digits, as they were written' };
  }
  if (!['string', 'undefined'].includes(typeof scenario)) {
    yield { pointer: '/about/scenario', message: 'must be a string' };
  }
  yield* countIssues(generations, ['about', 'generations']);
}

/** The members of the metadata; the type makes sure that none is missing. */
const MEMBERS: Record<keyof Metadata, true> = {
  understudy: true,
  seed: true,
  records: true,
  log: true,
  after: true,
  scenario: true,
  state: true,
  generations: true,
  copied: true,
};

/** Finds everything that is wrong with counts by name, such as the next ids. */
export function* countIssues(counts: unknown, place: readonly string[]): Generator<RecordIssue> {
  if (!isObject(counts)) return yield { pointer: formatPointer(place), message: 'must be an object' };
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count)) yield { pointer: formatPointer([...place, name]), message: 'must be an integer' };
  }
}
