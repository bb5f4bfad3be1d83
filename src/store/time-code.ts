import type { Instant } from '../kernel/index.js';

/** The first of the forty years that codes tell apart, in steps of a few hours, and the length of a step. */
const FIRST: Instant = Date.UTC(2000, 0, 1) * 1000;
const STEP = (40 * 365.25 * 86_400e6) / 65_535;

/** The highest code of a time, and that of null. */
export const LAST_CODE = 65_534;
const NULL_CODE = 65_535;

/**
 * A time in two bytes, rounded: of two times the later one never has the lower code. Most times can so be told apart where
 * they stand in order, without a look at each.
 */
export function codeOf(time: Instant): number {
  if (Number.isNaN(time)) return NULL_CODE;
  return Math.min(LAST_CODE, Math.max(0, Math.floor((time - FIRST) / STEP)));
}
