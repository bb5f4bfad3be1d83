import type { Choice } from '../memory/facet-index.js';
import type { RecordHeap } from '../memory/record-heap.js';

/** The most slots of a leaf. */
const MAX_SIZE = 4096;

/** Some slots that stand side by side in an index, and how many of them are of each class. */
export class Leaf {
  /** Only the index with this token may change the leaf; every other index copies it first. */
  readonly owner: object;
  size = 0;
  slots: Uint32Array;
  /** The class of each slot stands beside it, since a walk looks at classes most. */
  classes: Uint16Array;
  counts: Uint32Array;
  readonly #heap: RecordHeap;

  constructor(owner: object, heap: RecordHeap, slots: ArrayLike<number>) {
    this.owner = owner;
    this.#heap = heap;
    this.slots = Uint32Array.from(slots);
    this.classes = new Uint16Array(slots.length);
    this.counts = new Uint32Array(heap.facets.count);
    for (const slot of this.slots) this.#set(this.size, slot);
  }

  /** The same slots in leaves that are not full. */
  static split(owner: object, heap: RecordHeap, slots: Uint32Array): Leaf[] {
    const leaves: Leaf[] = [];
    for (let at = 0; at < slots.length; at += FILLED) {
      leaves.push(new Leaf(owner, heap, slots.subarray(at, at + FILLED)));
    }
    return leaves;
  }

  get isFull(): boolean {
    return this.size === MAX_SIZE;
  }

  get last(): number {
    return this.slots[this.size - 1] as number;
  }

  /** A leaf with the same slots that another index may change. */
  copy(owner: object): Leaf {
    const copy = new Leaf(owner, this.#heap, []);
    copy.size = this.size;
    copy.slots = this.slots.slice();
    copy.classes = this.classes.slice();
    copy.counts = this.counts.slice();
    return copy;
  }

  insert(at: number, slot: number): void {
    if (this.size === this.slots.length) this.#grow();
    this.slots.copyWithin(at + 1, at, this.size);
    this.classes.copyWithin(at + 1, at, this.size);
    this.#set(at, slot);
  }

  remove(at: number): void {
    this.#discount(at);
    this.slots.copyWithin(at, at + 1, this.size + 1);
    this.classes.copyWithin(at, at + 1, this.size + 1);
  }

  replace(at: number, slot: number): void {
    this.#discount(at);
    this.#set(at, slot);
  }

  /** How many of the slots are of the chosen classes. */
  count({ ids }: Choice): number {
    const { counts } = this;
    let count = 0;
    for (const id of ids) if (id < counts.length) count += counts[id] as number;
    return count;
  }

  #set(at: number, slot: number): void {
    const { facets } = this.#heap;
    const id = facets.of[slot] as number;
    if (id >= this.counts.length) this.counts = resized(this.counts, facets.count);
    this.slots[at] = slot;
    this.classes[at] = id;
    (this.counts[id] as number)++;
    this.size++;
  }

  #discount(at: number): void {
    (this.counts[this.classes[at] as number] as number)--;
    this.size--;
  }

  #grow(): void {
    const room = Math.min(MAX_SIZE, Math.max(16, 2 * this.size));
    this.slots = resized(this.slots, room);
    const classes = new Uint16Array(room);
    classes.set(this.classes);
    this.classes = classes;
  }
}

/** How many slots a leaf gets at first: new slots mostly come at the end of an order, but some come everywhere. */
const FILLED = (MAX_SIZE * 3) / 4;

function resized(numbers: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(numbers);
  return larger;
}
