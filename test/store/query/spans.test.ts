import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/store/index.js';
import { spansOf, spansSize } from '../../../src/store/query/query.js';
import { indexOf } from '../heap-of-things.js';

const scores = [1, 2, 2, 2, 3, 5, 8, 8, 13, null, null];

const within = (...ranges: [number, number][]): Condition => ({ key: 'score', is: 'within', ranges });
const is = (name: 'null' | 'not-null'): Condition => ({ key: 'score', is: name });
const equal = (value: unknown): Condition => ({ key: 'score', is: 'equal', value });

describe.each<[string, Condition[], rising: [number, number][], falling: [number, number][]]>([
  ['no condition', [], [[0, 11]], [[0, 11]]],
  ['a value', [equal(2)], [[1, 4]], [[5, 8]]],
  ['a value that is not there', [equal(4)], [], []],
  ['null', [equal(null)], [[9, 11]], [[9, 11]]],
  ['none', [is('null')], [[9, 11]], [[9, 11]]],
  ['any', [is('not-null')], [[0, 9]], [[0, 9]]],
  ['one range', [within([2, 5])], [[1, 6]], [[3, 8]]],
  ['a range of one', [within([8, 8])], [[6, 8]], [[1, 3]]],
  ['a range between values', [within([6, 7])], [], []],
  ['a range beyond all', [within([-1e300, 1e300])], [[0, 9]], [[0, 9]]],
  ['a reversed range', [within([5, 2])], [], []],
  ['no range', [within()], [], []],
  ['ranges that touch', [within([1, 2], [3, 5])], [[0, 6]], [[3, 9]]],
  ['ranges that overlap', [within([1, 3], [2, 8])], [[0, 8]], [[1, 9]]],
  ['a range within another', [within([1, 13], [3, 5])], [[0, 9]], [[0, 9]]],
  ['the same range twice', [within([2, 3], [2, 3])], [[1, 5]], [[4, 8]]],
  [
    'ranges apart, in any order',
    [within([13, 20], [1, 1], [5, 2], [5, 8])],
    [
      [0, 1],
      [5, 9],
    ],
    [
      [0, 4],
      [8, 9],
    ],
  ],
  [
    'ranges that have something in common',
    [within([1, 3], [8, 13]), within([2, 8])],
    [
      [1, 5],
      [6, 8],
    ],
    [
      [1, 3],
      [4, 8],
    ],
  ],
  ['ranges that have nothing in common', [within([1, 3]), within([5, 8])], [], []],
  ['ranges and a value', [within([1, 3], [8, 13]), equal(8)], [[6, 8]], [[1, 3]]],
  ['ranges and none', [within([1, 3]), is('null')], [], []],
])('%s', (_, conditions, rising, falling) => {
  test.each([
    ['ascending', rising],
    ['descending', falling],
  ] as const)('%s', (direction, spans) => {
    const { index } = indexOf(
      scores.map(score => ({ score })),
      'score',
      direction,
    );
    expect(spansOf(index, conditions)).toEqual(spans);
    expect(spansSize(spans)).toBe(spans.reduce((sum, [from, to]) => sum + to - from, 0));
  });
});

describe.each(['ascending', 'descending'] as const)('Times, %s', direction => {
  const { index } = indexOf(
    [1, 2, 2, 3, null].map(second => ({ made: second === null ? null : `1970-01-01T00:00:0${second}Z` })),
    'made',
    direction,
  );
  const sizeOf = (...conditions: Condition[]) => spansSize(spansOf(index, conditions));

  test.each([
    [0, 4, 0],
    [1, 3, 0],
    [2, 1, 1],
    [3, 0, 3],
    [4, 0, 4],
  ])('later and earlier than second %d are %d and %d', (second, later, earlier) => {
    const than = second * 1e6;
    expect(sizeOf({ key: 'made', is: 'later', than })).toBe(later);
    expect(sizeOf({ key: 'made', is: 'earlier', than })).toBe(earlier);
  });

  test('between two others', () => {
    expect(sizeOf({ key: 'made', is: 'later', than: 1e6 }, { key: 'made', is: 'earlier', than: 3e6 })).toBe(2);
    expect(sizeOf({ key: 'made', is: 'later', than: 3e6 }, { key: 'made', is: 'earlier', than: 1e6 })).toBe(0);
  });
});

test('No order serves what is unequal or contained', () => {
  const { index } = indexOf([{ name: 'a' }], 'name');
  expect(() => spansOf(index, [{ key: 'name', is: 'containing', text: 'a' }])).toThrow('containing');
  expect(() => spansOf(index, [{ key: 'name', is: 'unequal', value: 'a' }])).toThrow('unequal');
});
