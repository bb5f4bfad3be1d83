import { parseInstant } from '../kernel/index.js';
import type { StoredRecord } from './record.js';

/** By which key records are ordered and which way; `as: 'instant'` compares times with their offsets. */
export type Order = { key: string; direction: 'ascending' | 'descending'; as?: 'instant' };

type Comparable = string | number | boolean;

/**
 * The records in order: numbers by size, text by code unit, false before true, nulls last in both directions,
 * and equal ones by `tieKey` ascending.
 */
export function inOrder(records: readonly StoredRecord[], order: Order, tieKey: string): StoredRecord[] {
  const sign = order.direction === 'ascending' ? 1 : -1;
  const rows = records.map(record => ({ record, value: comparable(record[order.key], order) }));
  rows.sort((left, right) => {
    if (left.value === null || right.value === null) {
      return Number(left.value === null) - Number(right.value === null) || byKey(left.record, right.record, tieKey);
    }
    return sign * compare(left.value, right.value) || byKey(left.record, right.record, tieKey);
  });
  return rows.map(row => row.record);
}

function comparable(value: unknown, order: Order): Comparable | null {
  if (value === null || value === undefined) return null;
  if (order.as === 'instant') return parseInstant(String(value)) ?? null;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as Comparable;
}

function compare(left: Comparable, right: Comparable): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function byKey(left: StoredRecord, right: StoredRecord, key: string): number {
  return compare(left[key] as Comparable, right[key] as Comparable);
}
