import type { Instant } from '../kernel/index.js';
import { type Column, TextColumn } from './column.js';

/** One thing a record must fulfil. Data rather than a function, so that an index can serve it. */
export type Condition =
  | { key: string; is: 'equal' | 'unequal'; value: unknown }
  | { key: string; is: 'containing'; text: string }
  | { key: string; is: 'later' | 'earlier'; than: Instant }
  | { key: string; is: 'null' | 'not-null' }
  | { key: string; is: 'within'; ranges: readonly (readonly [first: number, last: number])[] };

/** Whether the record in a slot fulfils something. */
export type SlotTest = (slot: number) => boolean;

/** The test of one condition on its column. A null time is neither later nor earlier; text is contained in any case. */
export function testOf(condition: Condition, column: Column): SlotTest {
  switch (condition.is) {
    case 'equal':
      return slot => column.compareTo(slot, condition.value, 1) === 0;
    case 'unequal':
      return slot => column.compareTo(slot, condition.value, 1) !== 0;
    case 'containing': {
      const text = condition.text.toLowerCase();
      return slot => (column instanceof TextColumn && column.values[slot]?.toLowerCase().includes(text)) ?? false;
    }
    case 'later':
      return slot => !column.isNull(slot) && column.compareTo(slot, condition.than, 1) > 0;
    case 'earlier':
      return slot => !column.isNull(slot) && column.compareTo(slot, condition.than, 1) < 0;
    case 'null':
      return slot => column.isNull(slot);
    case 'not-null':
      return slot => !column.isNull(slot);
    case 'within':
      return slot =>
        !column.isNull(slot) &&
        condition.ranges.some(
          ([first, last]) => column.compareTo(slot, first, 1) >= 0 && column.compareTo(slot, last, 1) <= 0,
        );
  }
}
