import type { Read } from '../kernel/index.js';
import { MAX_DELAY } from './delay.js';
import { FAULTS, type FaultName, STATUSES } from './rule.js';

/** What a request asks for in its header `Prefer` (RFC 7240). */
export type Preferences = {
  /** The documented outcome with this status code. */
  code?: number;
  /** The name of one of the examples for that outcome. */
  example?: string;
  /** Whether to make a new value instead of using an example. */
  dynamic?: boolean;
  /** Milliseconds to wait. */
  delay?: number;
  fault?: FaultName;
  /** A profile, and choices of readings by id, unchecked: whether they exist is not known here. */
  profile?: string;
  readings: Readonly<Record<string, string>>;
  /** The preferences in the form of the header `Preference-Applied`. */
  applied: readonly string[];
};

/**
 * Parses `code=404, example=not-found, delay=300, fault=EMPTY_RESPONSE, profile=consistent, reading="text-match=contains"`.
 * It ignores other preferences, and of several with the same name or reading all but the first.
 */
export function parsePrefer(header: string): Read<Preferences> {
  const singles = new Map<string, number | string | boolean>();
  const readings = new Map<string, string>();
  const applied: string[] = [];
  const issues: string[] = [];
  for (const { name, value } of readPreferences(header)) {
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name as Name] : undefined;
    if (!known || singles.has(name)) continue;
    const read = known.read(value);
    if (read === undefined) {
      issues.push(`Prefer: ${name} must be ${known.expected}, not ${JSON.stringify(value.slice(0, MAX_SHOWN))}.`);
    } else if (!Array.isArray(read)) {
      singles.set(name, read);
      applied.push(`${name}=${typeof read === 'string' ? quoteText(read) : read}`);
    } else if (!readings.has(read[0])) {
      readings.set(...read);
      applied.push(`${name}="${value}"`);
    }
  }
  if (issues.length > 0) return { issues };
  return { value: { ...Object.fromEntries(singles), readings: Object.fromEntries(readings), applied } };
}

const MAX_SHOWN = 80;

type Name = 'code' | 'example' | 'dynamic' | 'delay' | 'fault' | 'profile' | 'reading';
type Value = number | string | boolean | [id: string, response: string];

const KNOWN: Record<Name, { expected: string; read: (value: string) => Value | undefined }> = {
  code: { expected: `an integer from ${STATUSES.min} to ${STATUSES.max}`, read: value => integer(value, STATUSES) },
  example: { expected: 'the name of an example', read: value => (/^[\x20-\x7e]+$/.test(value) ? value : undefined) },
  dynamic: { expected: 'true or false', read: value => BOOLEANS[value] },
  delay: {
    expected: `an integer from 0 to ${MAX_DELAY}`,
    read: value => integer(value, { min: 0, max: MAX_DELAY }),
  },
  fault: { expected: `one of ${FAULTS.join(', ')}`, read: value => FAULTS.find(fault => fault === value) },
  profile: { expected: 'the name of a profile', read: value => (/^[\w-]+$/.test(value) ? value : undefined) },
  reading: {
    expected: 'the id of a reading and a choice, as in "text-match=contains"',
    read: value => {
      const [, id, response] = /^([\w-]+)=([\w-]+)$/.exec(value) ?? [];
      return id === undefined || response === undefined ? undefined : [id, response];
    },
  },
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** Puts a text in quotes if it is no token. */
function quoteText(text: string): string {
  return /^[\w-]+$/.test(text) ? text : JSON.stringify(text);
}

function integer(value: string, { min, max }: { min: number; max: number }): number | undefined {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

/** Names in lower case with their values, without quotes and parameters; a missing value is empty. */
function readPreferences(header: string): { name: string; value: string }[] {
  return splitUnquoted(header, ',').map(element => {
    const [preference = ''] = splitUnquoted(element, ';');
    const at = preference.indexOf('=');
    const name = at < 0 ? preference : preference.slice(0, at);
    return { name: name.trim().toLowerCase(), value: at < 0 ? '' : unquote(preference.slice(at + 1).trim()) };
  });
}

/** Splits a text at the separators outside quoted strings. */
function splitUnquoted(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isQuoted && char === '\\') at++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === separator && !isQuoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  return value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
}
