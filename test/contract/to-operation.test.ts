import { expect, test } from 'vitest';
import { type Statement, toOperation } from '../../src/contract/index.js';
import { describeDocument } from '../../src/openapi/index.js';

const item = { type: 'object', properties: { id: { type: 'integer' }, part: { $ref: '#/components/schemas/Item' } } };
const json = (schema: object) => ({ 'application/json': { schema } });
const { operations } = describeDocument(
  {
    openapi: '3.1.0',
    security: [{}, { key: [] }],
    paths: {
      '/items': {
        get: {
          operationId: 'list',
          parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
          responses: {
            200: { content: json({ $ref: '#/components/schemas/Item' }), 'x-certainty': 'derived' },
            404: { description: 'None', 'x-certainty': 'unsure' },
          },
        },
        post: {
          operationId: 'create',
          security: [],
          tags: ['companion'],
          requestBody: { content: json({ $ref: '#/components/schemas/Item' }) },
          responses: { 201: { description: 'Created' } },
        },
      },
    },
    components: { schemas: { Item: item }, securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  },
  'api.yaml',
);
const statement: Statement = {
  id: 'list.none',
  says: 'Without items there is a 404.',
  certainty: 'ruled',
  supports: ['api.yaml#/paths/~1items/get/responses/404'],
};
const [list, create] = operations.map(one => toOperation(one, { basePaths: ['/v1'], statements: () => [statement] }));

test('a response is as certain as the description says, or else as a statement does', () => {
  expect([200, 404, 500].map(status => list?.certainty(status))).toEqual(['derived', 'ruled', 'generated']);
});

test('the tag companion marks an operation that no document has', () => {
  expect([list?.isCompanion, create?.isCompanion, create?.certainty(201)]).toEqual([false, true, 'companion']);
});

test('an operation that asks for no credentials is open, one with optional credentials is not', () => {
  expect([list?.isOpen, create?.isOpen]).toEqual([false, true]);
});

test('parameters have shapes and issues', () => {
  const page = list?.query.get('page');
  expect(page?.shape.types).toEqual(new Set(['integer']));
  expect(page?.issues('x')).toMatchObject([{ expected: 'integer' }]);
});

test('a body whose schema contains itself has issues, and no shape', () => {
  expect(create?.body?.issues({ part: { part: { id: 'x' } } })).toMatchObject([{ path: ['part', 'part', 'id'] }]);
  expect(() => create?.body?.shape).toThrow('contains itself');
});

test('the places that apply to a response follow references, also of a schema that contains itself', () => {
  const places = list?.touched({ status: 200, body: { part: { id: 1 } } });
  const own = 'api.yaml#/components/schemas/Item/properties';
  expect([...(places ?? [])]).toEqual(
    expect.arrayContaining(['api.yaml#/paths/~1items/get/responses/200', `${own}/part`, `${own}/id`]),
  );
});
