import { firstThat } from './first-that.js';

/** The first of some slots in an order. Where few are asked for of many, the others are not sorted. */
export function firstInOrder(
  slots: number[],
  { count, isBefore }: { count: number; isBefore: (left: number, right: number) => boolean },
): number[] {
  if (count * 4 > slots.length) return slots.sort((left, right) => (isBefore(left, right) ? -1 : 1)).slice(0, count);
  const first: number[] = [];
  for (const slot of slots) {
    if (first.length === count && !isBefore(slot, first[count - 1] as number)) continue;
    first.splice(
      firstThat(first.length, at => isBefore(slot, first[at] as number)),
      0,
      slot,
    );
    if (first.length > count) first.pop();
  }
  return first;
}
