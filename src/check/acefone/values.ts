import type { Contract } from '../../contract/index.js';
import type { Asked, Known } from './known.js';
import { PATCH_USER } from './steps.js';
import { isSame } from './user-read.js';
import { REAL_ELSEWHERE, type Variable } from './variables.js';

/** Where call records can be seen by all, no ids are needed (reading cdr-type). */
export const ALL_RECORDS = { type: 'all', value: null };

/** The body that the page prints. */
export function printedBody({ operations }: Contract): { user_for_cdr: unknown } {
  const operation = operations.find(({ id }) => id === PATCH_USER);
  return JSON.parse(operation?.bodyExample('printed') ?? '{}');
}

/**
 * A value that a faithful server takes: the subject's own where one must be real elsewhere, else one of the right form.
 * Undefined where none is sure to be taken.
 */
export function validValue({ name, kind }: Variable, { known, unique }: Asked, printed: unknown): unknown {
  const own = known.original?.[name];
  if (REAL_ELSEWHERE.has(name)) return own ?? undefined;
  if (kind === 'boolean') return own ?? false;
  // an empty list names no group that might not exist
  if (kind === 'texts') return own ?? [];
  if (kind === 'record') return own ?? printed;
  return name === 'number' && isPlausible(own) ? own : newText(name, unique());
}

/** Another valid value than a user has, where there is one that is sure to be taken; undefined if theirs is unknown. */
export function otherValue({ name, kind }: Variable, own: unknown, given: { text: string; printed: unknown }): unknown {
  if (own === undefined) return undefined;
  if (kind === 'boolean') return !own;
  if (kind === 'record') return isSame(name, own, given.printed) ? ALL_RECORDS : given.printed;
  if (Array.isArray(own)) return own.length > 1 || !REAL_ELSEWHERE.has(name) ? own.slice(0, -1) : own;
  if (REAL_ELSEWHERE.has(name)) return own ?? undefined;
  return name === 'number' ? otherNumber(own, given.text) : newText(name, given.text);
}

/** What changes least and yet is a valid patch: the subject's own name where it is shown; of nobody nothing. */
export function leastBody({ subject, original }: Known, unique: () => string): Readonly<Record<string, unknown>> {
  return subject === undefined ? {} : { name: original?.name ?? newText('name', unique()) };
}

/** A text for one of the texts, made of one that nobody else uses; a name has at most 40 characters. */
export function newText(variable: string, unique: string): string {
  const word = unique.replaceAll('-', '');
  if (variable === 'number') return `+9198${digitsOf(unique, 8)}`;
  if (variable === 'email') return `${word}@example.com`;
  return variable === 'login_id' ? word : `Understudy ${word}`;
}

/** A number of the same form, with other digits at its end. */
function otherNumber(own: unknown, text: string): string {
  if (!isPlausible(own)) return newText('number', text);
  const digits = digitsOf(text, 4);
  const other = own.endsWith(digits) ? digitsOf(`${text} again`, 4) : digits;
  return own.slice(0, -other.length) + other;
}

function isPlausible(number: unknown): number is string {
  return typeof number === 'string' && /^\+?\d{8,15}$/.test(number);
}

function digitsOf(text: string, count: number): string {
  const sum = [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 99_999_989, 7);
  return String(sum).padStart(8, '0').slice(-count);
}
