import type { Column, Sign } from '../memory/column.js';
import { type Branch, type Leaf, lastOf } from './nodes.js';

/** A place in an index: in which branch, in which of its leaves, and where in that leaf. */
export type Place = { branchAt: number; leafAt: number; at: number };

/** Tells of slots whether they stand before something. A class, since a search would take twice as long with functions. */
export type Bound = ValueBound | SlotBound | NullBound;

/** Slots before those that have a value or, with `isAfter`, before those that come after it. */
export class ValueBound {
  readonly #column: Column;
  readonly #value: unknown;
  readonly #sign: Sign;
  readonly #isAfter: boolean;

  constructor(column: Column, value: unknown, { sign, isAfter }: { sign: Sign; isAfter: boolean }) {
    this.#column = column;
    this.#value = column.read(value);
    this.#sign = sign;
    this.#isAfter = isAfter;
  }

  isBefore(slot: number): boolean {
    const difference = this.#column.compareTo(slot, this.#value, this.#sign);
    return difference < 0 || (difference === 0 && this.#isAfter);
  }
}

/** Slots before another one in the order of an index. */
export class SlotBound {
  readonly #index: { isBefore(left: number, right: number): boolean };
  readonly #slot: number;

  constructor(index: { isBefore(left: number, right: number): boolean }, slot: number) {
    this.#index = index;
    this.#slot = slot;
  }

  isBefore(slot: number): boolean {
    return this.#index.isBefore(slot, this.#slot);
  }
}

/** Slots before those whose value is null. */
export class NullBound {
  readonly #column: Column;

  constructor(column: Column) {
    this.#column = column;
  }

  isBefore(slot: number): boolean {
    return !this.#column.isNull(slot);
  }
}

/** Where the first slot stands that is not before a bound; behind the last slot where all are. */
export function findPlace(branches: readonly Branch[], bound: Bound): Place {
  const branchAt = findNode(branches, lastOfBranch, bound);
  const leaves = branches[branchAt]?.items ?? [];
  const leafAt = findNode(leaves, lastOf, bound);
  return { branchAt, leafAt, at: findInLeaf(leaves[leafAt], bound) };
}

/** The first node whose last slot is not before a bound, or else the last node. */
function findNode<Node>(nodes: readonly Node[], lastSlot: (node: Node) => number | undefined, bound: Bound): number {
  let [low, high] = [0, Math.max(0, nodes.length - 1)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bound.isBefore(lastSlot(nodes[middle] as Node) as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findInLeaf(leaf: Leaf | undefined, bound: Bound): number {
  if (!leaf) return 0;
  const { items, size } = leaf;
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bound.isBefore(items[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastOfBranch({ items }: Branch): number | undefined {
  return lastOf(items.at(-1));
}
