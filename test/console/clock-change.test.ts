import { expect, test } from 'vitest';
import { parseTime, restoreClock } from '../../src/console/page/situations/clock-change.js';

const time = '2030-01-01T00:00:00.000000Z';

test('a clock is set back to where it was, and has gone on if it ran', () => {
  const moments = { readAt: 1000, now: 61_000 };
  expect(restoreClock({ time, frozen: false, moved: false }, moments)).toEqual({});
  expect(restoreClock({ time, frozen: true, moved: true }, moments)).toEqual({ frozen: true, time });
  expect(restoreClock({ time, frozen: false, moved: true }, moments)).toEqual({
    frozen: false,
    time: '2030-01-01T00:01:00.000Z',
  });
});

test.each([
  ['2030-12-31 23:59', '2030-12-31T23:59:00.000Z'],
  ['2030-12-31T23:59:58Z', '2030-12-31T23:59:58.000Z'],
  ['2030-13-01 00:00', undefined],
  ['', undefined],
])('the time %j is %s', (text, parsed) => {
  expect(parseTime(text)).toBe(parsed);
});
