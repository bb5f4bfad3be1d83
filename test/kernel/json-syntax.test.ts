import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from '../../src/kernel/index.js';

test.each<[string, number]>([
  ['', 0],
  ['{bad', 1],
  ['{"a":1,}', 7],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{"a":1', 6],
  ['{"a":1]', 6],
  ['{"a\nb":1}', 3],
  ['{"a":"b', 7],
  ['["\\x"]', 2],
  ['[01]', 2],
  ['[1.]', 2],
  ['nul', 0],
  ['{} x', 3],
  ['[]]', 2],
  ["{'a':1}", 1],
  ['{"a":undefined}', 5],
  [' \n {"a":\n tru}', 10],
  ['\ufeff{}', 0],
])('JSON breaks off at its place: %j', (text, at) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(findJsonError(text)).toBe(at);
});

test('valid JSON has no error, and JSON that was cut has one at its end or before', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, cut) => {
      expect(findJsonError(text)).toBe(text.length);
      const part = text.slice(0, cut % (text.length + 1));
      expect(findJsonError(part)).toBeLessThanOrEqual(part.length);
    }),
  );
});

test.each([
  ['a string that never ends', `"${' '.repeat(1_000_000)}`],
  ['one of escapes', `"${'\\\\'.repeat(500_000)}`],
  ['one as a name', `{"${'a'.repeat(1_000_000)}`],
  ['one that a line break ends', `["${'a\\n'.repeat(300_000)}\n"]`],
])('a very long text is read in linear time: %s', (_, text) => {
  expect(findJsonError(text)).toBeGreaterThan(500_000);
});
