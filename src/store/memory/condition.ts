import type { Instant } from '../../kernel/index.js';
import { type Column, TextColumn } from './column.js';

/** One condition that a record must fulfil. It is data rather than a function, so that an index can serve it. */
export type Condition =
  | { key: string; is: 'equal' | 'unequal'; value: unknown }
  | { key: string; is: 'containing'; text: string }
  | { key: string; is: 'later' | 'earlier'; than: Instant }
  | { key: string; is: 'null' | 'not-null' }
  | { key: string; is: 'within'; ranges: readonly (readonly [first: number | string, last: number | string])[] }
  /** One of several on the same key. */
  | { key: string; is: 'any'; of: readonly Condition[] };

/** Whether the record in a slot fulfils some conditions. */
export type SlotTest = (slot: number) => boolean;

/** The test of one condition on its column. A null time is neither later nor earlier; text is contained in any case. */
export function testOf(condition: Condition, column: Column): SlotTest {
  switch (condition.is) {
    case 'equal':
      return equalTo(column, condition.value);
    case 'unequal': {
      const isEqual = equalTo(column, condition.value);
      return slot => !isEqual(slot);
    }
    case 'containing': {
      const text = condition.text.toLowerCase();
      return slot => (column instanceof TextColumn && column.values[slot]?.toLowerCase().includes(text)) ?? false;
    }
    // null is NaN among the numbers, which is neither
    case 'later':
      return slot => (column.values[slot] as number) > condition.than;
    case 'earlier':
      return slot => (column.values[slot] as number) < condition.than;
    case 'null':
      return slot => column.isNull(slot);
    case 'not-null':
      return slot => !column.isNull(slot);
    case 'any': {
      const tests = condition.of.map(one => testOf(one, column));
      return slot => tests.some(test => test(slot));
    }
    case 'within':
      return slot =>
        !column.isNull(slot) &&
        condition.ranges.some(
          ([first, last]) => column.compareTo(slot, first, 1) >= 0 && column.compareTo(slot, last, 1) <= 0,
        );
  }
}

function equalTo(column: Column, value: unknown): SlotTest {
  const wanted = column.read(value);
  // a column may grow while the test is in use: its values are read again each time
  return wanted === null || Number.isNaN(wanted) ? slot => column.isNull(slot) : slot => column.values[slot] === wanted;
}
