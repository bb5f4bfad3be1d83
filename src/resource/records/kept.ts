import { type DescribedSchema, SchemaView } from '../../openapi/index.js';
import type { ColumnKind, Condition } from '../../store/index.js';
import type { CollectionRule } from '../resources.js';
import { compileFollow, type Follow } from './follow.js';

/** A collection as it is kept: where its key and its parents stand in a record, and which columns it has. */
export type Kept = {
  /** The name in the API: `pets`. */
  name: string;
  /** The name in the store: `api.pets`. */
  storeName: string;
  rule: CollectionRule;
  /** The schema of a record as responses show it; undefined where records are any objects. */
  view: SchemaView | undefined;
  /** The column that has the key: a member, or `$key`. */
  keyColumn: string;
  /** The column that counts the records and is the key of the store: the member that has the key, or `$n`. */
  number: string;
  /** Makes the members that follow others. */
  follow: Follow;
  /** The passwords that no response shows: their digests are hidden members. */
  secrets: readonly string[];
  /** How many digits the texts have that count the records; undefined where numbers do. */
  digits: number | undefined;
  /** The columns for the store, those of hidden members among them. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** The column of a visible member; undefined where queries cannot use it. */
  columnOf(member: string): { key: string; kind: ColumnKind } | undefined;
  /** The column that has the key of a parent: a member, or `$<parent>`. */
  parentColumn(parent: string): string;
};

/** The hidden member that counts the records in the order of their creation, where their keys do not. */
export const NUMBER = '$n';
/** The hidden member that has the key as text where no visible member has it. */
export const HIDDEN_KEY = '$key';

/** The hidden member that has the digest of a password. */
export function secretName(member: string): string {
  return `$${member}`;
}

/** Describes how a collection is kept. */
export function describeKept(
  name: string,
  rule: CollectionRule,
  { api, schema }: { api: string; schema: DescribedSchema | undefined },
): Kept {
  const view = schema && new SchemaView(schema);
  const secrets = Object.keys(rule.passwords ?? {}).filter(member => !view?.members.has(member));
  // a record with hidden members has a hidden number, too
  const number = (secrets.length === 0 && countingKey(rule, view)) || NUMBER;
  const digits = number === NUMBER ? undefined : digitsOf(view?.members.get(number)?.value);
  const columns: Record<string, ColumnKind> = number === NUMBER ? { [NUMBER]: 'number' } : {};
  for (const member of view?.members.values() ?? []) {
    const kind = kindOf(member.value);
    if (kind && !member.name.startsWith('$')) columns[member.name] = kind;
  }
  Object.assign(columns, rule.columns);
  const keyColumn = keyColumnOf(rule, view);
  // a key is compared as it is written: a date too
  columns[keyColumn] = columns[keyColumn] === 'number' ? 'number' : 'text';
  const parentColumn = (parent: string) => rule.parents?.[parent]?.member ?? `$${parent}`;
  for (const parent of Object.keys(rule.parents ?? {})) columns[parentColumn(parent)] ??= 'text';
  return {
    name,
    storeName: `${api}.${name}`,
    rule,
    view,
    keyColumn,
    number,
    follow: compileFollow(rule),
    secrets,
    digits,
    columns,
    columnOf(member) {
      const kind = Object.hasOwn(columns, member) && !member.startsWith('$') ? columns[member] : undefined;
      return kind && { key: member, kind };
    },
    parentColumn,
  };
}

/** The conditions that only records with these parents fulfil. Without a visible member, null is in the scope of every parent. */
export function scopeConditions(kept: Kept, parents: Readonly<Record<string, string>>): Condition[] {
  return Object.entries(parents).map(([parent, text]): Condition => {
    const key = kept.parentColumn(parent);
    const equal = equalText(kept, key, text);
    return key.startsWith('$') ? { key, is: 'any', of: [equal, { key, is: 'null' }] } : equal;
  });
}

/** The condition that a column has a value that a path has as text. The number 7 is not `007`. */
export function equalText({ columns }: Kept, key: string, text: string): Condition {
  if (columns[key] !== 'number') return { key, is: 'equal', value: text };
  const value = Number(text);
  return String(value) === text ? { key, is: 'equal', value } : { key, is: 'any', of: [] };
}

/** The condition that the number of a record lies from one to another. */
export function numbersWithin({ number, digits }: Kept, [first, last]: readonly [number, number]): Condition {
  if (digits === undefined) return { key: number, is: 'within', ranges: [[first, last]] };
  const highest = 10 ** digits - 1;
  const written = (n: number) => writeNumber(Math.min(Math.max(n, 0), highest), digits);
  const isEmpty = first > highest || last < 0 || first > last;
  return { key: number, is: 'within', ranges: isEmpty ? [] : [[written(first), written(last)]] };
}

/** The number of a record as the store has it. */
export function storeKey({ digits }: Kept, n: number): number | string {
  return digits === undefined ? n : writeNumber(n, digits);
}

function writeNumber(n: number, digits: number): string {
  return String(n).padStart(digits, '0');
}

/** Whether records have hidden members. Those without are stored as clients see them. */
export function hidesMembers({ number }: Kept): boolean {
  return number === NUMBER;
}

/**
 * How many bytes of a stored record are the members that clients see, without the brace that closes it: the hidden members stand
 * at the end and begin with `$n`. They are few, so that a search from the end is the cheapest.
 */
export function visibleLength(kept: Kept, stored: Uint8Array): number {
  if (!hidesMembers(kept)) return stored.length - 1;
  for (let at = stored.length - HIDDEN.length; at > 0; at--) {
    if (stored[at] === HIDDEN[0] && HIDDEN.every((code, offset) => stored[at + offset] === code)) return at;
  }
  return 1;
}

/** JSON escapes quotes, so that no text has this. */
const HIDDEN = [...Buffer.from(`,"${NUMBER}":`)];

/**
 * The member whose integers are keys and count the records of a collection; undefined where no member does. Texts with a fixed number
 * of digits have the same order as their numbers, and count records where the rule says so.
 */
function countingKey(
  { key, ids, parents, singleton }: CollectionRule,
  view: SchemaView | undefined,
): string | undefined {
  if (key === undefined || /^\$|\./.test(key) || singleton === true) return undefined;
  // below two parents, records may have the same key
  if (Object.keys(parents ?? {}).length > 0 || (ids !== undefined && ids !== 'integer')) return undefined;
  const member = view?.members.get(key)?.value;
  if (ids === 'integer' && digitsOf(member) !== undefined) return key;
  const isCounted = member?.types.size === 1 && member.types.has('integer') && (member.minimum ?? 0) <= MAX_COUNTED;
  return isCounted ? key : undefined;
}

/** How many digits a text has of which the schema allows nothing else: 6 for `^[0-9]{6}$`. */
function digitsOf(view: SchemaView | undefined): number | undefined {
  const [, digits] = /^\^(?:\[0-9\]|\\d)\{(\d+)\}\$$/.exec(view?.pattern ?? '') ?? [];
  const isText = view?.types.size === 1 && view.types.has('string');
  return isText && digits !== undefined && Number(digits) <= MAX_DIGITS ? Number(digits) : undefined;
}

/** JavaScript keeps integers of so many digits exactly. */
const MAX_DIGITS = 15;

/** Higher keys are drawn, not counted: those that are counted do not follow them. */
export const MAX_COUNTED = 1e9;

function keyColumnOf({ key }: CollectionRule, view: SchemaView | undefined): string {
  if (key === undefined || key.includes('.') || key.startsWith('$')) return HIDDEN_KEY;
  const member = view?.members.get(key);
  if (member) return kindOf(member.value) ? key : HIDDEN_KEY;
  return view && view.members.size > 0 && !view.isOpen ? HIDDEN_KEY : key;
}

/** How the values of a member compare; undefined where it may have objects or lists. */
function kindOf({ types, format }: SchemaView): ColumnKind | undefined {
  const scalars = [...types].filter(type => type !== 'null');
  if (scalars.length === 0 || scalars.some(type => type === 'object' || type === 'array')) return undefined;
  if (scalars.every(type => type !== 'string')) return 'number';
  if (scalars.some(type => type !== 'string')) return 'text';
  return format === 'date-time' || format === 'date' ? 'instant' : 'text';
}
