import { parseInstant } from '../../src/kernel/index.js';
import type { Condition, Order, StoredRecord } from '../../src/store/index.js';
import { COLUMNS, type ThingKey } from './things.js';

export type Asked = { where: readonly Condition[]; order: Order; offset: number; limit: number };

/** What a query has to find among things, written down as plainly as can be: looked at one by one, sorted, cut. */
export function pageOf(things: readonly StoredRecord[], { where, order, offset, limit }: Asked) {
  const found = things.filter(thing => where.every(condition => holds(condition, thing)));
  found.sort((left, right) => compare(left, right, order) || Number(left.id) - Number(right.id));
  return { total: found.length, records: found.slice(offset, offset + limit).map(thing => JSON.stringify(thing)) };
}

function compare(one: StoredRecord, other: StoredRecord, { key, direction }: Order): number {
  const [left, right] = [valueIn(one, key), valueIn(other, key)];
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right === (direction === 'ascending') ? -1 : 1;
}

export function holds(condition: Condition, thing: StoredRecord): boolean {
  const value = valueIn(thing, condition.key);
  switch (condition.is) {
    case 'equal':
      return value === comparable(condition.value, condition.key);
    case 'unequal':
      return value !== comparable(condition.value, condition.key);
    case 'containing':
      return (
        String(value ?? '')
          .toLowerCase()
          .includes(condition.text.toLowerCase()) && value !== null
      );
    case 'null':
      return value === null;
    case 'not-null':
      return value !== null;
    case 'later':
      return value !== null && Number(value) > condition.than;
    case 'earlier':
      return value !== null && Number(value) < condition.than;
    case 'within':
      return (
        value !== null && condition.ranges.some(([first, last]) => first <= Number(value) && Number(value) <= last)
      );
  }
}

function valueIn(thing: StoredRecord, key: string): string | number | null {
  return comparable(thing[key], key);
}

/** A value so that `===` and `<` tell its place. */
function comparable(value: unknown, key: string): string | number | null {
  if (value === null || value === undefined) return null;
  const kind = COLUMNS[key as ThingKey];
  if (kind === 'text') return String(value);
  return kind === 'instant' ? (parseInstant(String(value)) ?? null) : Number(value);
}
