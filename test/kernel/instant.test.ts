import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant, readClock, systemClock } from '../../src/kernel/index.js';

const SECOND = 1e6;
const VALENTINE = Date.UTC(2018, 1, 14, 15, 59, 45) * 1000;

describe('A time is read', () => {
  test.each([
    ['2018-02-14T15:59:45+00:00', VALENTINE],
    ['2018-02-14T15:59:45Z', VALENTINE],
    ['2018-02-14t15:59:45z', VALENTINE],
    ['2018-02-14T15:59:45-00:00', VALENTINE],
    ['2018-02-14T17:59:45+02:00', VALENTINE],
    ['2018-02-14T21:29:45+05:30', VALENTINE],
    ['2018-02-14T10:59:45-05:00', VALENTINE],
    ['2018-02-15T05:44:45+13:45', VALENTINE],
    ['2018-02-13T16:00:45-23:59', VALENTINE],
    ['2018-02-14T15:59:45.000000+00:00', VALENTINE],
    ['2018-02-14T15:59:45.1Z', VALENTINE + 100_000],
    ['2018-02-14T15:59:45.000001Z', VALENTINE + 1],
    ['2018-02-14T15:59:45.999999Z', VALENTINE + 999_999],
    ['2018-02-14T15:59:45.0000009Z', VALENTINE],
    ['2018-02-14T15:59:45.123456789012345678901234567890Z', VALENTINE + 123_456],
    ['2018-02-14', Date.UTC(2018, 1, 14) * 1000],
    ['1970-01-01', 0],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59.999999Z', -1],
    ['2016-02-29', Date.UTC(2016, 1, 29) * 1000],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29) * 1000],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1) * 1000],
    ['0000-01-01T00:00:00Z', Date.parse('0000-01-01T00:00:00Z') * 1000],
    ['0000-02-29', Date.parse('0000-02-29T00:00:00Z') * 1000],
    ['9999-12-31T23:59:59Z', Date.parse('9999-12-31T23:59:59Z') * 1000],
  ])('%s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });
});

describe('Decimals after the sixth', () => {
  test.each([
    ['2018-02-14T15:59:45.0000001Z', 0, 1],
    ['2018-02-14T15:59:45.00000099999999999999999999Z', 0, 1],
    ['2018-02-14T15:59:45.000000000Z', 0, 0],
    ['2018-02-14T15:59:45.0000010Z', 1, 1],
    ['2018-02-14T15:59:45.9999999Z', 999_999, SECOND],
    ['2018-02-14T15:59:45.5Z', 500_000, 500_000],
    ['2018-02-14T15:59:45Z', 0, 0],
  ])('of %s are cut off, or rounded up on request', (text, down, up) => {
    expect(parseInstant(text)).toBe(VALENTINE + down);
    expect(parseInstant(text, 'up')).toBe(VALENTINE + up);
  });
});

describe('Text that is not a time is not read', () => {
  test.each([
    [''],
    ['now'],
    ['0'],
    ['1518623985'],
    ['2018'],
    ['2018-02'],
    ['2018-2-14'],
    ['18-02-14'],
    ['+002018-02-14'],
    ['-2018-02-14'],
    ['2018-02-30'],
    ['2018-02-29'],
    ['1900-02-29'],
    ['2018-04-31T00:00:00Z'],
    ['2018-13-01'],
    ['2018-00-01'],
    ['2018-01-00'],
    ['2018-01-32'],
    ['2018-02-14T'],
    ['2018-02-14Z'],
    ['2018-02-14T15Z'],
    ['2018-02-14T15:59Z'],
    ['2018-02-14T15:59:45'],
    ['2018-02-14 15:59:45Z'],
    ['2018-02-14T15:59:45 00:00'],
    ['2018-02-14T15:59:45+0000'],
    ['2018-02-14T15:59:45+00'],
    ['2018-02-14T15:59:45+24:00'],
    ['2018-02-14T15:59:45+00:60'],
    ['2018-02-14T24:00:00Z'],
    ['2018-02-14T15:60:00Z'],
    ['2018-02-14T15:59:61Z'],
    ['2018-02-14T15:59:45.Z'],
    ['2018-02-14T15:59:45,5Z'],
    ['2018-02-14T15:59:45Z '],
    [' 2018-02-14'],
    ['2018-02-14\n'],
    ['２０１８-02-14'],
    ['Wed, 14 Feb 2018 15:59:45 GMT'],
  ])('%j', text => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('A time is printed as the documents print it', () => {
  test.each([
    [VALENTINE, '2018-02-14T15:59:45.000000+00:00'],
    [VALENTINE + 1, '2018-02-14T15:59:45.000001+00:00'],
    [VALENTINE + SECOND - 1, '2018-02-14T15:59:45.999999+00:00'],
    [0, '1970-01-01T00:00:00.000000+00:00'],
    [-1, '1969-12-31T23:59:59.999999+00:00'],
    [-SECOND, '1969-12-31T23:59:59.000000+00:00'],
  ])('%d is %s', (instant, text) => {
    expect(formatInstant(instant)).toBe(text);
  });

  test('and read again as it was', () => {
    for (let instant = VALENTINE; instant < VALENTINE + 40_000_000 * SECOND; instant += 777_777_777_777) {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }
  });
});

describe('A clock is read to the microsecond', () => {
  test.each([
    ['a date', new Date(1.5e12), 1.5e15],
    ['milliseconds', 1.5e12, 1.5e15],
    ['milliseconds and a fraction', 1.5e12 + 0.125, 1.5e15 + 125],
    ['the beginning', 0, 0],
  ])('from %s', (_, told, instant) => {
    expect(readClock(() => told)).toBe(instant);
  });

  test('from the machine, whose time is near that of Date', () => {
    expect(Math.abs(readClock(systemClock()) / 1000 - Date.now())).toBeLessThan(60_000);
  });
});
