import type { Instant } from './instant.js';

/** Tells the time: a date, or milliseconds since 1970-01-01T00:00:00Z whose fraction counts. */
export type Clock = () => Date | number;

/** The machine's time. Its microseconds come from the high-resolution timer, since `Date` knows none. */
export const systemClock: Clock = () => Date.now() + (Number(process.hrtime.bigint() / 1000n) % 1000) / 1000;

/** The clock's time now, to the microsecond. */
export function readClock(clock: Clock): Instant {
  return Math.round(Number(clock()) * 1000);
}
