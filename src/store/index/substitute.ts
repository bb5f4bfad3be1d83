import type { Column, Sign } from '../memory/column.js';
import type { RecordHeap } from '../memory/record-heap.js';
import { descending, sortSlots } from '../memory/sort-slots.js';
import type { Leaf, SlotTree } from './slot-tree.js';
import { TreeBuilder } from './tree-builder.js';

/** Slots that take the place of others: `after[at]` that of `before[at]`, in the order of the records' keys. */
export type Substitutes = { before: readonly number[]; after: readonly number[] };

/** What `substitute` needs of an index: its leaves, and how slots compare in it. */
export type Substituted = {
  heap: RecordHeap;
  column: Column;
  sign: Sign;
  leaves: Iterable<Leaf>;
  isBefore(left: number, right: number): boolean;
};

/**
 * Makes the tree of an index in which very many slots are replaced, in small steps, between which other work can run. Slots
 * whose values in the order did not change stay at their places; the others are sorted and merged into the rest. Leaves
 * without a change are shared. `became` has the slot that takes the place of each slot, or -1.
 */
export function* substitute(
  { heap, column, sign, leaves, isBefore }: Substituted,
  { substitutes, became }: { substitutes: Substitutes; became: Int32Array },
): Generator<void, SlotTree> {
  const stays = (before: number, after: number) => column.compare(before, after, 1) === 0;

  const runs: Uint32Array[] = [];
  for (let start = 0; start < substitutes.after.length; start += RUN) {
    const before = substitutes.before.slice(start, start + RUN);
    const moved = substitutes.after
      .slice(start, start + RUN)
      .filter((after, at) => !stays(before[at] as number, after));
    const rising = sortSlots(Uint32Array.from(moved), column);
    runs.push(sign === 1 ? rising : descending(rising, column));
    yield;
  }

  const arriving = merge(runs, isBefore);
  const builder = new TreeBuilder(heap);
  let next = arriving.next();
  for (const leaf of leaves) {
    const slots = leaf.slots.subarray(0, leaf.size);
    const receives = !next.done && isBefore(next.value, slots.at(-1) as number);
    if (!receives && slots.every(slot => became[slot] === -1)) builder.addLeaf(leaf);
    else {
      for (const slot of slots) {
        for (; !next.done && isBefore(next.value, slot); next = arriving.next()) if (builder.add(next.value)) yield;
        const after = became[slot] as number;
        if (after === -1) builder.add(slot);
        else if (stays(slot, after)) builder.add(after);
      }
    }
    yield;
  }
  for (; !next.done; next = arriving.next()) if (builder.add(next.value)) yield;
  return builder.build();
}

/** How many slots are sorted in one step. */
const RUN = 8192;

/** The slots of sorted lists, in order. */
function* merge(lists: readonly Uint32Array[], isBefore: Substituted['isBefore']): Generator<number, void> {
  if (lists.length < 2) return yield* lists[0] ?? [];
  const middle = lists.length >> 1;
  const [left, right] = [merge(lists.slice(0, middle), isBefore), merge(lists.slice(middle), isBefore)];
  let [first, second] = [left.next(), right.next()];
  while (!first.done || !second.done) {
    if (second.done || (!first.done && isBefore(first.value, second.value))) {
      yield first.value as number;
      first = left.next();
    } else {
      yield second.value;
      second = right.next();
    }
  }
}
