import type { Clock, ClockChange } from '../data/admin-types.js';

/** What sets a clock to where it was at a moment; times are in milliseconds, by the clock of this browser. */
export function restoreClock(before: Clock, { readAt, now }: { readAt: number; now: number }): ClockChange {
  if (!before.moved) return {};
  if (before.frozen) return { frozen: true, time: before.time };
  return { frozen: false, time: new Date(Date.parse(before.time) + now - readAt).toISOString() };
}

/** The time that was typed, as UTC: `2030-12-31 23:59` or with seconds; undefined where it is none. */
export function parseTime(text: string): string | undefined {
  const time = Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/i, '')}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
