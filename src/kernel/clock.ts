import type { Instant } from './instant.js';

/** Tells the time: a date, or milliseconds since 1970-01-01T00:00:00Z whose fraction counts. */
export type Clock = () => Date | number;

/** The most milliseconds that a timer of Node waits; one that is set to more fires at once. */
export const MAX_TIMER = 2 ** 31 - 1;

/** How many milliseconds the steady clock may be off before it is set again: the machine slept, or its time was changed. */
const TOLERANCE = 100;

/**
 * The machine's time to the microsecond. `Date` knows milliseconds only, so that the steady clock counts on from it; it
 * never runs backwards unless the machine's own time is set back.
 */
export function systemClock(): Clock {
  let start = performance.timeOrigin;
  return () => {
    const drift = Date.now() - (start + performance.now());
    if (Math.abs(drift) > TOLERANCE) start += drift;
    return start + performance.now();
  };
}

/** The clock's time now, to the microsecond. */
export function readClock(clock: Clock): Instant {
  return Math.round(Number(clock()) * 1000);
}
