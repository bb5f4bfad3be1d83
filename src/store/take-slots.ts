import type { Choice } from './classes.js';
import type { SlotTest } from './condition.js';
import { type Branch, countOf, type Leaf, type Span } from './index-node.js';

/** Values that are asked for in the bounded column at a place: above one and below another. */
export type Bound = { at: number; above: number; below: number };

/** What is taken from spans: `skip` of those that are chosen and pass the test are left out, `limit` are taken. */
export type Taking = {
  /** What the test asks for among other things: values between these in a bounded column, without them. */
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
  const walk: Walk = { ...taking, taken: [] };
  for (const span of spans) {
    if (walk.taken.length >= walk.limit) break;
    takeFrom(branches, span, walk);
  }
  return walk.taken;
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

/** What is still to be skipped, and what was taken. */
type Walk = Taking & { taken: number[] };

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

function takeFromLeaf({ slots, classes }: Leaf, [from, to]: Span, walk: Walk): void {
  const { choice, test } = walk;
  for (let at = from; at < to; at++) {
    if (choice && choice.isChosen[classes[at] as number] !== 1) continue;
    const slot = slots[at] as number;
    if (test && !test(slot)) continue;
    if (walk.skip > 0) walk.skip--;
    else if (walk.taken.push(slot) === walk.limit) return;
  }
}

/** Whether a node need not be looked into: nothing in it is asked for, or all of it is to be skipped. */
function isPassedOver({ counts, size, lows, highs }: Branch | Leaf, isWhole: boolean, walk: Walk): boolean {
  for (const { at, above, below } of walk.bounds ?? []) {
    if (!((highs[at] as number) > above && (lows[at] as number) < below)) return true;
  }
  if (!walk.choice && (walk.test || !isWhole)) return false;
  const count = walk.choice ? countOf(counts, walk.choice) : size;
  if (count === 0) return true;
  if (walk.test || !isWhole || count > walk.skip) return false;
  walk.skip -= count;
  return true;
}
