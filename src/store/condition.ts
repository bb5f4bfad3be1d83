import { type Instant, parseInstant } from '../kernel/index.js';
import type { StoredRecord } from './record.js';

/** One thing a record must fulfil. Data rather than a function, so that an index can serve it. */
export type Condition =
  | { key: string; is: 'equal' | 'unequal'; value: unknown }
  | { key: string; is: 'containing'; text: string }
  | { key: string; is: 'later' | 'earlier'; than: Instant }
  | { key: string; is: 'null' | 'not-null' }
  | { key: string; is: 'within'; ranges: readonly (readonly [first: number, last: number])[] };

/** The test of one condition. A null time is neither later nor earlier; text is contained in any case. */
export function testOf(condition: Condition): (record: StoredRecord) => boolean {
  const { key } = condition;
  switch (condition.is) {
    case 'equal':
      return record => record[key] === condition.value;
    case 'unequal':
      return record => record[key] !== condition.value;
    case 'containing': {
      const text = condition.text.toLowerCase();
      return record =>
        String(record[key] ?? '')
          .toLowerCase()
          .includes(text);
    }
    case 'later':
      return record => instantAt(record, key) > condition.than;
    case 'earlier':
      return record => instantAt(record, key) < condition.than;
    case 'null':
      return record => record[key] === null;
    case 'not-null':
      return record => record[key] !== null;
    case 'within':
      return record => condition.ranges.some(([first, last]) => isWithin(record[key], first, last));
  }
}

function instantAt(record: StoredRecord, key: string): Instant {
  const value = record[key];
  return (typeof value === 'string' ? parseInstant(value) : undefined) ?? Number.NaN;
}

function isWithin(value: unknown, first: number, last: number): boolean {
  return typeof value === 'number' && value >= first && value <= last;
}
