import type { Choice } from './classes.js';

/** Whoever may change a node; all others copy it first. */
export type Owner = object;

/** Some slots in order, how many of them are of each class, and the same of everything below a branch. */
export type Leaf = { owner: Owner; slots: Uint32Array; size: number; counts: Uint32Array };
export type Branch = { owner: Owner; leaves: Leaf[]; size: number; counts: Uint32Array };

/** From one rank to another: the first is within, the second is not. */
export type Span = readonly [from: number, to: number];

/** The most slots of a leaf and leaves of a branch, and how many they are made with, so that there is room for more. */
export const LEAF = 512;
export const LEAF_FILL = 384;
export const BRANCH = 64;
export const BRANCH_FILL = 48;

/** The last slot of a node. */
export function lastSlot({ slots, size }: Leaf): number {
  return slots[size - 1] as number;
}

/** The last slot below a branch. */
export function lastOf({ leaves }: Branch): number {
  return lastSlot(leaves[leaves.length - 1] as Leaf);
}

/** How many slots of the chosen classes are in or below a node. */
export function countOf(counts: Uint32Array, { ids }: Choice): number {
  let count = 0;
  for (const id of ids) if (id < counts.length) count += counts[id] as number;
  return count;
}

/** Two spans in place of one: new slots mostly come at the end, for which the second is left with more room. */
export function parts(size: number): Span[] {
  const middle = (size * 3) >> 2;
  return [
    [0, middle],
    [middle, size],
  ];
}

/** Counts a slot of a class that came (1) or went (-1) in a node. `classes` is how many there are by now. */
export function tally(node: Leaf | Branch, { id, by, classes }: { id: number; by: 1 | -1; classes: number }): void {
  if (id >= node.counts.length) {
    const counts = new Uint32Array(classes);
    counts.set(node.counts);
    node.counts = counts;
  }
  node.counts[id] = (node.counts[id] as number) + by;
  node.size += by;
}

/** A leaf without slots and a branch without leaves. */
export function emptyLeaf(owner: Owner, classes: number): Leaf {
  return { owner, slots: new Uint32Array(LEAF), size: 0, counts: new Uint32Array(classes) };
}

export function emptyBranch(owner: Owner, classes: number): Branch {
  return { owner, leaves: [], size: 0, counts: new Uint32Array(classes) };
}
