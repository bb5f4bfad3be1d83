import { expect, test } from 'vitest';
import { countOf, describeDifferences, formatAge } from '../../src/console/page/situations/words.js';

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [49 * 3_600_000, '2 days'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(formatAge(milliseconds)).toBe(text);
});

test('counts are words', () => {
  expect(countOf(1, 'rule')).toBe('1 rule');
  expect(countOf(1200, 'rule')).toBe('1,200 rules');
  expect(describeDifferences({ collection: 'shop.orders', added: 1200, changed: 0, removed: 1 })).toBe(
    '1,200 added, 1 removed',
  );
});
