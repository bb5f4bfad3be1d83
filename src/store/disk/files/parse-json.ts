import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { indexDeeperThan, parsePointer } from '../../../kernel/index.js';
import type { RecordIssue } from '../../memory/definition.js';
import { firstThat } from '../../memory/sort-slots.js';

/** Why bytes are no JSON, and where; line and column count from 1. */
export type JsonDamage = { reason: string; line: number; column: number; cause: unknown };

/** Reads JSON in UTF-8, with or without a byte order mark, which some editors put before it. */
export function parseJsonBytes(bytes: Uint8Array): { text: string; value: unknown } | { damage: JsonDamage } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const text = new TextDecoder().decode(bytes);
    return { damage: damageAt(text, text.indexOf('\ufffd'), { reason: 'not UTF-8', cause }) };
  }
  const tooDeepAt = indexTooDeep(text);
  if (tooDeepAt >= 0) return { damage: damageAt(text, tooDeepAt, { reason: TOO_DEEP, cause: undefined }) };
  try {
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (text.trim() === '') return { damage: damageAt(text, 0, { reason: 'empty', cause }) };
    const reason = `not JSON: ${first ? inWords(printParseErrorCode(first.error)) : (cause as Error).message}`;
    return { damage: damageAt(text, first?.offset ?? text.length, { reason, cause }) };
  }
}

function damageAt(text: string, offset: number, why: { reason: string; cause: unknown }): JsonDamage {
  const lines = text.slice(0, offset).split('\n');
  return { ...why, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** A code of the parser, such as `ValueExpected`, as words. */
function inWords(code: string): string {
  return code.replace(/\B[A-Z]/g, ' $&').toLowerCase();
}

/** How deeply the JSON of a record may be nested: everything that reads, checks and writes it can still do so. */
export const MAX_RECORD_DEPTH = 1000;

/** A record in a file stands in a few objects and lists. */
const MAX_FILE_DEPTH = MAX_RECORD_DEPTH + 10;

/** What a file is, or a line of it, that is nested deeper than a record may be. */
const TOO_DEEP = `nested more than ${MAX_RECORD_DEPTH} levels deep`;

/** Where in a file, or in a line of it, something is nested deeper than a record may be; -1 where nothing is. */
function indexTooDeep(text: string): number {
  // every level has two brackets
  return text.length > 2 * MAX_FILE_DEPTH ? indexDeeperThan(text, MAX_FILE_DEPTH) : -1;
}

/** Reads a line that is JSON; undefined where it is none, or nested deeper than anything that is written. */
export function parseLine(text: string): unknown {
  try {
    return indexTooDeep(text) < 0 ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The issues of a JSON file as lines of text, each with where it stands: `data.json:7 /about/seed must be an integer`. */
export function issueLines(issues: readonly RecordIssue[], { text, file }: { text: string; file: string }): string[] {
  const tree = parseTree(text);
  const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return issues.map(({ pointer, message }) => {
    const offset = offsetOf(tree, pointer);
    const line = 1 + firstThat(lineEnds.length, at => (lineEnds[at] as number) >= offset);
    return `${file}:${line} ${pointer || '/'} ${message}`;
  });
}

/** Where in the text a pointer's value stands, or the closest thing around it that is there. */
function offsetOf(tree: Node | undefined, pointer: string): number {
  const path = parsePointer(pointer).map(token => (/^\d+$/.test(token) ? Number(token) : token));
  for (let length = path.length; tree && length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.offset;
  }
  return 0;
}
