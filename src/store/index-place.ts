import { firstThat } from './first-that.js';
import type { Branch, Leaf } from './index-node.js';

/** A place in an index: in which branch, in which of its leaves, and where in that. */
export type Place = { branchAt: number; leafAt: number; at: number };

/** Where the first slot stands that is not before something; behind the last one where all are. */
export function placeIn(branches: readonly Branch[], isBefore: (slot: number) => boolean): Place {
  const branchAt = firstThat(branches.length - 1, at => !isBefore((branches[at] as Branch).last));
  const leaves = branches[branchAt]?.leaves ?? [];
  const leafAt = firstThat(leaves.length - 1, at => !isBefore((leaves[at] as Leaf).last));
  const leaf = leaves[leafAt];
  const at = leaf ? firstThat(leaf.size, at => !isBefore(leaf.slots[at] as number)) : 0;
  return { branchAt, leafAt, at };
}

/** How many slots stand before something. */
export function rankIn(branches: readonly Branch[], isBefore: (slot: number) => boolean): number {
  const { branchAt, leafAt, at } = placeIn(branches, isBefore);
  let rank = at;
  for (let before = 0; before < branchAt; before++) rank += (branches[before] as Branch).size;
  const leaves = branches[branchAt]?.leaves ?? [];
  for (let before = 0; before < leafAt; before++) rank += (leaves[before] as Leaf).size;
  return rank;
}

/** The slot at a place; undefined where none stands there. */
export function slotAt(branches: readonly Branch[], { branchAt, leafAt, at }: Place): number | undefined {
  const leaf = branches[branchAt]?.leaves[leafAt];
  return leaf && at < leaf.size ? leaf.slots[at] : undefined;
}
