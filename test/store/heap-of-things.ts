import { Indexes } from '../../src/store/index/indexes.js';
import { type Order, SortedIndex } from '../../src/store/index/sorted-index.js';
import type { CollectionDefinition, StoredRecord } from '../../src/store/index.js';
import { RecordHeap } from '../../src/store/memory/record-heap.js';
import { definitions } from './things.js';

const [definition] = definitions as [CollectionDefinition];

/** A heap of things and their slots, which stand in the order of their ids, counted from 0 where they have none. */
export function heapOf(things: readonly StoredRecord[]): { heap: RecordHeap; slots: Uint32Array } {
  const heap = new RecordHeap(definition);
  const slots = Uint32Array.from(things.map((thing, id) => heap.add({ id, ...thing })));
  return { heap, slots };
}

/** The index by id of slots that stand in that order. */
export function byKey(heap: RecordHeap, slots: Iterable<number>): SortedIndex {
  return new SortedIndex(heap, { key: 'id', direction: 'ascending' }, Uint32Array.from(slots));
}

export function indexesOf(things: readonly StoredRecord[]): Indexes {
  const { heap, slots } = heapOf(things);
  return Indexes.of(heap, byKey(heap, slots));
}

/** An index of things by one of their keys. */
export function indexOf(things: readonly StoredRecord[], key: string, direction: Order['direction'] = 'ascending') {
  const { heap, slots } = heapOf(things);
  return { heap, slots, index: Indexes.of(heap, byKey(heap, slots)).by({ key, direction }) };
}
