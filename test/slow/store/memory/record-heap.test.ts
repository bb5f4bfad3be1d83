import { describe, expect, test } from 'vitest';
import type { SlotHolder } from '../../../../src/store/memory/record-heap.js';
import { heapOf } from '../../../store/heap-of-things.js';
import { adapters, addThing, storeOf, THINGS, thingsOf } from '../../../store/things.js';

/** Holds just some slots. */
function holderOf(slots: Iterable<number>): SlotHolder {
  return {
    markSlots: live => {
      for (const slot of slots) live[slot] = 1;
    },
  };
}

describe('A heap', () => {
  test.each([
    ['nothing much', {}],
    ['text of every width', { name: 'aé€😀\uD83D', note: '\u2028\n"\\' }],
    ['as much as a page', { note: 'x'.repeat(64 * 1024) }],
    ['more than any page', { note: 'ü'.repeat(5 << 20) }],
  ])('keeps a record of %s as its JSON', (_, thing) => {
    const { heap } = heapOf([{ id: 1 }]);
    const record = { id: 2, ...thing };
    const slot = heap.add(record);
    heap.add({ id: 3 });
    expect(heap.record(slot)).toEqual(record);
    expect(heap.text(slot)).toBe(JSON.stringify(record));
    expect(Buffer.from(heap.bytes(slot)).toString()).toBe(JSON.stringify(record));
  });

  test('uses a slot again only once nothing holds it', () => {
    const { heap, slots } = heapOf(Array.from({ length: 100 }, (_, id) => ({ name: `thing ${id % 10}` })));
    const held = slots.filter(slot => slot % 3 !== 0);
    const holder = holderOf(held);
    heap.holders.add(holder);
    heap.sweep();
    const texts = [...held].map(slot => heap.text(slot));
    const added = Array.from({ length: 34 }, (_, at) => heap.add({ id: 200 + at, name: 'other' }));
    expect(new Set(added).size).toBe(34);
    expect(added.filter(slot => slot < 100).every(slot => slot % 3 === 0)).toBe(true);
    expect(added.some(slot => slot < 100)).toBe(true);
    expect([...held].map(slot => heap.text(slot))).toEqual(texts);
    heap.holders.delete(holder);
    heap.sweep();
    const { size } = heap;
    for (let at = 0; at < 50; at++) heap.add({ id: at, name: 'thing 0' });
    expect(heap.size).toBe(size);
  });

  test('is due for a sweep after ten thousand records, or a quarter of those there are', () => {
    const { heap, slots } = heapOf(Array.from({ length: 60_000 }, () => ({})));
    let sweeps = 0;
    const holder = holderOf(slots);
    heap.holders.add({
      markSlots: (live, seen) => {
        sweeps++;
        holder.markSlots(live, seen);
      },
    });
    const sweepsAfter = (records: number) => {
      for (let at = 0; at < records; at++) heap.add({ id: at });
      heap.sweepIfDue();
      return sweeps;
    };
    expect(sweepsAfter(0)).toBe(1);
    expect(sweepsAfter(15_000)).toBe(1);
    expect(sweepsAfter(1)).toBe(2);
  });
});

describe('A heap of which little is held', () => {
  /** Adds records of which only the last is held, and sweeps when that is due. */
  function slotsAfter(lengths: readonly number[]): number {
    const { heap, slots } = heapOf([{}]);
    let held = slots[0] as number;
    heap.holders.add({
      markSlots: live => {
        live[held] = 1;
      },
    });
    for (const length of lengths) {
      held = heap.add({ id: 1, note: 'x'.repeat(length) });
      heap.sweepIfDue();
    }
    expect(heap.record(held)).toEqual({ id: 1, note: 'x'.repeat(lengths.at(-1) ?? 0) });
    return heap.size;
  }

  test('has no more slots than 16 MiB of large records need, however many come', () => {
    expect(slotsAfter(Array(200).fill(1 << 20))).toBeLessThan(20);
    expect(slotsAfter(Array.from({ length: 200 }, (_, at) => 1_000_000 + at * 4001))).toBeLessThan(20);
  });

  test('finds room again for records of ever other lengths', () => {
    const lengths = Array.from({ length: 20_000 }, (_, at) => 2000 + ((at * 7919) % 60_000));
    expect(slotsAfter(lengths)).toBeLessThan(2000);
  });
});

/** As many records as a heap lets pile up before it looks which are held. */
const SLACK = 10_001;

describe.each(Object.entries(adapters))('Kept in %s', (_, adapter) => {
  test('thousands of changes leave old snapshots and forks as they were, and take no more room than is held', async () => {
    const things = Array.from({ length: 200 }, (_, id) => ({ id, name: `thing ${id}`, score: id }));
    const store = await storeOf(things, adapter());
    const { heap } = store.collection(THINGS).indexes;
    const kept = [];
    for (let round = 0; round < 8; round++) {
      for (let change = 0; change < 5000; change++) {
        const id = (change * 7) % 200;
        store.transact(() =>
          store.collection(THINGS).replace({ id, name: `thing ${(change + round) % 900}`, score: change }),
        );
        if (change % 500 === 0) await store.settled();
      }
      store.snapshot(`${round}`);
      kept.push({ name: `${round}`, fork: store.fork(), things: thingsOf(store) });
    }
    expect(heap.size).toBeLessThan(200 + 10 * 200 + 2 * SLACK);
    for (const { name, fork, things } of kept) {
      expect(thingsOf(fork)).toEqual(things);
      expect(thingsOf(store.fork(name))).toEqual(things);
      await store.restore(name);
      expect(thingsOf(store)).toEqual(things);
    }
    await store.reset();
    expect(thingsOf(store)).toEqual(things);
  });

  test('a fork that changes much leaves alone what others hold', async () => {
    const store = await storeOf([{ id: 1, name: 'kept' }], adapter());
    const fork = store.fork();
    for (let change = 0; change < 3 * SLACK; change++) {
      fork.transact(() => fork.collection(THINGS).replace({ id: 1, name: 'lost' }));
    }
    expect(thingsOf(store)).toEqual([{ id: 1, name: 'kept' }]);
    await fork.reset();
    expect(thingsOf(fork)).toEqual([{ id: 1, name: 'kept' }]);
    expect(store.collection(THINGS).indexes.heap.size).toBeLessThan(2 * SLACK);
  });

  test('changes of many, again and again, take no more room than two of them', async () => {
    const things = Array.from({ length: 3000 }, (_, id) => ({ id, score: 0 }));
    const store = await storeOf(things, adapter());
    for (let round = 0; round < 15; round++) {
      const to = (thing: object) => ({ ...thing, score: round });
      await store.changeAll({ collection: THINGS, where: [], to }, () => {});
    }
    expect(store.collection(THINGS).indexes.heap.size).toBeLessThan(3 * 3000 + SLACK);
    expect(store.collection(THINGS).count([{ key: 'score', is: 'equal', value: 14 }])).toBe(3000);
  });

  test('what transactions that failed had added is let go of', async () => {
    const store = await storeOf([{ id: 1 }], adapter());
    for (let round = 0; round < 40; round++) {
      const work = () => {
        for (let at = 0; at < 1000; at++) addThing(store);
        throw new Error('enough');
      };
      expect(() => store.transact(work)).toThrow('enough');
    }
    expect(store.collection(THINGS).indexes.heap.size).toBeLessThan(2 * SLACK);
    expect(thingsOf(store)).toEqual([{ id: 1 }]);
  });
});
