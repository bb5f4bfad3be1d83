import type { Differences } from '../data/admin-types.js';

/** `1 rule`, `1,200 rules`. */
export function countOf(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

/** `2 added, 1 changed`. */
export function describeDifferences({ added, changed, removed }: Differences['differences'][number]): string {
  const counts = { added, changed, removed };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([how, count]) => `${count.toLocaleString('en')} ${how}`)
    .join(', ');
}

const UNITS = [
  ['s', 1000, 60],
  ['min', 60_000, 60],
  ['h', 3_600_000, 48],
] as const;

/** A time of so many milliseconds in its largest unit: `5 s`, `3 min`, `30 h`, `2 days`. */
export function formatAge(milliseconds: number): string {
  for (const [unit, length, most] of UNITS) {
    const count = Math.max(0, Math.floor(milliseconds / length));
    if (count < most) return `${count} ${unit}`;
  }
  return `${Math.floor(milliseconds / 86_400_000)} days`;
}
