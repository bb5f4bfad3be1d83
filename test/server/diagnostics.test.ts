import { expect, test } from 'vitest';
import { diagnostics } from '../../src/server/response/diagnostics.js';

const FIELDS = 'Understudy-Unknown-Fields';

test.each([
  [['a'], 'a'],
  [['a', 'b c', 'd,e'], 'a, b%20c, d%2Ce'],
  [['\ud83c', 'é'], '%EF%BF%BD, %C3%A9'],
  [['x'.repeat(2000)], '...'],
  [['a', 'é'.repeat(400)], 'a, ...'],
])('the header with the unknown names %j has only whole names', (names, header) => {
  expect(diagnostics([], names)).toEqual([FIELDS, header]);
});

test('a header never becomes too long, and each name in it can be decoded', () => {
  const names = Array.from({ length: 5000 }, (_, at) => `ü${at}`);
  const header = diagnostics([], names)[1] ?? '';
  expect(header.length).toBeLessThanOrEqual(1000);
  const told = header.split(', ');
  expect(told.pop()).toBe('...');
  expect(told.map(decodeURIComponent)).toEqual(names.slice(0, told.length));
});

test('no header is sent if nothing is unknown', () => {
  expect(diagnostics([], [])).toEqual([]);
});
