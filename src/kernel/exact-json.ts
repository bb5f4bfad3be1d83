import { endOfString, nestingDepth } from './json-text.js';

/** A number in JSON text that JavaScript cannot keep: its path of names and indexes, and its digits. */
export type InexactNumber = { path: readonly string[]; written: string };

/**
 * Finds the numbers of JSON text that JavaScript would change: integers beyond ±(2^53 − 1), and numbers with more digits or
 * a larger or smaller exponent than a double has. `1.0` and `1e3` are the integers 1 and 1000. The text must be JSON.
 */
export function findInexactNumbers(text: string): InexactNumber[] {
  return SUSPECT.test(text) ? findNumbers(text, written => !isSafe(written) || !isKept(written)) : NONE;
}

/** The same, but accepts integers of any size if their digits stay the same. The text must be JSON. */
export function findChangedNumbers(text: string): InexactNumber[] {
  return SUSPECT.test(text) ? findNumbers(text, written => !isKept(written)) : NONE;
}

/**
 * Parses JSON text. NaN, which no schema allows and which equals nothing, replaces each number that JavaScript cannot keep.
 * Throws if the text is not JSON.
 */
export function parseExactJson(text: string): { value: unknown; inexact: readonly InexactNumber[] } {
  const value: unknown = JSON.parse(text);
  const inexact = findInexactNumbers(text);
  return { value: replaceWithNaN(value, inexact), inexact };
}

/**
 * Parses JSON text for comparisons. NaN replaces each number that JavaScript would change; integers may be beyond
 * ±(2^53 − 1) if their digits stay the same. Throws if the text is not JSON.
 */
function parseComparableJson(text: string): unknown {
  return replaceWithNaN(JSON.parse(text), findChangedNumbers(text));
}

/** Parses an integer in digits; undefined for other text, and for an integer that JavaScript cannot keep. */
export function parseInteger(text: string): number | undefined {
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** Says what is wrong with such a number; the sentence begins with the number's place. */
export function describeInexactNumber({ written }: InexactNumber): string {
  const shown = written.length > MAX_SHOWN ? `${written.slice(0, MAX_SHOWN)}…` : written;
  return `must be a number that JavaScript keeps exactly, not ${shown}`;
}

const NONE: InexactNumber[] = [];
const MAX_SHOWN = 40;

/** A number with fewer than 16 digits and without an exponent is exact. A string may look like one; a second look decides. */
const SUSPECT = /(?:^|[[:,\s])-?\d(?:[\d.]{15}|[\d.]*[eE])/;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** An object or a list around the current place: where the member's name is in the text, or the index. */
type Level = { name: readonly [from: number, to: number] } | { index: number };

function findNumbers(text: string, isWanted: (written: string) => boolean): InexactNumber[] {
  const found: InexactNumber[] = [];
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string;
    const level = levels.at(-1);
    if (mark === '"') {
      const end = endOfString(text, at);
      // a member's name comes before its value, and a string value contains no numbers
      if (level && 'name' in level) level.name = [at, end + 1];
      at = end;
    } else if (mark === '{') levels.push({ name: [0, 0] });
    else if (mark === '[') levels.push({ index: 0 });
    else if (mark === '}' || mark === ']') levels.pop();
    else if (mark === ',' && level && 'index' in level) level.index++;
    else if (mark === '-' || (mark >= '0' && mark <= '9')) {
      NUMBER.lastIndex = at;
      const written = NUMBER.exec(text)?.[0] ?? mark;
      if (isWanted(written)) found.push({ path: levels.map(each => readToken(each, text)), written });
      at += written.length - 1;
    }
  }
  return found;
}

function readToken(level: Level, text: string): string {
  return 'index' in level ? String(level.index) : JSON.parse(text.slice(...level.name));
}

function isSafe(written: string): boolean {
  return !Number.isInteger(Number(written)) || Number.isSafeInteger(Number(written));
}

/** Whether JavaScript keeps the same decimal number. */
function isKept(written: string): boolean {
  const value = Number(written);
  return Number.isFinite(value) && normalizeDecimal(written) === normalizeDecimal(String(value));
}

/** The significant digits of a number without its sign, and the power of ten of the last digit: `25e-1` for 2.50. */
function normalizeDecimal(written: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? [];
  const digits = whole + fraction;
  let [from, to] = [0, digits.length];
  while (digits[from] === '0') from++;
  while (to > from && digits[to - 1] === '0') to--;
  return from === to ? '0' : `${digits.slice(from, to)}e${Number(exponent) - fraction.length + digits.length - to}`;
}

function replaceWithNaN(value: unknown, numbers: readonly InexactNumber[]): unknown {
  if (numbers.length === 0) return value;
  const root = { value };
  for (const { path } of numbers) putNaN(root, ['value', ...path]);
  return root.value;
}

/** If a name occurs twice in the text, the value of the first one may not exist. */
function putNaN(root: object, path: readonly string[]): void {
  let parent: unknown = root;
  for (const token of path.slice(0, -1)) parent = memberOf(parent, token);
  const last = path.at(-1) as string;
  if (memberOf(parent, last) !== undefined) (parent as Record<string, unknown>)[last] = Number.NaN;
}

function memberOf(value: unknown, name: string): unknown {
  const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, name);
  return isThere ? (value as Record<string, unknown>)[name] : undefined;
}

/** JSON that is nested deeper than this counts as text: recursive code could overflow the stack. */
const MAX_DEPTH = 64;

/** Parses JSON text, with NaN for each number that JavaScript would change; undefined for text that is not JSON. */
export function parseShallowJson(text: string): unknown {
  try {
    const value = parseComparableJson(text);
    return nestingDepth(text) > MAX_DEPTH ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether JavaScript kept all numbers of a value from `parseShallowJson`. */
export function isExact(json: unknown): boolean {
  if (typeof json === 'number') return Number.isFinite(json);
  return json === null || typeof json !== 'object' || Object.values(json).every(isExact);
}

/** Whether a JSON value is nested no deeper than `parseShallowJson` accepts. */
export function isShallow(json: unknown, deepest = MAX_DEPTH): boolean {
  if (json === null || typeof json !== 'object') return true;
  return deepest > 0 && Object.values(json).every(member => isShallow(member, deepest - 1));
}
