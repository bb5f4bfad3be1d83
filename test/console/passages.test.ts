import { expect, test } from 'vitest';
import { passagesOf } from '../../src/console/page/contract/passages.js';
import type { StatementEntry } from '../../src/console/page/data/admin-types.js';

function statement(id: string, lines: string): StatementEntry {
  return { id, lines, says: id, certainty: 'explicit', pointers: [], checks: [] };
}

const STATEMENTS = [
  statement('late', '6-7'),
  statement('first', '2'),
  statement('also', '2'),
  statement('wide', '2-4'),
];

test('without the text, a document has the cited lines alone, in their order', () => {
  expect(
    passagesOf(STATEMENTS, undefined).map(({ label, text, statements }) => [label, text, statements.length]),
  ).toEqual([
    ['2-4', undefined, 1],
    ['2', undefined, 2],
    ['6-7', undefined, 1],
  ]);
});

test('with the text, it also has the lines between them, but for empty ones', () => {
  const lines = ['one', 'two', 'three', 'four', '', 'six', 'seven', 'eight', 'nine'];
  expect(passagesOf(STATEMENTS, lines).map(({ label, text }) => [label, text])).toEqual([
    ['1', 'one'],
    ['2-4', 'two\nthree\nfour'],
    ['2', 'two'],
    ['6-7', 'six\nseven'],
    ['8-9', 'eight\nnine'],
  ]);
});

test('without the text, it also has what it prints', () => {
  const samples = [
    { lines: '5', text: '{}' },
    { lines: '2', text: 'curl' },
  ];
  expect(passagesOf(STATEMENTS, undefined, samples).map(({ label, sample }) => [label, sample])).toEqual([
    ['2-4', undefined],
    ['2', 'curl'],
    ['5', '{}'],
    ['6-7', undefined],
  ]);
  expect(passagesOf(STATEMENTS, ['one'], samples).some(({ sample }) => sample !== undefined)).toBe(false);
});
