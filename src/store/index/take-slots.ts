import type { SlotTest } from '../memory/condition.js';
import type { Choice, FacetIndex } from '../memory/facet-index.js';
import { type Branch, countOf, type IndexNode, type Leaf } from './nodes.js';

/** Half-open, from one rank to another. */
export type Span = readonly [from: number, to: number];

/** The filter that slots must pass: their class is chosen, and a test holds. */
export type SlotFilter = { choice?: Choice | undefined; test?: SlotTest | undefined };

/** How many slots that pass are skipped, and how many are then taken. */
export type Portion = { skip: number; limit: number };

/** The slots that were taken, and how many passed until then. */
export type Taken = { slots: number[]; passed: number };

/** Takes slots from rising spans, in order. Nodes of which all slots are skipped, or none passes, are not looked into. */
export function takeSlots(
  { branches, facets }: { branches: readonly Branch[]; facets: FacetIndex },
  spans: readonly Span[],
  { portion: { skip, limit }, filter: { choice, test } }: { portion: Portion; filter: SlotFilter },
): Taken {
  const taken: Taken = { slots: [], passed: 0 };
  if (limit === 0) return taken;

  const isSkipped = (node: IndexNode, isWhole: boolean): boolean => {
    if (!choice && (test || !isWhole)) return false;
    const count = choice ? countOf(node, choice) : node.size;
    if (count === 0) return true;
    if (!isWhole || test || taken.passed + count > skip) return false;
    taken.passed += count;
    return true;
  };

  const takeFrom = ({ items }: Leaf, [from, to]: Span): void => {
    if (!choice && !test) {
      const skipped = Math.min(to - from, Math.max(0, skip - taken.passed));
      const end = Math.min(to, from + skipped + limit - taken.slots.length);
      for (let at = from + skipped; at < end; at++) taken.slots.push(items[at] as number);
      taken.passed += end - from;
      return;
    }
    for (let at = from; at < to; at++) {
      const slot = items[at] as number;
      if (choice && choice.isChosen[facets.of[slot] as number] !== 1) continue;
      if (test && !test(slot)) continue;
      if (taken.passed++ < skip) continue;
      if (taken.slots.push(slot) === limit) return;
    }
  };

  for (const [from, to] of spans) {
    let end = 0;
    for (const branch of branches) {
      let start = end;
      if (start >= to || taken.slots.length === limit) break;
      end += branch.size;
      if (end <= from || isSkipped(branch, start >= from && end <= to)) continue;
      for (const leaf of branch.items) {
        const next = start + leaf.size;
        if (start >= to || taken.slots.length === limit) break;
        if (next > from && !isSkipped(leaf, start >= from && next <= to)) {
          takeFrom(leaf, [Math.max(0, from - start), Math.min(leaf.size, to - start)]);
        }
        start = next;
      }
    }
  }
  return taken;
}
