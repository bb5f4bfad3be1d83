import type { Data } from './data.js';
import type { Changed } from './log-entry.js';
import type { RecordHeap } from './record-heap.js';

/** Holds the slots of changes that may still be undone. */
export class Pins {
  readonly #changes = new Set<readonly Changed[]>();

  /** Has the heaps of some data ask for them. */
  constructor(data: Data) {
    for (const { indexes } of data.collections.values()) {
      const { heap } = indexes;
      heap.holders.add({ markSlots: live => this.#mark(heap, live) });
    }
  }

  hold(changes: readonly Changed[]): void {
    this.#changes.add(changes);
  }

  letGo(changes: readonly Changed[]): void {
    this.#changes.delete(changes);
  }

  #mark(heap: RecordHeap, live: Uint8Array): void {
    for (const changes of this.#changes) {
      for (const { collection, slots } of changes) {
        if (collection.indexes.heap !== heap) continue;
        for (const slot of [slots.before, slots.after]) if (slot !== undefined) live[slot] = 1;
      }
    }
  }
}
