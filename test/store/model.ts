import { parseInstant } from '../../src/kernel/index.js';
import type { Condition, Order, StoredRecord } from '../../src/store/index.js';
import { COLUMNS, type ThingKey } from './things.js';

export type Asked = { where: readonly Condition[]; order: Order; offset: number; limit: number };

/** What a query has to find among things, written down as plainly as can be: looked at one by one, sorted, cut. */
export function pageOf(things: readonly StoredRecord[], { where, order, offset, limit }: Asked) {
  const found = things.filter(thing => where.every(condition => holds(condition, thing)));
  const placed = found.map(thing => ({ thing, value: valueIn(thing, order.key), id: Number(thing.id) }));
  placed.sort((left, right) => compare(left.value, right.value, order) || left.id - right.id);
  return {
    total: found.length,
    records: placed.slice(offset, offset + limit).map(({ thing }) => JSON.stringify(thing)),
  };
}

/** Nulls come last in both directions. */
function compare(left: Comparable, right: Comparable, { direction }: Order): number {
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
    case 'any':
      return condition.of.some(one => holds(one, thing));
    case 'within':
      return (
        value !== null &&
        condition.ranges.some(([first, last]) => Number(first) <= Number(value) && Number(value) <= Number(last))
      );
  }
}

/** A value so that `===` and `<` tell its place. */
type Comparable = string | number | null;

function valueIn(thing: StoredRecord, key: string): Comparable {
  return comparable(thing[key], key);
}

function comparable(value: unknown, key: string): Comparable {
  if (value === null || value === undefined) return null;
  const kind = COLUMNS[key as ThingKey];
  if (kind === 'text') return String(value);
  return kind === 'instant' ? instantOf(String(value)) : Number(value);
}

const instants = new Map<string, number>();

function instantOf(text: string): number {
  const known = instants.get(text) ?? parseInstant(text) ?? Number.NaN;
  instants.set(text, known);
  return known;
}
