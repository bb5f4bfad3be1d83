import { expect, test } from 'vitest';
import { describeOperation } from '../../src/console/page/detail/describe-operation.js';
import { outlineSchema } from '../../src/console/page/detail/outline-schema.js';
import { credentials } from '../../src/console/page/requests/credentials.js';

const DOCUMENT = {
  servers: [{ url: '/v1/' }],
  components: {
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
    schemas: {
      Node: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'integer' }, next: { $ref: '#/components/schemas/Node' } },
      },
      Named: { allOf: [{ $ref: '#/components/schemas/Node' }, { properties: { name: { enum: ['a', 'b'] } } }] },
    },
  },
  paths: {
    '/nodes': {
      parameters: [{ $ref: '#/components/parameters/page' }],
      get: {
        operationId: 'listNodes',
        summary: 'List nodes',
        responses: {
          '200': {
            description: 'The nodes.',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
            },
          },
        },
      },
      delete: { responses: { '204': { description: 'None.' } } },
    },
  },
};

test('an operation has what its path and its references say', () => {
  expect(describeOperation(DOCUMENT, 'listNodes')).toEqual({
    method: 'GET',
    path: '/v1/nodes',
    summary: 'List nodes',
    description: undefined,
    parameters: [{ name: 'page', place: 'query', type: 'integer', isRequired: false, description: undefined }],
    body: [],
    responses: [
      { status: '200', description: 'The nodes.', outline: ['list of object', '  id: integer', '  next?: Node again'] },
    ],
  });
});

test('an operation without an id has its method and path instead', () => {
  expect(describeOperation(DOCUMENT, 'DELETE /nodes')?.responses).toEqual([
    { status: '204', description: 'None.', outline: [] },
  ]);
  expect(describeOperation(DOCUMENT, 'PUT /nodes')).toBeUndefined();
});

test('an outline has what allOf adds', () => {
  expect(outlineSchema(DOCUMENT, { $ref: '#/components/schemas/Named' })).toEqual([
    'object',
    '  id: integer',
    '  next?: object',
    '    id: integer',
    '    next?: Node again',
    '  name?: "a" | "b"',
  ]);
});

test.each([
  [{ key: { type: 'apiKey', in: 'header', name: 'X-Key' } }, { key: 't' }, { 'X-Key': 't' }],
  [{ key: { type: 'apiKey', in: 'header', name: 'X-Key' } }, { admin: 't' }, { 'X-Key': 't' }],
  [{ key: { type: 'apiKey', in: 'query', name: 'key' } }, { key: 't' }, {}],
  [{ one: { type: 'http', scheme: 'bearer' } }, { one: 't' }, { Authorization: 'Bearer t' }],
  [{ one: { type: 'http', scheme: 'basic' } }, { one: 't' }, { Authorization: 'Basic t' }],
  [{ one: { type: 'oauth2' } }, { one: 't' }, { Authorization: 'Bearer t' }],
  [{}, {}, {}],
])('with the schemes %j the tokens %j are sent as %j', (securitySchemes, tokens, headers) => {
  expect(credentials({ components: { securitySchemes } }, tokens as Record<string, string>)).toEqual(headers);
  expect(credentials({ securityDefinitions: securitySchemes }, tokens as Record<string, string>)).toEqual(headers);
});
