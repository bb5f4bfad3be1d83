import { describe, expect, test } from 'vitest';
import { findInexactNumbers, parseExactJson, parseInteger } from '../../src/kernel/index.js';

const EXACT = [
  ...['0', '-0', '0.0', '1', '-1', '1.0', '1e3', '1E+3', '10e-1', '1.50', '0e999', '-0.0e-5', '0.1', '2.5e-7', '1e-7'],
  ...['9007199254740991', '-9007199254740991', '9007199254740991.0', '9007199254740990e0', '0.9007199254740991e16'],
  ...['0.30000000000000004', '123456789.12345678', '5e-324', '0.000000000000000000001', '1.7976931348623157e-300'],
  ...[`1.${'0'.repeat(400)}`, `0.${'0'.repeat(100)}1`],
];

const INEXACT = [
  ...['9007199254740992', '9007199254740993', '-9007199254740992', '12345678901234567890', '9007199254740993.0'],
  ...['9007199254740991.2', '9007199254740990.9999999', '1e16', '1e21', '1e300', '1e308', '1e309', '1e400', '-1e400'],
  ...['1e-400', '1e999999999999', '1e-999999999999', '0.1234567890123456789', '0.1000000000000000055511151231257827'],
  ...['123456789012345678e-3', '4.9e-324', `1${'0'.repeat(400)}`, `0.${'0'.repeat(400)}1`, `1.${'0'.repeat(400)}1`],
];

describe('A number of JSON', () => {
  test.each(EXACT)('as %.60s comes back as it was written', written => {
    expect(findInexactNumbers(written)).toEqual([]);
    expect(parseExactJson(`{"a":${written}}`)).toEqual({ value: { a: Number(written) }, inexact: [] });
  });

  test.each(INEXACT)('as %.60s would come back as another', written => {
    expect(findInexactNumbers(written)).toEqual([{ path: [], written }]);
    expect(parseExactJson(`{"a":${written}}`)).toEqual({
      value: { a: Number.NaN },
      inexact: [{ path: ['a'], written }],
    });
  });

  test.each([
    ['{"a":{"b":[1,{"c":1e400}]}}', [['a', 'b', '1', 'c']]],
    ['[ 1e400 , [1e400],\n\t-1e400]', [['0'], ['1', '0'], ['2']]],
    ['{"a":"1e400","b": 1e400,"c":", 1e400"}', [['b']]],
    ['{"\\u0061/~\\"}":1e400,"b":2}', [['a/~"}']]],
    ['{"a":[],"b":{},"c":[{},1e400]}', [['c', '1']]],
    ['{"__proto__":{"x":1e400},"constructor":1e400}', [['__proto__', 'x'], ['constructor']]],
    ['{"a":1e400,"a":{"b":1}}', [['a']]],
    ['{"a":{"b":1e400},"a":5}', [['a', 'b']]],
  ])('is found with its place: %s', (text, paths) => {
    expect(findInexactNumbers(text).map(({ path }) => path)).toEqual(paths);
    expect(parseExactJson(text).inexact).toHaveLength(paths.length);
  });

  test('that is text, or within text, is not a number', () => {
    const text = JSON.stringify({ a: '9007199254740993', b: ': 1e400', c: '[1e400,', d: '\\": 12345678901234567890' });
    expect(parseExactJson(text)).toEqual({ value: JSON.parse(text), inexact: [] });
  });

  test('does not make prototypes of names', () => {
    const { value } = parseExactJson('{"__proto__":1e400,"b":{"__proto__":{"polluted":1e400}}}');
    expect(Object.getOwnPropertyNames(value)).toEqual(['__proto__', 'b']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('is found among very many', () => {
    const list = `[${Array.from({ length: 100_000 }, () => '1e400').join()}]`;
    expect(findInexactNumbers(list)).toHaveLength(100_000);
    expect(findInexactNumbers(`1${'0'.repeat(500_000)}1`)).toHaveLength(1);
  });
});

test.each([
  ['0', 0],
  ['007', 7],
  ['-5', -5],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['9007199254740992', undefined],
  ['9007199254740993', undefined],
  ['', undefined],
  ['1.0', undefined],
  ['1e3', undefined],
  [' 1', undefined],
  ['+1', undefined],
  ['--1', undefined],
])('The digits %j are the integer %j', (text, integer) => {
  expect(parseInteger(text)).toBe(integer);
});
