import { CORE_SCHEMA, EVENT_ID, type Event, getScalarValue, load, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import { isObject, nestingDepth } from '../../kernel/index.js';

/** YAML 1.2, in which dates and `on` are text, with the merge key `<<` of 1.1, which descriptions use. */
export const YAML_SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** How deeply a document may be nested, and how many values it may have where aliases repeat them. */
const MAX_DEPTH = 200;
const MAX_VALUES = 5_000_000;

const OPTIONS = { schema: YAML_SCHEMA, maxDepth: MAX_DEPTH };

/** A parsed document, and the place of a key that it has twice: its last value counts. */
export type ParsedDocument = { value: unknown; duplicate: { line: number; message: string } | undefined };

/** Parses JSON or YAML. Throws an error whose message has the line. */
export function parseDocument(text: string): ParsedDocument {
  if (/^\s*[{[]/.test(text) && nestingDepth(text) <= MAX_DEPTH) {
    try {
      return { value: JSON.parse(text), duplicate: undefined };
    } catch {
      // the error of the YAML parser has the line; YAML also has comments and trailing commas
    }
  }
  try {
    return { value: assertBounded(load(text, OPTIONS)), duplicate: undefined };
  } catch (error) {
    if (!(error instanceof YAMLException) || !error.reason.includes('duplicated')) throw readable(error);
    try {
      const duplicate = {
        line: (error.mark?.line ?? 0) + 1,
        message: 'repeats a key on this line; the last value counts',
      };
      return { value: assertBounded(load(text, { ...OPTIONS, json: true })), duplicate };
    } catch (again) {
      throw readable(again);
    }
  }
}

/** The value of a YAML or JSON file in which a key must not be twice; undefined where it has only comments. Throws like `parseDocument`. */
export function parseOwnDocument(text: string): unknown {
  if (text.split('\n').every(line => /^\s*(#|$)/.test(line))) return undefined;
  const { value, duplicate } = parseDocument(text);
  if (duplicate) throw new Error(`line ${duplicate.line} repeats a key`);
  return value ?? undefined;
}

/** A value as it is without aliases: how many values it consists of, and how deeply they are nested. */
type Extent = { values: number; depth: number };

/** Throws for a value that contains itself, is nested too deeply or has too many values, which only aliases can make. */
function assertBounded(value: unknown): unknown {
  const open = new Set<unknown>();
  const measured = new Map<unknown, Extent>();
  const measure = (inner: unknown): Extent => {
    if (!Array.isArray(inner) && !isObject(inner)) return { values: 1, depth: 0 };
    const known = measured.get(inner);
    if (known) return known;
    if (open.has(inner)) throw new Error('an alias refers to a value that contains the alias');
    open.add(inner);
    const extent = { values: 1, depth: 1 };
    for (const member of Object.values(inner)) {
      const { values, depth } = measure(member);
      extent.values += values;
      extent.depth = Math.max(extent.depth, depth + 1);
    }
    if (extent.values > MAX_VALUES) throw new Error(`aliases make it more than ${MAX_VALUES} values`);
    if (extent.depth > MAX_DEPTH) throw new Error(`aliases nest it more than ${MAX_DEPTH} levels deep`);
    open.delete(inner);
    measured.set(inner, extent);
    return extent;
  };
  measure(value);
  return value;
}

function readable(error: unknown): Error {
  if (!(error instanceof YAMLException)) return error as Error;
  const { reason, mark } = error;
  return new Error(mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ${reason}` : reason, { cause: error });
}

/**
 * Finds the lines of places in a document, by JSON pointer. A place that is not written in the text, as after a merge key,
 * has the line of its nearest parent that is.
 */
export function findLines(text: string, pointers: Iterable<string>): Map<string, number> {
  const lines = new Map<string, number>();
  const starts = new Map<string, number>();
  collectStarts(text, starts);
  for (const pointer of pointers) {
    let known = pointer;
    while (known !== '' && !starts.has(known)) known = known.slice(0, known.lastIndexOf('/'));
    lines.set(pointer, lineAt(text, starts.get(known) ?? 0));
  }
  return lines;
}

type Container = { pointer: string; isMap: boolean; key: string | undefined; count: number };

/** Notes where each member and item begins: at its key, or at the item itself. */
function collectStarts(text: string, starts: Map<string, number>): void {
  // a document has no container
  const stack: (Container | undefined)[] = [];
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch {
    return;
  }
  /** The pointer of the value that an event begins; undefined where the event is a key. */
  const begin = (start: number, key: string | undefined): string | undefined => {
    const parent = stack.at(-1);
    if (!parent) return '';
    if (!parent.isMap) {
      const pointer = `${parent.pointer}/${parent.count++}`;
      starts.set(pointer, start);
      return pointer;
    }
    if (parent.key === undefined) {
      parent.key = `${parent.pointer}/${(key ?? '').replaceAll('~', '~0').replaceAll('/', '~1')}`;
      starts.set(parent.key, start);
      return undefined;
    }
    const pointer = parent.key;
    parent.key = undefined;
    return pointer;
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isMap = event.type === EVENT_ID.MAPPING;
        stack.push({ pointer: begin(event.start, undefined) ?? '', isMap, key: undefined, count: 0 });
        break;
      }
      case EVENT_ID.SCALAR:
        begin(event.valueStart, getScalarValue(text, event));
        break;
      case EVENT_ID.ALIAS:
        begin(event.anchorStart, undefined);
        break;
      case EVENT_ID.POP:
        stack.pop();
        break;
      case EVENT_ID.DOCUMENT:
        stack.push(undefined);
    }
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
