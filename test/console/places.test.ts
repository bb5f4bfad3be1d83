import { describe, expect, test } from 'vitest';
import {
  findOperation,
  pointerOf,
  schemaNames,
  schemaRows,
  sectionsOf,
  statementsAt,
  wholeSections,
} from '../../src/console/page/contract/places.js';
import type { StatementEntry } from '../../src/console/page/data/admin-types.js';
import type { BundledDescription } from '../../src/console/page/detail/describe-operation.js';
import { chooseReadings, loadContract } from '../../src/contract/index.js';

describe.each(['dnl', 'acefone'])('A19: the contract of %s', api => {
  const contract = loadContract(api);
  const readings = chooseReadings(contract.readings, { profile: 'documented', chosen: {} });
  const document = contract.bundle(readings) as BundledDescription;
  const statements = contract.statements().map(({ supports, ...one }) => ({
    ...one,
    pointers: supports.filter(support => support.includes('#')),
    checks: [],
  })) as StatementEntry[];

  test('shows every statement beside an operation, a schema or the whole API', () => {
    const pages = [
      wholeSections(document),
      ...contract.operations.map(({ id, method, template }) => {
        const found = findOperation(document, { method, path: template, id });
        if (!found) throw new Error(`${id} is not found`);
        return sectionsOf(document, found);
      }),
      ...schemaNames(document, statements).map(name => {
        const pointer = `/components/schemas/${name}`;
        const schema = contract.schemas.includes(`${name}.json`) ? contract.schema(name, readings) : {};
        const root = { pointers: [pointer], depth: 0, name, type: '', isRequired: false, description: undefined };
        return [{ title: name, rows: [root, ...schemaRows(document, schema, pointer)] }];
      }),
    ];
    const shown = new Set(
      pages.flatMap(sections => {
        const rows = sections.flatMap(section => section.rows);
        return [...statementsAt(rows, statements).values()].flat().map(({ id }) => id);
      }),
    );
    expect(statements.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
    expect(shown.size).toBe(contract.statements().length);
  });
});

const DOCUMENT = {
  paths: {
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getOrder',
        parameters: [{ $ref: '#/components/parameters/page' }],
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/order' } } },
          },
        },
      },
    },
  },
  components: {
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
    schemas: {
      order: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          'a/b': { type: 'integer' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/order' } },
        },
      },
    },
  },
};

test('an operation has rows for its parameters, bodies and members, with their places', () => {
  const found = findOperation(DOCUMENT, { method: 'GET', path: '/v1/orders/{id}', id: 'getOrder' });
  const sections = found ? sectionsOf(DOCUMENT, found) : [];
  expect(sections.map(({ title, rows }) => [title, rows.map(({ name, pointers }) => [name, pointers.at(-1)])])).toEqual(
    [
      ['Operation', [['GET /orders/{id}', '/paths/~1orders~1{id}/get']]],
      [
        'Parameters',
        [
          ['page', '/components/parameters/page'],
          ['id', '/paths/~1orders~1{id}/parameters/0'],
        ],
      ],
      [
        'Response 200',
        [
          ['application/json', '/components/schemas/order'],
          ['id', '/components/schemas/order/properties/id'],
          ['a/b', '/components/schemas/order/properties/a~1b'],
          // a schema that contains itself ends there
          ['parts', '/components/schemas/order/properties/parts'],
        ],
      ],
    ],
  );
});

test('a statement stands at the rows that are nearest to its places', () => {
  const rows = schemaRows(DOCUMENT, DOCUMENT.components.schemas.order, '/components/schemas/order');
  const statement = (id: string, pointers: string[]): StatementEntry => ({
    id,
    says: '',
    certainty: 'explicit',
    pointers,
    checks: [],
  });
  const one = statement('one', ['schemas/order.json#/properties/id/type']);
  const two = statement('two', [
    'api.yaml#/components/schemas/order/properties/id',
    'schemas/order.json#/properties/a~1b',
  ]);
  expect([...statementsAt(rows, [one, two, statement('other', ['api.yaml#/info'])])]).toEqual([
    [0, [one, two]],
    [1, [two]],
  ]);
});

test.each([
  ['schemas/order.json#/properties/id', '/components/schemas/order/properties/id'],
  ['schemas/order.json#', '/components/schemas/order'],
  ['order.json', '/components/schemas/order'],
  ['openapi.yaml#/paths/~1orders/get', '/paths/~1orders/get'],
  ['#/components/schemas/order', '/components/schemas/order'],
])('the place %s is %s', (place, pointer) => {
  expect(pointerOf(place)).toBe(pointer);
});
