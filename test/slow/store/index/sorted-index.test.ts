import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Indexes } from '../../../../src/store/index/indexes.js';
import { SortedIndex } from '../../../../src/store/index/sorted-index.js';
import { columnOf } from '../../../../src/store/memory/column.js';
import type { Choice } from '../../../../src/store/memory/facet-index.js';
import type { RecordHeap } from '../../../../src/store/memory/record-heap.js';
import { descending, sortSlots } from '../../../../src/store/memory/sort-slots.js';
import { byKey, heapOf, indexOf } from '../../../store/heap-of-things.js';

const MANY = 6000;
const DIRECTIONS = ['ascending', 'descending'] as const;
type Direction = (typeof DIRECTIONS)[number];
type Value = string | number | null | undefined;

/** The ids of things in the order of their values: nulls last, equal ones by id. */
function sortedIds(values: readonly Value[], direction: Direction): number[] {
  const ids = values.map((_, id) => id);
  return ids.sort((one, other) => {
    const [left, right] = [values[one] ?? null, values[other] ?? null];
    if (left === right) return one - other;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right === (direction === 'ascending') ? -1 : 1;
  });
}

/** Values drawn from some, as many as are wanted, with some that are drawn seldom. */
function drawn(values: readonly Value[], count: number): Value[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return values[Math.floor((state / 2 ** 32) * values.length)];
  });
}

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  -0.1,
  255,
  256,
  65_535,
  65_536,
  -65_536,
  2 ** 32,
  -(2 ** 32),
  2 ** 53,
  1e300,
  -1e300,
  5e-324,
  -5e-324,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  null,
  undefined,
];
const TEXTS = [
  '',
  'a',
  'A',
  'aa',
  'b',
  'ÿ',
  'Ā',
  '\uD7FF',
  '😀',
  '😁',
  '\uD83D',
  '\uE000',
  '\uFFFD',
  '10',
  '9',
  null,
  undefined,
];

describe.each(DIRECTIONS)('The order %s', direction => {
  // few are sorted otherwise than many
  test.each([3, 300, MANY])('of %d numbers is that of comparing them, negative ones and infinities too', count => {
    const values = drawn([...NUMBERS, ...Array.from({ length: 40 }, (_, at) => (at - 20) * 1.5)], count);
    const { index } = indexOf(
      values.map(score => ({ score })),
      'score',
      direction,
    );
    expect([...index.slots()]).toEqual(sortedIds(values, direction));
  });

  test('of numbers that differ in one part of their bits only', () => {
    const values = drawn(
      Array.from({ length: 5000 }, (_, at) => at * 3 - 700),
      MANY,
    );
    const { index } = indexOf(
      values.map(score => ({ score })),
      'score',
      direction,
    );
    expect([...index.slots()]).toEqual(sortedIds(values, direction));
  });

  test.each([3, 300, MANY])('of %d texts is that of their code units', count => {
    const values = drawn(TEXTS, count);
    const { index } = indexOf(
      values.map(name => ({ name })),
      'name',
      direction,
    );
    expect([...index.slots()]).toEqual(sortedIds(values, direction));
  });

  test('of thousands with the same very long text is that of their ids', () => {
    const column = columnOf('text');
    const slots = Uint32Array.from({ length: 3000 }, (_, slot) => slot);
    // one text for all: as records they would fill the memory
    const text = 'x'.repeat(200_000);
    for (const slot of slots) column.set(slot, text);
    const sorted = sortSlots(slots, column);
    expect(direction === 'ascending' ? sorted : descending(sorted, column)).toEqual(slots);
  });

  test('of any numbers', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 2000, maxLength: 2500, size: 'max' }), values => {
        const { index } = indexOf(
          values.map(score => ({ score })),
          'score',
          direction,
        );
        expect([...index.slots()]).toEqual(sortedIds(values, direction));
      }),
      { numRuns: 5 },
    ));

  test('of equal ones is that of their ids, in both ways to make it', () => {
    const { heap, slots } = heapOf(Array.from({ length: MANY }, () => ({ score: 1, name: 'same' })));
    for (const key of ['score', 'name', 'kind']) {
      const made = Indexes.of(heap, byKey(heap, slots)).by({ key, direction });
      const grown = new SortedIndex(heap, { key, direction });
      for (const slot of slots.toReversed()) grown.insert(slot);
      expect([...made.slots()]).toEqual([...slots]);
      expect([...grown.slots()]).toEqual([...slots]);
    }
  });
});

describe('An index that grows and shrinks', () => {
  const scores = drawn([...Array.from({ length: 900 }, (_, at) => at % 450), null], 40_000);
  const things = scores.map((score, id) => ({ score, level: id % 5 }));

  test('keeps its order, its size and its counts, through every split and down to nothing and back', () => {
    const { heap, slots } = heapOf(things);
    const index = new SortedIndex(heap, { key: 'score', direction: 'ascending' });
    for (let time = 0; time < 2; time++) {
      for (let step = 0; step < slots.length; step++) index.insert(slots[(step * 7919) % slots.length] as number);
      expect([...index.slots()]).toEqual(sortedIds(scores, 'ascending'));
      expectWhole(index, heap);
      for (let step = 0; step < slots.length; step++) {
        index.remove(slots[(step * 104_729) % slots.length] as number);
        if (step === 39_000) expectWhole(index, heap);
      }
      expect([index.size, index.last, [...index.slots()]]).toEqual([0, undefined, []]);
      expect([index.rankBefore(1), index.rankAfter(1), index.rankOfNulls(), index.slotOf(1)]).toEqual([
        0,
        0,
        0,
        undefined,
      ]);
    }
  });

  test('takes what comes at its end, one after the other, without half of it being empty', () => {
    const { heap, slots } = heapOf(Array.from({ length: 20_000 }, () => ({})));
    const index = new SortedIndex(heap, { key: 'id', direction: 'ascending' });
    for (const slot of slots) index.insert(slot);
    expect([...index.slots()]).toEqual([...slots]);
    expect([index.last, index.rankBefore(777), index.slotOf(19_999), index.slotOf(20_000)]).toEqual([
      19_999,
      777,
      19_999,
      undefined,
    ]);
  });

  test('refuses to let go of what it has not', () => {
    const { index } = indexOf([{ score: 1 }, { score: 2 }], 'score');
    index.remove(0);
    expect(() => index.remove(0)).toThrow('slot 0 is not in the index by score');
  });

  test('puts one in the place of another, wherever that belongs', () => {
    const { heap, slots, index } = indexOf(things.slice(0, MANY), 'score');
    const scoresNow = scores.slice(0, MANY);
    const became = [...slots];
    for (let id = 0; id < MANY; id += 3) {
      const score = id % 2 === 0 ? scoresNow[id] : (id * 31) % 500;
      const after = heap.add({ id, score, level: 1 });
      index.replace(became[id] as number, after);
      scoresNow[id] = score;
      became[id] = after;
    }
    expect([...index.slots()]).toEqual(sortedIds(scoresNow, 'ascending').map(id => became[id]));
    expectWhole(index, heap);
  });
});

describe('Very many slots that are replaced', () => {
  const seeded = drawn([...Array.from({ length: 300 }, (_, at) => at), null], 10_000);

  // every one, a few in a row, some far apart; with the value that they had, another one each, or one and the same
  test.each([
    ['all', () => true],
    ['a few', (id: number) => id > 8000 && id < 8400],
    ['one of seven', (id: number) => id % 7 === 0],
  ])('are found in each order where they belong: %s', (_, isReplaced) => {
    const spread = (id: number) => (id * 31) % 500;
    for (const scoreOf of [spread, (_: number, before: Value) => before, () => 7, () => null]) {
      const { heap, slots } = heapOf(seeded.map((score, id) => ({ score, level: id % 5 })));
      const indexes = Indexes.of(heap, byKey(heap, slots));
      const [rising, falling] = DIRECTIONS.map(direction => indexes.by({ key: 'score', direction }));
      const before = [...(rising as SortedIndex).slots()];
      const fork = indexes.fork();
      const now = slots.map((slot, id) => {
        if (!isReplaced(id)) return slot;
        const after = heap.add({ id, score: scoreOf(id, seeded[id]), level: (id + 1) % 5 });
        fork.replaceLater(slot, after);
        return after;
      });
      for (const _ of fork.settle());
      const made = Indexes.of(heap, byKey(heap, now));
      for (const direction of DIRECTIONS) {
        for (const key of ['id', 'score', 'level', 'name']) {
          expect([...fork.by({ key, direction }).slots()]).toEqual([...made.by({ key, direction }).slots()]);
        }
      }
      if (scoreOf === spread) expectWhole(fork.by({ key: 'score', direction: 'ascending' }), heap);
      expect([...(rising as SortedIndex).slots()]).toEqual(before);
      expect((falling as SortedIndex).size).toBe(before.length);
    }
  });
});

describe('A fork', () => {
  test('has what there was, whatever is done to the other, and to a fork of it', () => {
    const values = drawn([...Array.from({ length: 300 }, (_, at) => at), null], MANY);
    const { heap, slots, index } = indexOf(
      values.map((score, id) => ({ score, level: id % 3 })),
      'score',
    );
    const before = [...index.slots()];
    const indexes = [index, index.fork(), index.fork()];
    indexes.push((indexes[1] as SortedIndex).fork());
    const expected = indexes.map(() => new Set(before));
    for (let step = 0; step < 8000; step++) {
      const at = step % indexes.length;
      const slot = slots[(step * 7919) % slots.length] as number;
      const [forked, has] = [indexes[at] as SortedIndex, expected[at] as Set<number>];
      if (has.delete(slot)) forked.remove(slot);
      else {
        forked.insert(slot);
        has.add(slot);
      }
      if (step % 1000 === 0) {
        indexes.push(forked.fork());
        expected.push(new Set(has));
      }
    }
    for (const [at, forked] of indexes.entries()) {
      const has = expected[at] as Set<number>;
      expect([...forked.slots()]).toEqual(before.filter(slot => has.has(slot)));
      expectWhole(forked, heap);
    }
  });

  test('tells what makes another of it', () => {
    const { heap, slots, index } = indexOf(
      Array.from({ length: MANY }, () => ({})),
      'id',
    );
    const fork = index.fork();
    expect([...index.changesTo(fork)]).toEqual([]);
    const removed = [...slots.filter(slot => slot % 611 === 0)];
    for (const slot of removed) fork.remove(slot);
    const [first, last] = [heap.add({ id: -1 }), heap.add({ id: MANY })];
    for (const slot of [first, last]) fork.insert(slot);
    const changed = heap.add({ id: 7, name: 'changed' });
    fork.replace(slots[7] as number, changed);
    const there = [
      { before: undefined, after: first },
      { before: removed[0], after: undefined },
      { before: slots[7], after: changed },
      ...removed.slice(1).map(before => ({ before, after: undefined })),
      { before: undefined, after: last },
    ];
    expect([...index.changesTo(fork)]).toEqual(there);
    expect([...fork.changesTo(index)]).toEqual(there.map(({ before, after }) => ({ before: after, after: before })));
    const apart = Indexes.of(heap, byKey(heap, slots)).by(index.order);
    expect([...index.changesTo(apart)]).toEqual([]);
  });
});

/** Compares what an index tells of ranks, counts and pages with what its slots tell one by one. */
function expectWhole(index: SortedIndex, heap: RecordHeap): void {
  const slots = [...index.slots()];
  expect([index.size, index.last]).toEqual([slots.length, slots.at(-1)]);
  const column = heap.column(index.order.key);
  expect(index.rankOfNulls()).toBe(slots.filter(slot => !column.isNull(slot)).length);
  for (const value of [-1, 0, 3, 200.5, 449, 1000]) {
    expect(index.rankBefore(value)).toBe(slots.filter(slot => column.compareTo(slot, value, 1) < 0).length);
    expect(index.rankAfter(value)).toBe(slots.filter(slot => column.compareTo(slot, value, 1) <= 0).length);
  }
  const choices: (Choice | undefined)[] = [undefined, ...[0, 1, 4].map(level => chosen(heap, level))];
  for (const choice of choices) {
    const isChosen = (slot: number) => !choice || choice.isChosen[heap.facets.of[slot] as number] === 1;
    for (const [from, to] of spansIn(slots.length)) {
      const within = slots.slice(from, to).filter(isChosen);
      expect(index.count([[from, to]], { choice })).toBe(within.length);
      for (const skip of [0, 1, 700]) {
        expect(index.take([[from, to]], { skip, limit: 40 }, { choice }).slots).toEqual(within.slice(skip, skip + 40));
        const test = (slot: number) => slot % 3 === 0;
        expect(index.take([[from, to]], { skip, limit: 40 }, { choice, test }).slots).toEqual(
          within.filter(test).slice(skip, skip + 40),
        );
      }
    }
  }
}

function chosen(heap: RecordHeap, level: number): Choice {
  return heap.facets.choose([{ key: 'level', is: 'equal', value: level }]).choice;
}

/** Spans that begin and end within nodes and between them. */
function spansIn(size: number): [number, number][] {
  const ends = [0, 1, 383, 384, 385, 1000, size - 1, size].filter(end => end >= 0 && end <= size);
  return ends.flatMap(from => ends.filter(to => to >= from).map((to): [number, number] => [from, to]));
}
