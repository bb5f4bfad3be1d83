import { describe, expect, test } from 'vitest';
import { formatPointer, parsePointer, valueAt } from '../../src/kernel/index.js';

/** The examples of RFC 6901, and names that need escaping. */
const DOCUMENT = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'm~n': 8,
  '~1': 9,
  ' ': 7,
  deep: { list: [{ x: null }] },
};

describe('A pointer', () => {
  test.each([
    ['', [], DOCUMENT],
    ['/foo', ['foo'], ['bar', 'baz']],
    ['/foo/0', ['foo', '0'], 'bar'],
    ['/', [''], 0],
    ['/a~1b', ['a/b'], 1],
    ['/c%d', ['c%d'], 2],
    ['/m~0n', ['m~n'], 8],
    ['/~01', ['~1'], 9],
    ['/ ', [' '], 7],
    ['/deep/list/0/x', ['deep', 'list', '0', 'x'], null],
  ])('%j finds its value', (pointer, tokens, value) => {
    expect(valueAt(DOCUMENT, pointer)).toEqual(value);
    expect(parsePointer(pointer)).toEqual(tokens);
    expect(formatPointer(tokens)).toBe(pointer);
  });

  test.each([
    ['/nothing'],
    ['/foo/2'],
    ['/foo/-1'],
    ['/foo/0/0'],
    ['/deep/list/0/x/y'],
    ['/constructor'],
    ['/__proto__'],
    ['/foo/map'],
  ])('%s finds nothing', pointer => {
    expect(valueAt(DOCUMENT, pointer)).toBeUndefined();
  });

  test('may be made of numbers', () => {
    expect(formatPointer(['items', 0, 'a/b'])).toBe('/items/0/a~1b');
  });

  test.each([[null], [undefined], [5], ['text']])('into %j finds nothing', value => {
    expect(valueAt(value, '/length')).toBeUndefined();
  });
});
