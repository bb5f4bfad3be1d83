import fc from 'fast-check';
import type { JsonSchema } from '../../../src/openapi/index.js';

const NAMES = ['a', 'b', 'c', 'name', 'createdAt'] as const;
const name = fc.constantFrom(...NAMES);

/** JSON values that a random schema may have in `enum`, and that are tried where no value was made. */
export const SMALL_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    2,
    -1,
    5,
    7,
    10,
    0.5,
    2.5,
    100,
    -30,
    '',
    'a',
    'abc',
    'ab12',
    '2020-01-01',
    'x@example.com',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'aaaaaaaaaa', [], [1], ['a'], [1, 2], [null], [1, 'a', true], [[]], [{}]],
  ...[
    {},
    { a: 1 },
    { a: 'a' },
    { b: true },
    { a: 1, b: 2 },
    { a: 'a', b: 'b' },
    { c: null },
    { name: 'a' },
    { x: 1 },
    { a: {} },
    { a: [] },
  ],
];

const value = fc.constantFrom(...SMALL_VALUES);

function optional<T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

const numbers = optional({
  type: fc.constantFrom('integer', 'number'),
  minimum: fc.constantFrom(-10, 0, 0.5, 1, 3),
  maximum: fc.constantFrom(4, 10.5, 100, 1000),
  exclusiveMinimum: fc.constantFrom(-3, 0, 2),
  exclusiveMaximum: fc.constantFrom(6, 50, 3.5),
  multipleOf: fc.constantFrom(0.01, 0.5, 1, 2, 3),
  format: fc.constantFrom('int32', 'int64', 'float', 'double'),
});

const strings = fc.oneof(
  optional({
    type: fc.constant('string'),
    minLength: fc.integer({ min: 0, max: 12 }),
    maxLength: fc.integer({ min: 5, max: 30 }),
  }),
  optional({
    type: fc.constant('string'),
    pattern: fc.constantFrom(
      '^[A-Z]{2,3}$',
      '^a',
      '\\d',
      '^(?!b)\\w+$',
      '^\\p{L}+$',
      '[^a-z]',
      '^(ab|cd)+$',
      '^(?=.*\\d).{4,}$',
      '^$|^x',
      '^\\+?[1-9]\\d{3,14}$',
      '^(\\w)\\1',
    ),
    minLength: fc.constantFrom(0, 2),
  }),
  fc.record({
    type: fc.constant('string'),
    format: fc.constantFrom(
      'date-time',
      'date',
      'time',
      'duration',
      'email',
      'hostname',
      'ipv4',
      'ipv6',
      'uri',
      'uri-reference',
      'uri-template',
      'uuid',
      'json-pointer',
      'regex',
      'byte',
      'binary',
      'password',
      'url',
      'phone',
      'relative-json-pointer',
      'json-pointer-uri-fragment',
      'iso-time',
      'iso-date-time',
    ),
  }),
);

/** Random schemas of all keywords, nested and recursive; most of them have a valid value. */
export const randomSchema: fc.Arbitrary<JsonSchema> = fc
  .letrec<{ schema: JsonSchema; inner: JsonSchema }>(tie => {
    const schema = tie('schema');
    const members = fc.dictionary(name, schema, { maxKeys: 3 });
    const names = fc.uniqueArray(name, { maxLength: 2 });
    const objects = optional({
      type: fc.constant('object'),
      properties: members,
      required: names,
      additionalProperties: fc.oneof({ weight: 3, arbitrary: fc.boolean() }, schema),
      patternProperties: fc.dictionary(fc.constantFrom('^a', '^x-', '\\d$'), schema, { maxKeys: 2 }),
      propertyNames: fc.constantFrom(
        { pattern: '^[a-z]' },
        { minLength: 1 },
        { maxLength: 9 },
        { not: { const: 'b' } },
      ),
      minProperties: fc.integer({ min: 0, max: 3 }),
      maxProperties: fc.integer({ min: 2, max: 5 }),
      dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }),
      dependentSchemas: fc.dictionary(name, schema, { maxKeys: 1 }),
    });
    const plainObjects = optional({ type: fc.constant('object'), properties: members, required: names });
    const closed = fc.record({
      type: fc.constant('object'),
      properties: members,
      allOf: fc.array(plainObjects, { minLength: 1, maxLength: 2 }),
      unevaluatedProperties: fc.constantFrom(false, { type: 'string' }),
    });
    const arrays = optional({
      type: fc.constant('array'),
      items: fc.oneof({ weight: 6, arbitrary: schema }, fc.boolean()),
      prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }),
      contains: schema,
      minContains: fc.integer({ min: 0, max: 2 }),
      maxContains: fc.integer({ min: 2, max: 4 }),
      minItems: fc.integer({ min: 0, max: 3 }),
      maxItems: fc.integer({ min: 3, max: 6 }),
      uniqueItems: fc.boolean(),
    });
    const plainArrays = fc.record({ type: fc.constant('array'), items: schema });
    const branches = fc.array(schema, { minLength: 1, maxLength: 3 });
    const combined = fc.oneof(
      fc.record({ oneOf: branches }),
      fc.record({ anyOf: branches }),
      fc.record({ allOf: fc.array(fc.oneof(plainObjects, objects), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: schema }),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      fc.record({ if: schema, then: schema, else: schema }),
      fc.record({
        type: fc.constant('object'),
        properties: members,
        oneOf: fc.array(plainObjects, { minLength: 2, maxLength: 3 }),
      }),
    );
    const values = fc.oneof(
      fc.record({ enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, comparator: 'SameValueZero' }) }),
      fc.record({ const: value }),
      fc.record({
        type: fc.uniqueArray(fc.constantFrom('string', 'integer', 'null', 'boolean', 'array', 'object', 'number'), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      fc.record({ type: fc.constant('string'), default: value, examples: fc.array(value, { maxLength: 2 }) }),
      fc.constantFrom<JsonSchema>({}, true),
    );
    const references = fc.constantFrom({ $ref: '#/$defs/One' }, { $ref: '#/$defs/Two' });
    return {
      schema: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        ...[strings, numbers, values, objects, closed, arrays, plainObjects, plainArrays, combined, references],
      ) as fc.Arbitrary<JsonSchema>,
      inner: schema,
    };
  })
  .schema.chain(root =>
    fc
      .record({ One: objectsOf(), Two: strings as fc.Arbitrary<JsonSchema> })
      .map($defs => (typeof root === 'object' ? { ...root, $defs } : root)),
  );

/** Schemas of objects that may contain themselves. */
function objectsOf(): fc.Arbitrary<JsonSchema> {
  const member = fc.constantFrom<JsonSchema>(
    { $ref: '#/$defs/One' },
    { $ref: '#/$defs/Two' },
    { type: 'array', items: { $ref: '#/$defs/One' } },
    { anyOf: [{ $ref: '#/$defs/One' }, { type: 'null' }] },
    { type: 'integer' },
  );
  return fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(name, member, { maxKeys: 3 }),
    required: fc.uniqueArray(name, { maxLength: 1 }),
  });
}
