import type { Choice } from './classes.js';
import type { RecordHeap } from './record-heap.js';
import { codeOf } from './time-code.js';
import type { TimesByClass } from './times-by-class.js';

/** Whoever may change a node; all others copy it first. */
export type Owner = object;

/** What a node knows of all slots in or below it, so that it need not be looked into. */
type Summary = {
  owner: Owner;
  size: number;
  /** The slot that stands last. */
  last: number;
  /** How many are of each class. */
  counts: Uint32Array;
  /** Between which times they are in each of the heap's columns of times, and whether any is null. Wider where some have gone. */
  lows: Float64Array;
  highs: Float64Array;
  nulls: Uint8Array;
};

/** Some slots in order, with the class of each and, for each of the heap's columns of times, the codes of their times. */
export type Leaf = Summary & { slots: Uint32Array; classes: Uint16Array; codes: readonly Uint16Array[] };

/** Some leaves in order, and their slots by class and time, for each of the heap's columns of times, once that was asked for. */
export type Branch = Summary & { leaves: Leaf[]; timesByClass: (TimesByClass | undefined)[] };

/** From one rank to another: the first is within, the second is not. */
export type Span = readonly [from: number, to: number];

/** The most slots of a leaf and leaves of a branch, and how many they are made with, so that there is room for more. */
export const LEAF = 512;
export const LEAF_FILL = 384;
export const BRANCH = 64;
export const BRANCH_FILL = 48;

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

/** Takes a slot that came (1) or went (-1) into what a node knows, but for which is the last. */
export function tally(node: Summary, { classes, times }: RecordHeap, slot: number, by: 1 | -1): void {
  const id = classes.of[slot] as number;
  if (id >= node.counts.length) {
    const counts = new Uint32Array(classes.count);
    counts.set(node.counts);
    node.counts = counts;
  }
  node.counts[id] = (node.counts[id] as number) + by;
  node.size += by;
  if (by === -1) return;
  for (let at = 0; at < times.length; at++) {
    const time = times[at]?.values[slot] as number;
    if (time < (node.lows[at] as number)) node.lows[at] = time;
    if (time > (node.highs[at] as number)) node.highs[at] = time;
    if (Number.isNaN(time)) node.nulls[at] = 1;
  }
}

/** Puts a slot into a leaf. */
export function setSlot(leaf: Leaf, { classes, times }: RecordHeap, at: number, slot: number): void {
  leaf.slots[at] = slot;
  leaf.classes[at] = classes.of[slot] as number;
  for (let column = 0; column < times.length; column++) {
    (leaf.codes[column] as Uint16Array)[at] = codeOf(times[column]?.values[slot] as number);
  }
}

/** Moves the slots of a leaf from one place on to another. */
export function moveSlots(leaf: Leaf, from: number, to: number): void {
  leaf.slots.copyWithin(to, from, leaf.size);
  leaf.classes.copyWithin(to, from, leaf.size);
  for (const codes of leaf.codes) codes.copyWithin(to, from, leaf.size);
}

/** A leaf without slots and a branch without leaves. */
export function emptyLeaf(owner: Owner, heap: RecordHeap): Leaf {
  return {
    ...emptySummary(owner, heap),
    slots: new Uint32Array(LEAF),
    classes: new Uint16Array(LEAF),
    codes: heap.times.map(() => new Uint16Array(LEAF)),
  };
}

export function emptyBranch(owner: Owner, heap: RecordHeap): Branch {
  return { ...emptySummary(owner, heap), leaves: [], timesByClass: [] };
}

function emptySummary(owner: Owner, { classes, times }: RecordHeap): Summary {
  return {
    owner,
    size: 0,
    last: 0,
    counts: new Uint32Array(classes.count),
    lows: new Float64Array(times.length).fill(Number.POSITIVE_INFINITY),
    highs: new Float64Array(times.length).fill(Number.NEGATIVE_INFINITY),
    nulls: new Uint8Array(times.length),
  };
}

/** A node for another owner to change. */
export function ownBranch(branch: Branch, owner: Owner): Branch {
  return { ...branch, ...ownSummary(branch), owner, leaves: [...branch.leaves] };
}

export function ownLeaf(leaf: Leaf, owner: Owner): Leaf {
  const codes = leaf.codes.map(each => each.slice());
  return { ...leaf, ...ownSummary(leaf), owner, slots: leaf.slots.slice(), classes: leaf.classes.slice(), codes };
}

function ownSummary({ counts, lows, highs, nulls }: Summary) {
  return { counts: counts.slice(), lows: lows.slice(), highs: highs.slice(), nulls: nulls.slice() };
}
