import { expect, test } from 'vitest';
import { readDefaults } from '../../../src/openapi/index.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { parameterOf } from './small-model.js';

function defaultOf(schema: JsonSchema): unknown {
  return readDefaults([parameterOf({ name: 'p', in: 'query' }, schema)]).p;
}

test.each<[string, JsonSchema, unknown]>([
  ['a number', { type: 'integer', default: 20 }, 20],
  ['false', { type: 'boolean', default: false }, false],
  ['null', { type: ['string', 'null'], default: null }, null],
  ['a list', { type: 'array', items: { type: 'string' }, default: ['a', 'b'] }, ['a', 'b']],
  ['one behind a reference', { $ref: '#/$defs/page', $defs: { page: { type: 'integer', default: 1 } } }, 1],
  ['one beside a reference', { $ref: '#/$defs/page', default: 2, $defs: { page: { default: 1 } } }, 2],
  ['one in a part', { allOf: [{ type: 'integer' }, { default: 3 }] }, 3],
  ['one of a nullable schema', { anyOf: [{ type: 'integer', default: 4 }, { type: 'null' }] }, 4],
  ['text that means a number', { type: 'integer', default: '20' }, 20],
])('%s is a default', (_, schema, value) => {
  expect(defaultOf(schema)).toEqual(value);
});

test.each<[string, JsonSchema]>([
  ['a schema without one', { type: 'integer' }],
  ['a schema that allows anything', true],
  ['one that breaks its schema', { type: 'integer', maximum: 10, default: 20 }],
  ['text that means nothing else', { type: 'integer', default: 'all' }],
  ['one of several choices', { anyOf: [{ type: 'integer', default: 4 }, { type: 'string' }] }],
])('%s gives no default', (_, schema) => {
  expect(defaultOf(schema)).toBeUndefined();
});

test('A parameter may be called __proto__', () => {
  const defaults = readDefaults([parameterOf({ name: '__proto__', in: 'query' }, { default: 1 })]);
  expect(Object.entries(defaults)).toEqual([['__proto__', 1]]);
});
