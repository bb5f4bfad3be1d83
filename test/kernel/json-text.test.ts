import { describe, expect, test } from 'vitest';
import { nestingDepth, replaceEscapedWhitespace } from '../../src/kernel/index.js';

describe('The depth of nesting', () => {
  test.each([
    ['', 0],
    ['5', 0],
    ['"text"', 0],
    ['{}', 1],
    ['[]', 1],
    ['[[]]', 2],
    ['[[],[]]', 2],
    ['{"a":{"b":[1,{"c":2}]}}', 4],
    ['[[[', 3],
    [']]]', 0],
    [']]][[[', 0],
    ['"[[["', 0],
    ['{"[[[":"{{{"}', 1],
    ['["\\"[[["]', 1],
    ['["\\\\",[[1]]]', 3],
    ['["unclosed [[[', 1],
    ['["ends in a backslash [[\\', 1],
    ['['.repeat(500_000), 500_000],
    [`${'[{"a":'.repeat(100_000)}1`, 200_000],
  ])('of %.30s is counted', (text, depth) => {
    expect(nestingDepth(text)).toBe(depth);
  });

  test('is that of the value for JSON that is valid', () => {
    const depthOf = (value: unknown): number =>
      value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    for (const value of [1, [], {}, [[1, [2]], { a: '[[[[' }], { '{': { '"': [{ '\\': ['"]'] }] } }]) {
      expect(nestingDepth(JSON.stringify(value)), JSON.stringify(value)).toBe(depthOf(value));
    }
  });
});

describe('Escaped white space between tokens becomes white space', () => {
  test.each([
    ['{\\t"a":1}', '{ "a":1}'],
    ['{\\n\\r\\t"a"\\t:\\n1\\r}\\n', '{   "a" : 1 } '],
    ['{"a":"\\t"}', '{"a":"\\t"}'],
    ['{"a\\n":"\\t\\n"\\t}', '{"a\\n":"\\t\\n" }'],
    ['{"a":"\\"\\t"\\t}', '{"a":"\\"\\t" }'],
    ['{"a":"\\\\"\\t}', '{"a":"\\\\" }'],
    ['{\\x"a":1}', '{\\x"a":1}'],
    ['\\', '\\'],
    ['\\t', ' '],
    ['', ''],
    ['{"a":1}', '{"a":1}'],
    ['{\t"a":1}', '{\t"a":1}'],
    ['"unclosed \\t', '"unclosed \\t'],
  ])('%j is read as %j', (text, read) => {
    expect(replaceEscapedWhitespace(text)).toBe(read);
  });
});
