import type { Instant } from '../kernel/index.js';
import type { Choice } from './classes.js';
import type { NumberColumn } from './column.js';
import type { SlotTest } from './condition.js';
import { type Branch, countOf, type Leaf, type Span } from './index-node.js';
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

/** What is taken from spans: `skip` of those that are chosen and pass the test are left out, `limit` are taken. */
export type Taking = {
  /** What times are asked for, one at most of each column. */
  bounds?: readonly Bound[] | undefined;
  choice: Choice | undefined;
  test: SlotTest | undefined;
  skip: number;
  limit: number;
};

/** Takes slots from spans, which must rise, in order. */
export function takeSlots(
  branches: readonly Branch[],
  { spans, ...taking }: Taking & { spans: readonly Span[] },
): number[] {
  const { choice, test, skip, limit, bounds } = taking;
  const walk: Walk = { choice, test, skip, limit, bounds: bounds ?? NO_BOUNDS, taken: [] };
  for (const span of spans) {
    if (walk.taken.length >= walk.limit) break;
    takeFrom(branches, span, walk);
  }
  return walk.taken;
}

/** The slots in a span. */
export function sliceSlots(branches: readonly Branch[], [from, to]: Span): number[] {
  const taken: number[] = [];
  let rank = 0;
  for (const branch of branches) {
    if (rank >= to) break;
    if (rank + branch.size > from) {
      let leafRank = rank;
      for (const { slots, size } of branch.leaves) {
        const end = Math.min(size, to - leafRank);
        for (let at = Math.max(0, from - leafRank); at < end; at++) taken.push(slots[at] as number);
        leafRank += size;
      }
    }
    rank += branch.size;
  }
  return taken;
}

/** How many slots there are to be taken from spans. */
export function countTakeable(
  branches: readonly Branch[],
  { spans, ...asked }: Omit<Taking, 'skip' | 'limit'> & { spans: readonly Span[] },
): number {
  const { choice, test, bounds = NO_BOUNDS } = asked;
  // as many are skipped as there are
  const walk: Walk = { choice, test, bounds, skip: Number.MAX_SAFE_INTEGER, limit: 1, taken: [] };
  for (const span of spans) takeFrom(branches, span, walk);
  return Number.MAX_SAFE_INTEGER - walk.skip;
}

/** How many slots of the chosen classes stand before a rank. */
export function countBefore(branches: readonly Branch[], { rank, choice }: { rank: number; choice: Choice }): number {
  let count = 0;
  let left = rank;
  for (const branch of branches) {
    if (left >= branch.size) {
      left -= branch.size;
      count += countOf(branch.counts, choice);
      continue;
    }
    for (const leaf of branch.leaves) {
      if (left >= leaf.size) {
        left -= leaf.size;
        count += countOf(leaf.counts, choice);
        continue;
      }
      for (let at = 0; at < left; at++) count += choice.isChosen[leaf.classes[at] as number] as number;
      return count;
    }
  }
  return count;
}

const NO_BOUNDS: readonly Bound[] = [];

/** What is still to be skipped, and what was taken. */
type Walk = Taking & { bounds: readonly Bound[]; taken: number[] };

function takeFrom(branches: readonly Branch[], [from, to]: Span, walk: Walk): void {
  let rank = 0;
  for (const branch of branches) {
    if (rank >= to || walk.taken.length >= walk.limit) return;
    const start = rank;
    rank += branch.size;
    if (rank > from && !isPassedOver(branch, start >= from && rank <= to, walk)) {
      takeFromLeaves(branch.leaves, [from - start, to - start], walk);
    }
  }
}

function takeFromLeaves(leaves: readonly Leaf[], [from, to]: Span, walk: Walk): void {
  let rank = 0;
  for (const leaf of leaves) {
    if (rank >= to || walk.taken.length >= walk.limit) return;
    const start = rank;
    rank += leaf.size;
    if (rank > from && !isPassedOver(leaf, start >= from && rank <= to, walk)) {
      takeFromLeaf(leaf, [Math.max(0, from - start), Math.min(leaf.size, to - start)], walk);
    }
  }
}

function takeFromLeaf(leaf: Leaf, [from, to]: Span, walk: Walk): void {
  const [bound, other] = walk.bounds;
  if (bound && !other && !walk.test && walk.skip >= to - from) {
    walk.skip -= countBound(leaf, [from, to], { bound, choice: walk.choice });
    return;
  }
  // a strip at a time, since a page is often full before the leaf is done
  for (let start = from; start < to && walk.taken.length < walk.limit; start += STRIP) {
    takeFromStrip(leaf, [start, Math.min(to, start + STRIP)], walk);
  }
}

/** How many there are of which none is taken, in one go: most of the way to a page that is deep in a list filtered by a time. */
function countBound(
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

const STRIP = 64;

function takeFromStrip(leaf: Leaf, strip: Span, walk: Walk): void {
  let count = chosenRows(leaf, strip, walk.choice);
  for (const bound of walk.bounds) count = boundRows(leaf, count, bound);
  if (walk.test) count = testedRows(leaf, count, walk.test);
  const skipped = Math.min(walk.skip, count);
  walk.skip -= skipped;
  for (let at = skipped; at < count && walk.taken.length < walk.limit; at++) {
    walk.taken.push(leaf.slots[rows[at] as number] as number);
  }
}

/** The rows of a strip that are still in question. One list serves all, since nobody waits in the middle of it. */
const rows = new Uint16Array(STRIP);

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

/** Whether a node need not be looked into: nothing in it is asked for, or all of it is to be skipped. */
function isPassedOver(node: Branch | Leaf, isWhole: boolean, walk: Walk): boolean {
  const { choice, test, bounds } = walk;
  let isCounted = isWhole && !test;
  for (const { at, above, below } of bounds) {
    const [low, high] = [node.lows[at] as number, node.highs[at] as number];
    if (!(high > above && low < below)) return true;
    if (!(low > above && high < below && node.nulls[at] === 0)) isCounted = false;
  }
  if (!choice && !isCounted) return false;
  const count = choice ? countOf(node.counts, choice) : node.size;
  if (count === 0) return true;
  if (!isCounted || count > walk.skip) return false;
  walk.skip -= count;
  return true;
}
