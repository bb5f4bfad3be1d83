import { describe, expect, test } from 'vitest';
import { generateValue } from '../../../src/fake/index.js';
import type { JsonSchema } from '../../../src/openapi/index.js';
import { describeSchema, NOW } from './describe-schema.js';

const node = { type: 'object', properties: { value: { type: 'integer' }, next: { $ref: '#/$defs/Node' } } };

/** Each is made with several seeds, with all members and with the required ones alone. */
const SCHEMAS: readonly [name: string, schema: JsonSchema][] = [
  ['the schema true', true],
  ['an empty schema', {}],
  ['a list of types', { type: ['null', 'integer'] }],
  ['an enum with limits', { enum: ['a', 'abc', 1], type: 'string', minLength: 2 }],
  ['const null', { const: null }],
  ['a const object', { const: { a: [1] } }],
  ['an integer in a narrow range', { type: 'integer', exclusiveMinimum: 2.5, exclusiveMaximum: 4 }],
  ['a number in a narrow range', { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.1001 }],
  ['a multiple of 0.01', { type: 'number', multipleOf: 0.01, minimum: 0.03, maximum: 0.12 }],
  ['a multiple of 0.1', { type: 'number', multipleOf: 0.1, minimum: 10 }],
  [
    'multiples of two numbers',
    { allOf: [{ type: 'integer', multipleOf: 4 }, { multipleOf: 6 }], minimum: 13, maximum: 30 },
  ],
  ['a large multiple', { type: 'integer', multipleOf: 1_000_000, minimum: 1 }],
  ['a negative number', { type: 'number', maximum: -1000 }],
  ['a large number', { type: 'integer', minimum: 9_000_000_000 }],
  ['an int32', { type: 'integer', format: 'int32', minimum: 2_147_483_640 }],
  ['a fraction', { type: 'number', not: { type: 'integer' } }],
  ['an exact length', { type: 'string', minLength: 17, maxLength: 17 }],
  ['an empty text', { type: 'string', maxLength: 0 }],
  ['a long text', { type: 'string', minLength: 3000 }],
  ['a pattern and a length', { type: 'string', pattern: '^[a-z]+$', minLength: 40, maxLength: 41 }],
  ['two patterns', { allOf: [{ type: 'string', pattern: '^a' }, { pattern: '^[a-f]{3,5}$' }] }],
  ['a format and a length', { type: 'string', format: 'email', minLength: 40 }],
  ['a short e-mail address', { type: 'string', format: 'email', maxLength: 8 }],
  ['a format and a pattern', { type: 'string', format: 'uri', pattern: '^https://' }],
  ['required members without properties', { type: 'object', required: ['a', 'b'] }],
  ['a closed object', { type: 'object', properties: { a: true }, additionalProperties: false }],
  ['a map', { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 4 }],
  [
    'a map with names of a pattern',
    {
      type: 'object',
      patternProperties: { '^x-[a-z]{3}$': { type: 'string' } },
      additionalProperties: false,
      minProperties: 2,
    },
  ],
  [
    'names of an enum',
    {
      type: 'object',
      propertyNames: { enum: ['en', 'de', 'fr'] },
      additionalProperties: { type: 'string' },
      minProperties: 2,
    },
  ],
  ['few members', { type: 'object', properties: { a: true, b: true, c: true }, required: ['c'], maxProperties: 2 }],
  ['dependent members', { type: 'object', properties: { a: true }, dependentRequired: { a: ['b'], b: ['c'] } }],
  [
    'dependent members that cannot be',
    { type: 'object', properties: { a: true, b: false }, dependentRequired: { a: ['b'] } },
  ],
  [
    'dependent schemas',
    {
      type: 'object',
      properties: { a: true },
      dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'integer' } } } },
    },
  ],
  [
    'unevaluated members',
    {
      type: 'object',
      allOf: [{ properties: { a: true } }],
      properties: { b: true },
      required: ['a'],
      unevaluatedProperties: false,
    },
  ],
  ['unevaluated items', { type: 'array', prefixItems: [{ type: 'integer' }], unevaluatedItems: false }],
  ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 }],
  [
    'contained items',
    {
      type: 'array',
      items: { type: 'integer' },
      contains: { minimum: 1000 },
      minContains: 2,
      maxContains: 2,
      minItems: 4,
    },
  ],
  ['unique items of few', { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 }],
  [
    'unique objects',
    {
      type: 'array',
      items: { type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } },
      uniqueItems: true,
      minItems: 2,
    },
  ],
  [
    'exactly one branch',
    {
      oneOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', required: ['b'] },
      ],
    },
  ],
  [
    'one of two formats',
    {
      oneOf: [
        { type: 'string', format: 'ipv4' },
        { type: 'string', format: 'ipv6' },
      ],
    },
  ],
  [
    'branches that overlap',
    {
      oneOf: [
        { type: 'integer', minimum: 5 },
        { type: 'integer', maximum: 10 },
      ],
    },
  ],
  ['any branch that fits', { type: 'string', anyOf: [{ type: 'integer' }, { minLength: 4 }] }],
  [
    'merged objects',
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
        { properties: { a: { minimum: 7 } } },
      ],
    },
  ],
  [
    'a condition',
    {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['a', 'b'] } },
      if: { properties: { kind: { const: 'a' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['x'] },
      else: { required: ['y'] },
    },
  ],
  ['no string', { not: { type: 'string' } }],
  ['a member that must be absent', { type: 'object', properties: { a: true, b: true }, not: { required: ['a'] } }],
  ['not one of some values', { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 2] } }],
  ['a chain that ends', { $ref: '#/$defs/Node', $defs: { Node: node } }],
  [
    'a tree',
    {
      $ref: '#/$defs/Tree',
      $defs: {
        Tree: {
          type: 'object',
          required: ['children'],
          properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
        },
      },
    },
  ],
  [
    'a required circle through null',
    {
      $ref: '#/$defs/A',
      $defs: {
        A: { type: 'object', required: ['a'], properties: { a: { anyOf: [{ $ref: '#/$defs/A' }, { type: 'null' }] } } },
      },
    },
  ],
  ['a member called __proto__', { type: 'object', required: ['__proto__'] }],
];

describe('valid by construction', () => {
  test.each(SCHEMAS)('%s', (_, schema) => {
    const described = describeSchema(schema);
    for (let seed = 0; seed < 4; seed++) {
      for (const minimal of [false, true]) {
        const made = generateValue(described, { seed, now: NOW, minimal });
        expect(made, `seed ${seed}`).toBeDefined();
        expect(described.validate(made?.value)).toEqual([]);
      }
    }
  });
});

describe('no value', () => {
  test.each<[string, JsonSchema]>([
    ['the schema false', false],
    ['types that exclude each other', { allOf: [{ type: 'string' }, { type: 'integer' }] }],
    ['limits that exclude each other', { type: 'integer', minimum: 5, maximum: 4 }],
    [
      'an endless required circle',
      {
        $ref: '#/$defs/A',
        $defs: { A: { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/A' } } } },
      },
    ],
    ['more items than can be made', { type: 'array', minItems: 10_000_000 }],
    ['more unique items than there are', { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 }],
    ['a pattern that nothing matches', { type: 'string', pattern: '^a$b' }],
    ['not anything', { not: {} }],
  ])('%s', (_, schema) => {
    expect(generateValue(describeSchema(schema), { seed: 1, now: NOW })).toBeUndefined();
  });
});

describe('a believable value', () => {
  const make = (schema: JsonSchema, direction?: 'request' | 'response') =>
    generateValue(describeSchema(schema, direction), { seed: 7, now: NOW })?.value;

  test('has all members, and lists of one to three items', () => {
    const value = make({ type: 'object', properties: { a: {}, b: { type: 'array', items: { type: 'integer' } } } }) as {
      b: unknown[];
    };
    expect(Object.keys(value)).toEqual(['a', 'b']);
    expect(value.b.length).toBeGreaterThanOrEqual(1);
    expect(value.b.length).toBeLessThanOrEqual(3);
  });

  test('has no members of the other direction, even if they are required', () => {
    const schema = {
      type: 'object',
      properties: { id: { type: 'integer', readOnly: true }, secret: { $ref: '#/$defs/Secret' } },
      $defs: { Secret: { type: 'string', writeOnly: true } },
    };
    expect(make(schema, 'response')).toEqual({ id: expect.any(Number) });
    expect(make(schema, 'request')).toEqual({ secret: expect.any(String) });
  });

  test('uses valid examples and defaults first, in one item only', () => {
    expect(make({ type: 'string', examples: [5, 'from the example'] })).toBe('from the example');
    expect(make({ type: 'integer', default: 42 })).toBe(42);
    const items = make({ type: 'array', items: { type: 'string', examples: ['first'] }, minItems: 2 }) as string[];
    expect(items.filter(item => item === 'first')).toEqual(['first']);
  });

  test('does not use examples where it is not to', () => {
    const schema = describeSchema({ type: 'string', examples: ['from the example'] });
    expect(generateValue(schema, { seed: 1, now: NOW, examples: false })?.value).not.toBe('from the example');
  });

  test('names the branch in the discriminating member', () => {
    const pet = (name: string) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, [name]: { type: 'boolean' } },
    });
    const $defs = { Cat: pet('meows'), Dog: pet('barks') };
    const oneOf = [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }];
    const mapping = { feline: '#/$defs/Cat', canine: '#/$defs/Dog' };
    for (let seed = 0; seed < 8; seed++) {
      const mapped = generateValue(
        describeSchema({ anyOf: oneOf, discriminator: { propertyName: 'kind', mapping }, $defs }),
        { seed, now: NOW },
      );
      expect([
        { kind: 'feline', meows: expect.any(Boolean) },
        { kind: 'canine', barks: expect.any(Boolean) },
      ]).toContainEqual(mapped?.value);
      const named = generateValue(describeSchema({ anyOf: oneOf, discriminator: { propertyName: 'kind' }, $defs }), {
        seed,
        now: NOW,
      });
      expect(['Cat', 'Dog']).toContain((named?.value as { kind: string } | undefined)?.kind);
    }
  });

  test('names the schema that inherits from one with a discriminator', () => {
    const Pet = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' } },
      discriminator: { propertyName: 'kind' },
    };
    const schema = {
      $ref: '#/$defs/Cat',
      $defs: { Pet, Cat: { allOf: [{ $ref: '#/$defs/Pet' }, { type: 'object' }] } },
    };
    expect(make(schema)).toEqual({ kind: 'Cat' });
  });

  test('reads a schema that refers to itself at once', () => {
    const schema: JsonSchema = { allOf: [{ $ref: '#' }, { type: 'integer' }] };
    // no validator can compile it
    const described = { ...describeSchema(true), read: () => schema, resolve: () => schema };
    expect(generateValue(described, { seed: 1, now: NOW })?.value).toEqual(expect.any(Number));
  });

  test('stops at optional members of deep and of large schemas', () => {
    const wide = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`m${at}`, { $ref: `#/$defs/L${0}` }])),
    };
    const levels = Object.fromEntries(
      Array.from({ length: 9 }, (_, level) => [
        `L${level}`,
        {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 12 }, (_, at) => [`m${at}`, { $ref: `#/$defs/L${level + 1}` }]),
          ),
        },
      ]),
    );
    const value = make({ ...wide, $defs: { ...levels, L9: { type: 'integer' } } });
    expect(JSON.stringify(value).length).toBeLessThan(100_000);
  });
});
