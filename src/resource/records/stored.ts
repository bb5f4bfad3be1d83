import type { StoredRecord } from '../../store/index.js';
import { HIDDEN_KEY, hidesMembers, type Kept, NUMBER, secretName } from './kept.js';
import { memberView, readMember, writeMember } from './member-path.js';

/** The members that clients see. */
export type VisibleRecord = Readonly<Record<string, unknown>>;

/** Keys of parents as text, by the name of the parent; null for a record that is in the scope of every parent. */
export type ParentKeys = Readonly<Record<string, string | null>>;

/** The hidden member of a singleton that was deleted: it is not made again. */
export const GONE = '$gone';

/** A record as the store has it: the visible members, then the hidden ones, of which the first is `$n`. Where keys count, it has none. */
export function toStored(
  kept: Kept,
  visible: VisibleRecord,
  { n, key, parents, secrets = {}, isGone = false }: Hidden,
): StoredRecord {
  const shown = visibleOf(kept, visible);
  if (!hidesMembers(kept)) return shown;
  const record: Record<string, unknown> = { ...shown, [NUMBER]: n };
  if (kept.keyColumn === HIDDEN_KEY) record[HIDDEN_KEY] = String(visibleKey(kept, visible) ?? key ?? n);
  for (const [parent, column] of hiddenParents(kept)) record[column] = parents[parent] ?? null;
  for (const member in secrets) record[secretName(member)] = secrets[member];
  if (isGone) record[GONE] = true;
  return record;
}

/** What is stored beside the visible members. The key counts where no visible member has it. */
type Hidden = {
  n: number;
  key?: string | number | undefined;
  parents: ParentKeys;
  /** Digests of passwords, by member. */
  secrets?: Readonly<Record<string, string>>;
  isGone?: boolean;
};

/** The visible members of a stored record: the record itself where it has no others. */
export function visibleOf(kept: Kept, record: StoredRecord): VisibleRecord {
  const hidden = hiddenNames(kept);
  let isWhole = true;
  for (const name of hidden) if (Object.hasOwn(record, name)) isWhole = false;
  if (isWhole) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !hidden.has(name)));
}

/** The keys of a stored record's parents. */
export function parentsOf(kept: Kept, record: StoredRecord): ParentKeys {
  const parents = Object.keys(kept.rule.parents ?? {});
  return Object.fromEntries(
    parents.map(parent => {
      const key = record[kept.parentColumn(parent)];
      return [parent, isKey(key) ? String(key) : null];
    }),
  );
}

/** The key that a visible member of a record has; undefined for one that the store cannot have. */
export function visibleKey(kept: Kept, visible: VisibleRecord): string | number | undefined {
  const { key: path } = kept.rule;
  const key = path === undefined ? undefined : readMember(visible, path);
  return isKey(key) && fitsStore(kept, key) ? key : undefined;
}

/** Whether a record can have a key: the store has integers of at most 15 digits, where they count the records. */
export function fitsStore(kept: Kept, key: string | number): boolean {
  if (hidesMembers(kept)) return true;
  if (kept.digits !== undefined) return typeof key === 'string' && /^\d+$/.test(key) && key.length === kept.digits;
  return Number.isSafeInteger(key) && Math.abs(Number(key)) < 1e15;
}

/** What identifies a stored record in the store, and counts it. */
export function numberOf({ number }: Kept, record: StoredRecord): number {
  const n = record[number];
  return typeof n === 'string' ? Number(n) : (n as number);
}

/** A record whose key is another one, where a member has it. */
export function withKey(kept: Kept, record: VisibleRecord, key: string | number | undefined): VisibleRecord {
  const { key: path } = kept.rule;
  if (path === undefined || key === undefined) return record;
  return writeMember(record, path, asMember(kept, path, key)) as VisibleRecord;
}

/** A key as the member that has it wants it: a number or a text. */
export function asMember({ view, digits, number }: Kept, path: string, key: string | number): string | number {
  // what most keys are
  if (typeof key === 'number' && path === number && digits === undefined) return key;
  if (digits !== undefined) return String(key).padStart(digits, '0');
  const types = memberView(view, path)?.types;
  const isNumber = types?.has('integer') === true || types?.has('number') === true;
  if (isNumber && types?.has('string')) return key;
  return isNumber && Number.isFinite(Number(key)) ? Number(key) : String(key);
}

/** The key of a stored record. */
export function storedKeyValue(kept: Kept, record: StoredRecord): string | number {
  return record[kept.keyColumn] as string | number;
}

/** A record of the store from its JSON. */
export function parseStored(bytes: Uint8Array): StoredRecord {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
}

/** Whether a value can be a key. */
export function isKey(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));
}

/** The hidden members that a record of the collection may have. */
function hiddenNames(kept: Kept): ReadonlySet<string> {
  let names = known.get(kept);
  if (!names) {
    const parents = hiddenParents(kept).map(([, column]) => column);
    names = new Set([NUMBER, HIDDEN_KEY, GONE, ...parents, ...kept.secrets.map(secretName)]);
    known.set(kept, names);
  }
  return names;
}

const known = new WeakMap<Kept, ReadonlySet<string>>();

function hiddenParents(kept: Kept): (readonly [parent: string, column: string])[] {
  return Object.keys(kept.rule.parents ?? {})
    .map(parent => [parent, kept.parentColumn(parent)] as const)
    .filter(([, column]) => column.startsWith('$'));
}
