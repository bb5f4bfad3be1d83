import type { Bound } from './bound.js';
import type { Choice } from './classes.js';
import type { SlotTest } from './condition.js';
import { type Branch, countOf, type Leaf, type Span } from './index-node.js';
import { countBound, passingRows, rows, STRIP } from './strip.js';
import { countTimes, timesByClass } from './times-by-class.js';

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
    const isWhole = start >= from && rank <= to;
    if (rank > from && !isPassedOver(branch, isWhole, walk) && !(isWhole && isSkipped(branch, walk))) {
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
    const count = passingRows(leaf, [start, Math.min(to, start + STRIP)], walk);
    const skipped = Math.min(walk.skip, count);
    walk.skip -= skipped;
    for (let at = skipped; at < count && walk.taken.length < walk.limit; at++) {
      walk.taken.push(leaf.slots[rows[at] as number] as number);
    }
  }
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

/** Whether all that a branch has between two times is to be skipped, which is told without a look at its leaves. */
function isSkipped(branch: Branch, walk: Walk): boolean {
  const { bounds, choice, test } = walk;
  const [bound, other] = bounds;
  if (!bound || other || test || walk.skip < LEAST_SKIPPED) return false;
  let times = branch.timesByClass[bound.at];
  if (!times) {
    times = timesByClass(branch, bound.at);
    branch.timesByClass[bound.at] = times;
  }
  const count = countTimes(times, bound, choice);
  if (count > walk.skip) return false;
  walk.skip -= count;
  return true;
}

/** It does not pay to sort a branch for a page that is not deep. */
const LEAST_SKIPPED = 2000;
