import { expect, test } from 'vitest';
import { overrideResources } from '../../../src/resource/file/override-resources.js';
import { INFERRED } from './shop.js';

const override = (given: { collections?: object; operations?: object }) =>
  overrideResources(INFERRED, {
    ...{ collections: {}, operations: {}, requests: {}, authentication: {}, refusals: {} },
    ...given,
  } as never);

test('Members that are not given stay as they were inferred', () => {
  const { collections, operations } = override({
    collections: { orders: { records: 3 } },
    operations: { listOrders: { filters: { q: { member: 'status', compare: 'containing' } } } },
  });
  expect(collections.orders).toEqual({ ...INFERRED.collections.orders, records: 3 });
  expect(operations.listOrders).toEqual({
    ...INFERRED.operations.listOrders,
    filters: { status: { member: 'status', compare: 'equal' }, q: { member: 'status', compare: 'containing' } },
  });
  expect(operations.getOrder).toEqual(INFERRED.operations.getOrder);
});

test('Null removes a member, at any depth', () => {
  const { collections, operations } = override({
    collections: { orders: { ids: null } },
    operations: { listOrders: { filters: { status: null }, paging: { size: null }, companions: null } },
  });
  expect(collections.orders).toEqual({ schema: 'shop.json#/components/schemas/Order', key: 'id' });
  expect(operations.listOrders).toEqual({
    does: 'list',
    collection: 'orders',
    response: 'data',
    paging: { by: 'page', page: 'page', first: 1 },
    filters: {},
  });
});

test('Another way of paging replaces the inferred one as a whole', () => {
  const { operations } = override({ operations: { listOrders: { paging: { by: 'size', size: 'size' } } } });
  expect(operations.listOrders?.paging).toEqual({ by: 'size', size: 'size' });
});

test('What an action sets is replaced as a whole, and may be null', () => {
  const base = {
    ...INFERRED,
    operations: { close: { does: 'action', collection: 'orders', sets: { status: 'x' } } },
  } as const;
  const given = {
    ...{ collections: {}, requests: {}, authentication: {}, refusals: {} },
    operations: { close: { sets: { closedAt: null } } },
  };
  expect(overrideResources(base, given).operations.close?.sets).toEqual({ closedAt: null });
});

test.each([
  ['a collection without state', { collections: { orders: { state: false } } }],
  ['a collection that is removed', { collections: { orders: null } }],
])('The operations of %s respond with examples', (_, given) => {
  const { operations } = override(given);
  expect(operations).toEqual({
    listOrders: { does: 'respond' },
    createOrder: { does: 'respond' },
    getOrder: { does: 'respond' },
    'GET /customers': INFERRED.operations['GET /customers'],
  });
});

test.each([[{ does: 'respond' }], [null]])('An operation given as %j responds with examples', rule => {
  expect(override({ operations: { listOrders: rule } }).operations.listOrders).toEqual({ does: 'respond' });
});

test.each(['sets', 'paging', '__proto__', 'constructor'])(
  'An operation and a collection may have the name %s',
  name => {
    const given = (rule: object) => Object.fromEntries([[name, rule]]);
    const { collections, operations } = override({
      collections: given({ key: 'a.b', parents: { x: { member: null } } }),
      operations: given({ does: 'create', collection: name, order: { by: null } }),
    });
    expect(Object.entries(collections).at(-1)).toEqual([name, { key: 'a.b', parents: { x: {} } }]);
    expect(Object.entries(operations).at(-1)).toEqual([name, { does: 'create', collection: name, order: {} }]);
  },
);
