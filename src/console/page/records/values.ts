import type { Collection } from '../data/admin-types.js';

export type RecordValue = Readonly<Record<string, unknown>>;
export type RecordMember = Collection['members'][number];

/** The control that edits a member: by its allowed values or types, and else its JSON as text. */
export function controlOf({ types, enum: choices }: RecordMember): 'choice' | 'boolean' | 'number' | 'text' | 'json' {
  if (choices) return 'choice';
  const [only, ...others] = types.filter(type => type !== 'null');
  if (only === undefined || others.length > 0) return 'json';
  if (only === 'integer') return 'number';
  return only === 'string' ? 'text' : only === 'boolean' || only === 'number' ? only : 'json';
}

/** What a person typed, as a value; undefined where it is none. */
export function parseTyped(member: RecordMember, text: string): unknown {
  const control = controlOf(member);
  if (control === 'text') return text;
  if (control === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of what was typed into a cell, where an empty text is null if the member may be that; undefined where it is none. */
export function parseCell(member: RecordMember, text: string, before: unknown): unknown {
  if (text === '' && (before === null || controlOf(member) !== 'text')) {
    return before === null || member.types.includes('null') ? null : undefined;
  }
  return parseTyped(member, text);
}

/** What is wrong with a text that is no value. */
export function wrongText(member: RecordMember): string {
  return controlOf(member) === 'number' ? 'must be a number' : 'must be JSON';
}

/** A value as its control shows it. */
export function formatTyped(member: RecordMember, value: unknown): string {
  if (value === undefined || value === null) return '';
  const control = controlOf(member);
  if (control === 'text') return String(value);
  return control === 'json' ? JSON.stringify(value, null, 1) : JSON.stringify(value);
}

/** A value in a cell of the table. */
export function formatCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The request that makes a record what the draft says: only its changed members, unless some are gone. */
export function changeOf(before: RecordValue, draft: RecordValue): { method: 'PATCH' | 'PUT'; body: RecordValue } {
  const isWhole = Object.keys(before).some(name => draft[name] === undefined);
  if (isWhole) return { method: 'PUT', body: draft };
  const changed = Object.entries(draft).filter(([name, value]) => !isSame(before[name], value));
  return { method: 'PATCH', body: Object.fromEntries(changed) };
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Members that two people have changed, each otherwise: what was there, mine and theirs. */
export function findConflicts(
  before: RecordValue,
  mine: RecordValue,
  theirs: RecordValue,
): { name: string; mine: unknown; theirs: unknown }[] {
  return Object.keys({ ...mine, ...theirs })
    .filter(name => !isSame(before[name], theirs[name]))
    .map(name => ({ name, mine: mine[name], theirs: theirs[name] }));
}

/** A draft of one version of a record on top of another: what was changed stays changed. */
export function rebase(before: RecordValue, mine: RecordValue, theirs: RecordValue): RecordValue {
  const changed = Object.entries(mine).filter(([name, value]) => !isSame(before[name], value));
  return { ...theirs, ...Object.fromEntries(changed) };
}

/** The first member of an issue's pointer. */
export function memberOfPointer(pointer: string): string {
  return (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The place of a row in a list that may be taller than an element can be: the list is then scrolled in larger steps. */
export function windowOf({ top, height, count, row }: { top: number; height: number; count: number; row: number }) {
  const whole = count * row;
  const body = Math.min(whole, MAX_HEIGHT);
  const scale = body > height ? (whole - height) / (body - height) : 1;
  const shift = top - top * scale;
  const first = Math.max(0, Math.floor((top * scale) / row) - BEYOND);
  const last = Math.min(count, Math.ceil((top * scale + height) / row) + BEYOND);
  return { body, first, last, scale, place: (index: number) => index * row + shift };
}

/** In pixels: browsers know no taller elements than some 17 million. */
const MAX_HEIGHT = 15_000_000;
/** How many rows above and below the visible ones are there already. */
const BEYOND = 6;
