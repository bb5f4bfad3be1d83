import type { Instant } from '../kernel/index.js';
import type { NumberColumn } from './column.js';
import { codeOf, LAST_CODE } from './time-code.js';

/** That a time is above one and below another, both without themselves; `at` is the place of its column among the heap's. */
export type Bound = {
  at: number;
  column: NumberColumn;
  above: Instant;
  below: Instant;
  /** Times with codes between these are between the bounds, those with one of these may be. */
  first: number;
  last: number;
};

/** The bound of a column. */
export function boundOf({ at, column, above, below }: Omit<Bound, 'first' | 'last'>): Bound {
  return { at, column, above, below, first: codeOf(above), last: Math.min(LAST_CODE, codeOf(below)) };
}
