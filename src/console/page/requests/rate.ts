import { isGap, type Rows } from './rows.js';

/** How many seconds the graph has. */
export const SECONDS = 60;

/** How many requests each of the last seconds had, the oldest second first, and how many of them failed. */
export function countBySecond(rows: Rows, now: number): { count: number; failed: number }[] {
  const seconds = Array.from({ length: SECONDS }, () => ({ count: 0, failed: 0 }));
  const start = now - SECONDS * 1000;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows.at(index);
    if (!row || isGap(row)) continue;
    const at = Date.parse(row.at);
    // a request that took long ended, and got its number, later than it arrived
    if (at < start - LATE) break;
    const second = seconds[Math.min(SECONDS - 1, Math.floor((at - start) / 1000))];
    if (!second || at < start) continue;
    second.count += 1;
    if (row.status === 0 || row.status >= 400) second.failed += 1;
  }
  return seconds;
}

/** The longest delay of a request that is looked for, in milliseconds. */
const LATE = 30_000;
