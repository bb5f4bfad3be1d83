import { isObject } from '../../../kernel/index.js';
import { fitLength } from '../make/make-string.js';
import { kindOf } from '../schema/accepts.js';
import type { Constraints, Kind } from '../schema/constraints.js';
import { formatTime } from '../words/by-format.js';

/** Lists values of an allowed kind that mean the same as a value of another kind: 10 for `"10"`. */
export function convert(value: unknown, kinds: ReadonlySet<Kind>): unknown[] {
  const found: unknown[] = [];
  if (typeof value === 'string') found.push(...readText(value));
  if (typeof value === 'number')
    found.push(String(value), Math.round(value), ...(value === 0 || value === 1 ? [value === 1] : []));
  if (typeof value === 'boolean') found.push(String(value));
  if (Array.isArray(value)) found.push(...value.slice(0, 1));
  else if (value !== null && kinds.has('array')) found.push([value]);
  return found.filter(candidate => kinds.has(kindOf(candidate)));
}

/** Lists texts and numbers close to a value that breaks its limits: cut, rounded, or as the format writes it. */
export function approximate(
  value: unknown,
  { minLength, maxLength, minimum, maximum, formats }: Constraints,
): unknown[] {
  if (typeof value === 'number') return [Math.round(value), Math.min(Math.max(value, minimum), maximum)];
  if (typeof value !== 'string') return [];
  const times = formats.some(format => format.includes('date') || format.includes('time')) ? readTimes(value) : [];
  const free = formats.length === 0 ? [fitLength(value, { min: minLength, max: maxLength })] : [];
  return [value.trim(), value.toLowerCase(), value.toUpperCase(), ...times, ...free];
}

/** The allowed value that is the same but for its letters' case, its spaces or its type. */
export function findAllowed(value: unknown, allowed: readonly unknown[]): unknown[] {
  const plain = plainText(value);
  return plain === undefined ? [] : allowed.filter(candidate => plainText(candidate) === plain);
}

function plainText(value: unknown): string | undefined {
  if (value === null || isObject(value) || Array.isArray(value)) return undefined;
  return String(value)
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}

function readText(text: string): unknown[] {
  const found: unknown[] = [];
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) found.push(number, Math.round(number));
  if (/^(true|yes|on)$/i.test(text)) found.push(true);
  if (/^(false|no|off)$/i.test(text)) found.push(false);
  if (/^\s*[[{]/.test(text)) {
    try {
      found.push(JSON.parse(text));
    } catch {
      // it only looks like JSON
    }
  }
  return found;
}

function readTimes(text: string): string[] {
  // a time without a zone would be read in the zone of the machine
  const time = Date.parse(/\dT[\d:.]+$|\d \d\d:[\d:.]+$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  if (Number.isNaN(time) || Math.abs(time) > 8e15 || time < Date.UTC(0) || time >= Date.UTC(10_000)) return [];
  const whole = formatTime(time);
  return /\d{4}/.test(text) ? [whole, whole.slice(0, 10), whole.slice(11)] : [];
}
