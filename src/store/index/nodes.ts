import { resized } from '../memory/column.js';
import type { Choice, FacetIndex } from '../memory/facet-index.js';

/** A part of an index: how many slots it has, and how many of them are of each class. */
export type IndexNode = {
  /** Only the index with this token may change the node; every other index copies it first. */
  readonly owner: object;
  size: number;
  counts: Uint32Array;
};

/** Slots that stand side by side, and room for more. */
export type Leaf = IndexNode & { readonly items: Uint32Array };

/** Leaves that stand side by side, with their sums, so that a walk can skip them all at once. */
export type Branch = IndexNode & { readonly items: Leaf[] };

/** The most slots of a leaf, and leaves of a branch. */
export const MAX_SLOTS = 512;
export const MAX_LEAVES = 64;

type Parts = { owner: object; facets: FacetIndex };

/** Divides slots into leaves that are not full. */
export function leavesOf(slots: Uint32Array, { owner, facets }: Parts): Leaf[] {
  return divide(slots, MAX_SLOTS).map(part => {
    const leaf = { owner, size: 0, counts: new Uint32Array(facets.count), items: new Uint32Array(MAX_SLOTS) };
    leaf.items.set(part);
    for (const slot of part) count(leaf, facets.of[slot] as number, 1);
    return leaf;
  });
}

/** Divides leaves into branches that are not full. */
export function branchesOf(leaves: Leaf[], { owner, facets }: Parts): Branch[] {
  return divide(leaves, MAX_LEAVES).map(items => {
    const branch = { owner, size: 0, counts: new Uint32Array(facets.count), items };
    for (const leaf of items)
      for (let id = 0; id < leaf.counts.length; id++) count(branch, id, leaf.counts[id] as number);
    return branch;
  });
}

/** Counts slots of a class that come or, below 0, go. */
export function count(node: IndexNode, id: number, by: number): void {
  if (id >= node.counts.length) node.counts = resized(node.counts, id + 1);
  (node.counts[id] as number) += by;
  node.size += by;
}

/** How many slots of a node are of the chosen classes. */
export function countOf({ counts }: IndexNode, { ids }: Choice): number {
  let count = 0;
  for (const id of ids) if (id < counts.length) count += counts[id] as number;
  return count;
}

/** How many slots the first nodes of a list have. */
export function sizeOf(nodes: readonly IndexNode[], end = nodes.length): number {
  let size = 0;
  for (let at = 0; at < end; at++) size += (nodes[at] as IndexNode).size;
  return size;
}

export function slotsOf({ items, size }: Leaf): Uint32Array {
  return items.subarray(0, size);
}

export function lastOf(leaf: Leaf | undefined): number | undefined {
  return leaf?.items[leaf.size - 1];
}

/** Parts of a list that are three quarters full: new slots mostly come at the end of an order, but some come everywhere. */
function divide<List extends { length: number; slice(from: number, to: number): List }>(
  list: List,
  most: number,
): List[] {
  const length = (most * 3) / 4;
  return Array.from({ length: Math.ceil(list.length / length) }, (_, at) => list.slice(at * length, (at + 1) * length));
}
