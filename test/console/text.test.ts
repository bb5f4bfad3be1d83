import { expect, test } from 'vitest';
import { visible } from '../../src/console/page/data/visible.js';
import { splitJson } from '../../src/console/page/detail/json-pieces.js';
import { compareLines } from '../../src/console/page/readings/differing-lines.js';
import { countBySecond } from '../../src/console/page/requests/rate.js';
import { RequestLog } from '../../src/console/page/requests/request-log.js';
import { summary } from './summaries.js';

test.each([
  ['plain text', 'plain text'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\u0000b\u001b[31m', 'a\\u{0}b\\u{1b}[31m'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
  ['Zürich 東京', 'Zürich 東京'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  ['  "name": "rt",', ['sign', 'name', 'sign', 'string', 'sign']],
  ['  "a\\"b": -1.5e+3', ['sign', 'name', 'sign', 'number']],
  ['    null,', ['sign', 'word', 'sign']],
  ['{', ['sign']],
  ['', []],
])('the pieces of %j', (line, kinds) => {
  const pieces = splitJson(line);
  expect(pieces.map(({ text }) => text).join('')).toBe(line);
  expect(pieces.map(({ kind }) => kind)).toEqual(kinds);
});

test('the lines of two texts are marked where the other one does not have them as often', () => {
  const [left, right] = compareLines('a\nb\nb', 'b\na\nc');
  expect(left.map(({ isSame }) => isSame)).toEqual([true, true, false]);
  expect(right.map(({ isSame }) => isSame)).toEqual([true, true, false]);
});

test('the graph counts the last sixty seconds', () => {
  const now = Date.parse('2026-11-30T12:01:00.000Z');
  const at = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  const log = new RequestLog();
  log.add([
    summary({ id: 1, at: at(70) }),
    summary({ id: 2, at: at(59.5) }),
    summary({ id: 3, at: at(0.5), status: 404 }),
    summary({ id: 4, at: at(0.2) }),
  ]);
  const seconds = countBySecond(log.rows, now);
  expect(seconds).toHaveLength(60);
  expect([seconds[0], seconds[30], seconds[59]]).toEqual([
    { count: 1, failed: 0 },
    { count: 0, failed: 0 },
    { count: 2, failed: 1 },
  ]);
});
