import type { SlotTest } from '../memory/condition.js';
import type { Choice } from '../memory/facet-index.js';
import { type Branch, countOf, type Leaf, type Span } from './slot-tree.js';

/** The filter that slots must pass: their class is chosen, and a test holds. */
export type SlotFilter = { choice?: Choice | undefined; test?: SlotTest | undefined };

/** How many slots that pass are skipped, and how many are then taken. */
export type Portion = { skip: number; limit: number };

/** The slots that were taken, and how many passed until then. */
export type Taken = { slots: number[]; passed: number };

/** Takes slots from rising spans, in order. Nodes of which all slots are skipped, or none passes, are not looked into. */
export function takeSlots(
  branches: readonly Branch[],
  spans: readonly Span[],
  { choice, test, skip, limit }: SlotFilter & Portion,
): Taken {
  const taken: Taken = { slots: [], passed: 0 };
  if (limit === 0) return taken;

  const isSkipped = (node: Branch | Leaf, isWhole: boolean): boolean => {
    if (!choice && (test || !isWhole)) return false;
    const count = choice ? countOf(node.counts, choice) : node.size;
    if (count === 0) return true;
    if (!isWhole || test || taken.passed + count > skip) return false;
    taken.passed += count;
    return true;
  };

  const takeFrom = ({ slots, classes }: Leaf, [from, to]: Span): void => {
    if (!choice && !test) {
      const skipped = Math.min(to - from, Math.max(0, skip - taken.passed));
      const end = Math.min(to, from + skipped + limit - taken.slots.length);
      for (let at = from + skipped; at < end; at++) taken.slots.push(slots[at] as number);
      taken.passed += end - from;
      return;
    }
    for (let at = from; at < to; at++) {
      if (choice && choice.isChosen[classes[at] as number] !== 1) continue;
      const slot = slots[at] as number;
      if (test && !test(slot)) continue;
      if (taken.passed++ < skip) continue;
      if (taken.slots.push(slot) === limit) return;
    }
  };

  for (const [from, to] of spans) {
    let rank = 0;
    for (const branch of branches) {
      if (rank >= to || taken.slots.length === limit) break;
      let leafRank = rank;
      rank += branch.size;
      if (rank <= from || isSkipped(branch, leafRank >= from && rank <= to)) continue;
      for (const leaf of branch.leaves) {
        const start = leafRank;
        if (start >= to || taken.slots.length === limit) break;
        leafRank += leaf.size;
        if (leafRank <= from || isSkipped(leaf, start >= from && leafRank <= to)) continue;
        takeFrom(leaf, [Math.max(0, from - start), Math.min(leaf.size, to - start)]);
      }
    }
  }
  return taken;
}
