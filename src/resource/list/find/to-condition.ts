import type { ColumnKind, Condition } from '../../../store/index.js';
import type { Comparison } from '../../list-rules.js';
import { convert, toRange } from './convert.js';

/** The condition for the store that compares a column with values; undefined where the store has none for it. */
export function toCondition(
  values: readonly unknown[],
  { column: { key, kind }, compare }: { column: { key: string; kind: ColumnKind }; compare: Comparison },
): Condition | undefined {
  if (compare === 'null') return { key, is: isTrue(values[0]) ? 'null' : 'not-null' };
  if (compare === 'ranges') {
    return kind === 'number'
      ? { key, is: 'within', ranges: values.map(toRange).filter(range => range !== undefined) }
      : undefined;
  }
  // the order of texts is no condition of the store
  if (kind === 'text' && ORDERED.has(compare)) return undefined;
  if (compare === 'unequal') return values.length === 1 ? unequal(values[0], { key, kind }) : undefined;
  const each = values.map(value => toOne(convert(value, kind, compare), { key, compare }));
  const [only] = each;
  return each.length === 1 ? only : { key, is: 'any', of: each };
}

const ORDERED: ReadonlySet<Comparison> = new Set(['above', 'atLeast', 'below', 'atMost']);

function toOne(value: number | string | undefined, { key, compare }: { key: string; compare: Comparison }): Condition {
  if (value === undefined) return { key, is: 'any', of: [] };
  if (typeof value === 'string') {
    return compare === 'containing' ? { key, is: 'containing', text: value } : { key, is: 'equal', value };
  }
  switch (compare) {
    case 'above':
      return { key, is: 'later', than: value };
    case 'below':
      return { key, is: 'earlier', than: value };
    case 'atLeast':
      return { key, is: 'within', ranges: [[value, Number.POSITIVE_INFINITY]] };
    case 'atMost':
      return { key, is: 'within', ranges: [[Number.NEGATIVE_INFINITY, value]] };
    default:
      return { key, is: 'equal', value };
  }
}

/** What cannot be converted is equal to no value. */
function unequal(given: unknown, { key, kind }: { key: string; kind: ColumnKind }): Condition | undefined {
  const value = convert(given, kind);
  return value === undefined ? undefined : { key, is: 'unequal', value };
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}
