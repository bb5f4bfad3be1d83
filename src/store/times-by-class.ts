import type { Bound } from './bound.js';
import type { Choice } from './classes.js';
import type { Branch } from './index-node.js';
import { LAST_CODE } from './time-code.js';

/**
 * The slots of a branch by class and, within each, by the code of one time: so those of some classes between two times are
 * counted without a look at each.
 */
export type TimesByClass = {
  /** Where each class begins, and behind the last one where that ends. */
  starts: Uint32Array;
  codes: Uint16Array;
  slots: Uint32Array;
};

/** Sorts the slots of a branch so; `at` is the place of the time's column among the heap's. */
export function timesByClass({ leaves, size }: Branch, at: number): TimesByClass {
  const codes = new Uint16Array(size);
  const classes = new Uint16Array(size);
  const slots = new Uint32Array(size);
  let row = 0;
  let highest = 0;
  for (const leaf of leaves) {
    codes.set((leaf.codes[at] as Uint16Array).subarray(0, leaf.size), row);
    classes.set(leaf.classes.subarray(0, leaf.size), row);
    slots.set(leaf.slots.subarray(0, leaf.size), row);
    row += leaf.size;
  }
  for (const id of classes) if (id > highest) highest = id;
  const byCode = sorted(Uint16Array.from(codes.keys()), { by: codes, bins: LAST_CODE + 2 });
  const { rows, starts } = sorted(byCode.rows, { by: classes, bins: highest + 1 });
  return {
    starts,
    codes: rows.map(row => codes[row] as number),
    slots: Uint32Array.from(rows, row => slots[row] as number),
  };
}

/** How many slots of the chosen classes are between the times. */
export function countTimes({ starts, codes, slots }: TimesByClass, bound: Bound, choice: Choice | undefined): number {
  const { first, last, above, below } = bound;
  const { values } = bound.column;
  let count = 0;
  const isBeyond = (at: number): boolean => {
    const time = values[slots[at] as number] as number;
    return !(time > above && time < below);
  };
  const countOf = (id: number): void => {
    const from = firstFrom(codes, first, [starts[id] as number, starts[id + 1] as number]);
    const to = firstFrom(codes, last + 1, [from, starts[id + 1] as number]);
    count += to - from;
    // of those at either end the codes do not tell
    for (let at = from; at < to && codes[at] === first; at++) if (isBeyond(at)) count--;
    if (last === first) return;
    for (let at = to - 1; at >= from && codes[at] === last; at--) if (isBeyond(at)) count--;
  };
  if (!choice) for (let id = 0; id < starts.length - 1; id++) countOf(id);
  else for (const id of choice.ids) if (id < starts.length - 1) countOf(id);
  return count;
}

/** Rows in the order of what they are sorted by, alike ones as they stood, and where each bin begins. */
function sorted(rows: Uint16Array, { by, bins }: { by: Uint16Array; bins: number }) {
  const starts = new Uint32Array(bins + 1);
  for (const row of rows) starts[(by[row] as number) + 1] = (starts[(by[row] as number) + 1] as number) + 1;
  for (let bin = 0; bin < bins; bin++) starts[bin + 1] = (starts[bin + 1] as number) + (starts[bin] as number);
  const next = starts.slice();
  const result = new Uint16Array(rows.length);
  for (const row of rows) {
    const bin = by[row] as number;
    const at = next[bin] as number;
    result[at] = row;
    next[bin] = at + 1;
  }
  return { rows: result, starts };
}

/** Where the first code stands that is not below one, between two places. */
function firstFrom(codes: Uint16Array, code: number, [from, to]: readonly [number, number]): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as number) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}
