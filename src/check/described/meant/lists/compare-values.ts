import { LRUCache } from 'lru-cache';
import { type Instant, parseInstant } from '../../../../kernel/index.js';

/** A number that orders values as their type does: numbers, times and booleans; undefined for all others. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return toInstant(value);
}

export function toInstant(value: unknown): Instant | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? INSTANTS.memo(value).instant : undefined;
}

/** A cache, because laws compare the same times again and again. */
const INSTANTS = new LRUCache<string, { instant: Instant | undefined }>({
  max: 50_000,
  memoMethod: text => ({ instant: parseInstant(text) }),
});

/** Whether a text is a day, and no point in time. */
export function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

/** Whether two values are the same value, however it is written: times with other offsets. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const [one, other] = [toInstant(left), toInstant(right)];
  return one !== undefined && one === other;
}

/** Ways in which texts may be ordered: no description says which. */
const COLLATIONS: readonly ((left: string, right: string) => number)[] = [
  compareCodes,
  (left, right) => compareCodes(left.toLowerCase(), right.toLowerCase()),
  new Intl.Collator('en').compare,
  new Intl.Collator('en', { ignorePunctuation: true }).compare,
  new Intl.Collator('en', { numeric: true }).compare,
];

function compareCodes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The index of the first value that is out of order; -1 if all are in order. Texts may be in the order of any collation, or in
 * that of the values of an enum. Null and values that are not there may stand anywhere.
 */
export function findDisorder(
  values: readonly unknown[],
  { sign, enumerated }: { sign: 1 | -1; enumerated?: readonly unknown[] | undefined },
): number {
  const present = values.flatMap((value, at) => (value === null || value === undefined ? [] : [{ value, at }]));
  const find = (compare: (left: unknown, right: unknown) => number) => {
    const wrong = present.findIndex(({ value }, at) => at > 0 && sign * compare(present[at - 1]?.value, value) > 0);
    return present[wrong]?.at ?? -1;
  };
  if (present.every(({ value }) => toNumber(value) !== undefined)) {
    return find((left, right) => (toNumber(left) ?? 0) - (toNumber(right) ?? 0));
  }
  const ways = COLLATIONS.map(collate => find((left, right) => collate(String(left), String(right))));
  if (enumerated) ways.push(find((left, right) => enumerated.indexOf(left) - enumerated.indexOf(right)));
  return ways.includes(-1) ? -1 : Math.max(...ways);
}
