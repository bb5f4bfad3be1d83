import { describe, expect, test } from 'vitest';
import { sampleValue } from '../../src/console/page/contract/sample-value.js';
import { fillPath, valuesOf } from '../../src/console/page/contract/try-request.js';

const PARAMETERS = [
  { name: 'id', in: 'path' },
  { name: 'page', in: 'query' },
  { name: 'X-Trace', in: 'header' },
];

describe('The form of a request', () => {
  test('fills the path, the query and the headers, and names what the path lacks', () => {
    expect(fillPath('/v1/orders/{id}', PARAMETERS, { id: 'a/b', page: '2', 'X-Trace': 't' })).toEqual({
      url: '/v1/orders/a%2Fb?page=2',
      headers: { 'X-Trace': 't' },
      missing: [],
    });
    expect(fillPath('/v1/orders/{id}', PARAMETERS, {})).toEqual({
      url: '/v1/orders/{id}',
      headers: {},
      missing: ['id'],
    });
  });

  test('begins with what a request of the journal had', () => {
    const request = { method: 'PUT', url: '/v1/orders/a%2Fb?page=2', headers: { 'x-trace': 't' }, body: { total: 1 } };
    const values = valuesOf({ request }, { path: '/v1/orders/{id}', parameters: PARAMETERS });
    expect(values).toEqual({ values: { id: 'a/b', page: '2', 'X-Trace': 't' }, body: '{\n  "total": 1\n}' });
    const { url, headers } = fillPath('/v1/orders/{id}', PARAMETERS, values.values);
    expect([url, headers]).toEqual([request.url, { 'X-Trace': 't' }]);
  });
});

test.each([
  [{ type: 'string', example: 'Ann' }, 'Ann'],
  [{ enum: ['open', 'closed'] }, 'open'],
  [{ type: 'integer', minimum: 5 }, 5],
  [{ type: ['boolean', 'null'] }, true],
  [{ type: 'array', items: { type: 'number' } }, [1]],
  [{ $ref: '#/defined' }, { name: 'text' }],
  [{ allOf: [{ $ref: '#/defined' }, { properties: { a: { const: 1 } }, required: ['a'] }] }, { name: 'text', a: 1 }],
])('a body with the schema %j begins as %j', (schema, value) => {
  const defined = {
    type: 'object',
    required: ['name', 'id'],
    properties: { name: { type: 'string' }, id: { type: 'integer', readOnly: true }, note: { type: 'string' } },
  };
  expect(sampleValue({ defined }, schema)).toEqual(value);
});
