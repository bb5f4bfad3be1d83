import { describe, expect, test } from 'vitest';
import { type CoercionOptions, coerce } from '../../src/openapi/index.js';

type Shape = Parameters<typeof coerce>[1]['shape'];

const of = (...types: string[]): Shape => ({ types: new Set(types), properties: new Map(), items: undefined });
const object = (properties: Record<string, Shape>): Shape => ({
  ...of('object'),
  properties: new Map(Object.entries(properties)),
});
const list = (items: Shape): Shape => ({ ...of('array'), items });

/** Reads `yes` and `no` as booleans and digits as integers. */
const LOOSE: CoercionOptions = {
  boolean: value => (value === 'yes' ? true : value === 'no' ? false : value),
  integer: value => (/^\d+$/.test(String(value)) ? Number(value) : value),
};

function read(value: unknown, shape: Shape, coercion = LOOSE) {
  const unknown: string[] = [];
  return { value: coerce(value, { shape, coercion, unknown }), unknown };
}

describe('A value is read as its shape wants it', () => {
  test.each([
    ['yes', of('boolean'), true],
    ['no', of('boolean'), false],
    ['perhaps', of('boolean'), 'perhaps'],
    [true, of('boolean'), true],
    ['yes', of('string'), 'yes'],
    ['yes', of('string', 'boolean'), 'yes'],
    ['12', of('integer'), 12],
    ['12', of('string'), '12'],
    ['12', of('string', 'number'), '12'],
    ['x12', of('integer'), 'x12'],
    [12, of('integer'), 12],
    [1.5, of('integer'), 1.5],
    ['12', of('integer', 'boolean'), 12],
    ['yes', of('integer', 'boolean'), true],
    [null, of('boolean'), null],
    [null, of('integer', 'null'), null],
    [['1', 'x', 2], list(of('integer')), [1, 'x', 2]],
    ['1', list(of('integer')), '1'],
    [[['1']], list(list(of('integer'))), [[1]]],
    [['yes'], of('array'), ['yes']],
    [{ a: 'yes', b: ['7'] }, object({ a: of('boolean'), b: list(of('integer')) }), { a: true, b: [7] }],
    [{ a: 'yes' }, of('object'), { a: 'yes' }],
    [{ a: 'yes' }, of('boolean'), { a: 'yes' }],
    [{}, object({ a: of('boolean') }), {}],
  ])('%j', (value, shape, expected) => {
    expect(read(value, shape)).toEqual({ value: expected, unknown: [] });
  });

  test('strictly, where nothing is loosened', () => {
    expect(read({ a: 'yes', b: '1' }, object({ a: of('boolean'), b: of('integer') }), {}).value).toEqual({
      a: 'yes',
      b: '1',
    });
  });

  test('without touching what it was given', () => {
    const given = Object.freeze({ a: 'yes', x: 1 });
    expect(read(given, object({ a: of('boolean') })).value).toEqual({ a: true });
    expect(given).toEqual({ a: 'yes', x: 1 });
  });
});

describe('Keys that a shape does not name', () => {
  const shape = object({ a: object({ b: of('string') }), list: list(object({ c: of('string') })) });

  test('are left out and reported with their paths', () => {
    const value = { x: 1, a: { b: 'b', y: 2 }, list: [{ c: 'c' }, { z: 3 }, 4] };
    expect(read(value, shape)).toEqual({
      value: { a: { b: 'b' }, list: [{ c: 'c' }, {}, 4] },
      unknown: ['x', 'a.y', 'list.1.z'],
    });
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('are none of JavaScript’s own: %j', name => {
    const given = JSON.parse(`{${JSON.stringify(name)}: {"b": 1}, "a": {${JSON.stringify(name)}: 2}}`);
    const { value, unknown } = read(given, shape);
    expect(Object.keys(value as object)).toEqual(['a']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(unknown).toEqual([name, `a.${name}`]);
  });
});

describe('A null that its schema forbids', () => {
  const shape = object({ may: of('string', 'null'), must: of('string'), inner: object({ must: of('string') }) });
  const value = { may: null, must: null, inner: { must: null } };

  test.each([
    [undefined, value],
    ['refuse', value],
    ['leave-out', { may: null, inner: {} }],
  ] as const)('is kept for the schema to refuse, or left out: %s', (forbiddenNulls, expected) => {
    expect(read(value, shape, forbiddenNulls ? { forbiddenNulls } : {})).toEqual({ value: expected, unknown: [] });
  });
});
