import { describe, expect, test } from 'vitest';
import { mendValue } from '../../../src/fake/index.js';
import type { JsonSchema } from '../../../src/openapi/index.js';
import { describeSchema, NOW } from './describe-schema.js';

function mend(value: unknown, schema: JsonSchema, direction: 'request' | 'response' = 'response') {
  return mendValue(value, describeSchema(schema, direction), { seed: 1, now: NOW });
}

const object = (properties: Record<string, JsonSchema>, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const integer = { type: 'integer' };

describe('a value that breaks its schema', () => {
  test.each<[string, unknown, JsonSchema, unknown, string[]]>([
    ['is left alone if it is valid', { a: 1 }, object({ a: integer }), { a: 1 }, []],
    ['gets the number that a text has', { a: '10' }, object({ a: integer }), { a: 10 }, ['/a']],
    ['gets the text of a number', { a: 10 }, object({ a: text }), { a: '10' }, ['/a']],
    ['gets the boolean that a text has', ['true'], { type: 'array', items: { type: 'boolean' } }, [true], ['/0']],
    ['loses an optional null', { a: null, b: 1 }, object({ a: text, b: integer }), { b: 1 }, ['/a']],
    [
      'gets a value for a required null',
      { a: null },
      object({ a: text }, { required: ['a'] }),
      { a: expect.any(String) },
      ['/a'],
    ],
    [
      'gets what is missing',
      { a: 1 },
      object({ a: integer, b: text }, { required: ['b'] }),
      { a: 1, b: expect.any(String) },
      ['/b'],
    ],
    [
      'loses what is not known',
      { a: 1, z: 2 },
      object({ a: integer }, { additionalProperties: false }),
      { a: 1 },
      ['/z'],
    ],
    [
      'loses what is only written',
      { a: 1, secret: 'x' },
      object({ a: integer, secret: { type: 'string', writeOnly: true } }),
      { a: 1 },
      ['/secret'],
    ],
    ['gets another value for a wrong enum', { a: 'x' }, object({ a: { enum: ['b'] } }), { a: 'b' }, ['/a']],
    ['gets the value of an enum in its own case', 'Active', { enum: ['inactive', 'active'] }, 'active', ['']],
    [
      'gets a date-time for a date',
      '2020-05-01',
      { type: 'string', format: 'date-time' },
      '2020-05-01T00:00:00Z',
      [''],
    ],
    ['gets the date of a date-time', '2020-05-01T10:00:00Z', { type: 'string', format: 'date' }, '2020-05-01', ['']],
    [
      'gets a zone for its time',
      '2020-05-01 10:00:00',
      { type: 'string', format: 'date-time' },
      '2020-05-01T10:00:00Z',
      [''],
    ],
    [
      'gets another value for a wrong format',
      { id: 'x' },
      object({ id: { type: 'string', format: 'uuid' } }),
      { id: expect.stringMatching(/^[\da-f-]{36}$/) },
      ['/id'],
    ],
    [
      'gets another value for a wrong pattern',
      'x',
      { type: 'string', pattern: '^\\d{3}$' },
      expect.stringMatching(/^\d{3}$/),
      [''],
    ],
    ['is put in a list', { a: 1 }, { type: 'array', items: object({ a: integer }) }, [{ a: 1 }], ['']],
    ['is taken out of a list', [{ a: 1 }, { a: 2 }], object({ a: integer }), { a: 1 }, ['']],
    ['is cut to its length', 'a long description', { type: 'string', maxLength: 6 }, 'a long', ['']],
    ['comes within its limits', 150, { type: 'integer', maximum: 100 }, 100, ['']],
    ['is rounded', 2.4, integer, 2, ['']],
    ['loses items beyond the limit', [1, 2, 3], { type: 'array', items: integer, maxItems: 2 }, [1, 2], ['']],
    ['loses equal items', [1, 1, 2], { type: 'array', items: integer, uniqueItems: true }, [1, 2], ['']],
    [
      'keeps what is right around what is wrong',
      { a: [{ b: 1 }, { b: 'x' }], c: 'kept' },
      object({ a: { type: 'array', items: object({ b: { const: 1 } }) }, c: text }),
      { a: [{ b: 1 }, { b: 1 }], c: 'kept' },
      ['/a/1/b'],
    ],
    [
      'keeps the branch that it is closest to',
      { kind: 'dog', barks: 'yes' },
      {
        oneOf: [
          object({ kind: { const: 'cat' } }, { required: ['kind'] }),
          object({ kind: { const: 'dog' }, barks: { type: 'boolean' } }, { required: ['kind'] }),
        ],
      },
      { kind: 'dog', barks: true },
      ['/barks'],
    ],
  ])('%s', (_, value, schema, expected, changed) => {
    const before = structuredClone(value);
    expect(mend(value, schema)).toEqual({ value: expected, changed });
    expect(value).toEqual(before);
  });

  test('loses read-only members in requests', () => {
    const schema = object({ id: { type: 'integer', readOnly: true }, a: integer }, { required: ['a'] });
    expect(mend({ id: 1, a: 2 }, schema, 'request')).toEqual({ value: { a: 2 }, changed: ['/id'] });
  });

  test('is mended where only the validator sees what is wrong', () => {
    const described = describeSchema(object({ a: text, b: text }));
    const strict = {
      ...described,
      validate: (value: unknown) =>
        JSON.stringify(value).includes('refused')
          ? [{ path: ['a'], expected: 'valid' as const, message: '', wanted: '', schemaPath: '' }]
          : [],
    };
    const mended = mendValue({ a: 'refused', b: 'kept' }, strict, { seed: 1, now: NOW });
    expect(mended).toEqual({ value: { a: expect.any(String), b: 'kept' }, changed: ['/a'] });
  });

  test('is given up where no value is valid', () => {
    expect(mend({ a: 1 }, false)).toBeUndefined();
    expect(mend(1, { allOf: [{ type: 'string' }, { type: 'object' }] })).toBeUndefined();
  });
});
