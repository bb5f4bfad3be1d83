import type { Bound } from './bound.js';
import type { Choice } from './classes.js';
import type { SlotTest } from './condition.js';
import type { Leaf, Span } from './index-node.js';

/** What is asked of each slot. */
export type Asked = { choice: Choice | undefined; bounds: readonly Bound[]; test: SlotTest | undefined };

/** The most rows of a leaf that are looked at together. */
export const STRIP = 64;

/** Which rows of a strip pass all that is asked: their number, and the rows at the beginning of `rows`. */
export function passingRows(leaf: Leaf, strip: Span, { choice, bounds, test }: Asked): number {
  let count = chosenRows(leaf, strip, choice);
  for (const bound of bounds) count = boundRows(leaf, count, bound);
  return test ? testedRows(leaf, count, test) : count;
}

/** The rows of a strip that are still in question. One list serves all, since nobody waits in the middle of it. */
export const rows = new Uint16Array(STRIP);

/** How many there are of which none is taken, in one go: most of the way to a page that is deep in a list filtered by a time. */
export function countBound(
  { slots, classes, codes }: Leaf,
  [from, to]: Span,
  { bound, choice }: { bound: Bound; choice: Choice | undefined },
): number {
  const { first, last, above, below } = bound;
  const { values } = bound.column;
  const coded = codes[bound.at] as Uint16Array;
  let count = 0;
  for (let row = from; row < to; row++) {
    const code = coded[row] as number;
    if (code < first || code > last) continue;
    if (choice && choice.isChosen[classes[row] as number] !== 1) continue;
    if (code === first || code === last) {
      const time = values[slots[row] as number] as number;
      if (!(time > above && time < below)) continue;
    }
    count++;
  }
  return count;
}

function chosenRows({ classes }: Leaf, [from, to]: Span, choice: Choice | undefined): number {
  let count = 0;
  if (choice) {
    const { isChosen } = choice;
    for (let row = from; row < to; row++) {
      rows[count] = row;
      count += isChosen[classes[row] as number] as number;
    }
    return count;
  }
  for (let row = from; row < to; row++) rows[count++] = row;
  return count;
}

function boundRows({ slots, codes }: Leaf, count: number, bound: Bound): number {
  const { first, last, above, below } = bound;
  const { values } = bound.column;
  const coded = codes[bound.at] as Uint16Array;
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    const code = coded[row] as number;
    if (code < first || code > last) continue;
    if (code === first || code === last) {
      const time = values[slots[row] as number] as number;
      if (!(time > above && time < below)) continue;
    }
    rows[kept++] = row;
  }
  return kept;
}

function testedRows({ slots }: Leaf, count: number, test: SlotTest): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (test(slots[row] as number)) rows[kept++] = row;
  }
  return kept;
}
