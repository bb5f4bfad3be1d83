import type { Choice } from './classes.js';
import type { RecordHeap } from './record-heap.js';

/** Whoever may change a node; all others copy it first. */
export type Owner = object;

/** What a node knows of all slots in or below it, so that it need not be looked into. */
type Summary = {
  owner: Owner;
  size: number;
  /** How many are of each class. */
  counts: Uint32Array;
  /** Between which values they are in each of the heap's bounded columns. Wider where some have gone. */
  lows: Float64Array;
  highs: Float64Array;
};

/** Some slots in order, with the class of each. */
export type Leaf = Summary & { slots: Uint32Array; classes: Uint16Array };

/** Some leaves in order. */
export type Branch = Summary & { leaves: Leaf[] };

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

/** Takes a slot that came (1) or went (-1) into what a node knows. */
export function tally(node: Summary, { classes, bounded }: RecordHeap, slot: number, by: 1 | -1): void {
  const id = classes.of[slot] as number;
  if (id >= node.counts.length) {
    const counts = new Uint32Array(classes.count);
    counts.set(node.counts);
    node.counts = counts;
  }
  node.counts[id] = (node.counts[id] as number) + by;
  node.size += by;
  if (by === -1) return;
  for (let at = 0; at < bounded.length; at++) {
    const value = bounded[at]?.values[slot] as number;
    if (value < (node.lows[at] as number)) node.lows[at] = value;
    if (value > (node.highs[at] as number)) node.highs[at] = value;
  }
}

/** A leaf without slots and a branch without leaves. */
export function emptyLeaf(owner: Owner, heap: RecordHeap): Leaf {
  return { ...emptySummary(owner, heap), slots: new Uint32Array(LEAF), classes: new Uint16Array(LEAF) };
}

export function emptyBranch(owner: Owner, heap: RecordHeap): Branch {
  return { ...emptySummary(owner, heap), leaves: [] };
}

function emptySummary(owner: Owner, { classes, bounded }: RecordHeap): Summary {
  const lows = new Float64Array(bounded.length).fill(Number.POSITIVE_INFINITY);
  const highs = new Float64Array(bounded.length).fill(Number.NEGATIVE_INFINITY);
  return { owner, size: 0, counts: new Uint32Array(classes.count), lows, highs };
}

/** What a node knows, for another owner to change. */
export function copied<T extends Summary>(node: T, owner: Owner): T {
  return { ...node, owner, counts: node.counts.slice(), lows: node.lows.slice(), highs: node.highs.slice() };
}
