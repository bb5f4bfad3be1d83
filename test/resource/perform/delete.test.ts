import { expect, test } from 'vitest';
import type { OwnHandlers } from '../../../src/index.js';
import { api } from '../../play/play.js';
import { body, integer, list, NOTHING, object, ref, response, text } from '../../play/stories/descriptions.js';
import { openInferred, openResources, type ResourceMock } from '../resource-mock.js';

const GONE = { 204: NOTHING };
const path = (name: string, schema = text) => ({ name, in: 'path', required: true, schema });
const one = (name: string) => ({ 200: response(ref(name)) });
const many = (name: string) => ({ get: { responses: { 200: response(list(ref(name))) } } });

/** Customers that have orders, which have lines. All orders and lines are also listed at one place. */
const SHOP = {
  '/customers': {
    ...many('Customer'),
    post: { requestBody: body(ref('Customer')), responses: { 201: response(ref('Customer')) } },
  },
  '/customers/{customer}': {
    parameters: [path('customer')],
    get: { responses: one('Customer') },
    delete: { responses: GONE },
  },
  '/customers/{customer}/settings': {
    parameters: [path('customer')],
    get: { responses: one('Settings') },
    put: { requestBody: body(ref('Settings')), responses: one('Settings') },
    delete: { responses: GONE },
  },
  '/customers/{customer}/orders': {
    parameters: [path('customer')],
    ...many('Order'),
    post: { requestBody: body(ref('Order')), responses: { 201: response(ref('Order')) } },
  },
  '/customers/{customer}/orders/{order}': {
    parameters: [path('customer'), path('order')],
    get: { responses: one('Order') },
    delete: { responses: GONE },
  },
  '/customers/{customer}/orders/{order}/lines': {
    parameters: [path('customer'), path('order')],
    ...many('Line'),
    post: { requestBody: body(ref('Line')), responses: { 201: response(ref('Line')) } },
  },
  '/customers/{customer}/orders/{order}/lines/{line}': {
    parameters: [path('customer'), path('order'), path('line', integer)],
    get: { responses: one('Line') },
  },
  '/orders': many('Order'),
  '/lines': many('Line'),
};

const SCHEMAS = {
  Customer: object({ name: text }),
  Settings: object({ customer: text, theme: text }, ['theme']),
  Order: object({ name: text, customer: text }, ['name']),
  Line: object({ id: integer, product: text }),
};

const open = (options: { own?: OwnHandlers } = {}) =>
  openInferred(api(SHOP, { components: { schemas: SCHEMAS } }), { records: 6, ...options });

const bodyOf = ({ call }: ResourceMock, operation: string, sent = {}) => call(operation, sent).body;
const customersOf = (orders: { customer?: string }[]) => [...new Set(orders.map(({ customer }) => customer))];

test.each(['before', 'after'])(
  'records that are only below a deleted one go with it, %s they were read',
  async when => {
    const mock = await open();
    const [{ name: customer }] = bodyOf(mock, 'GET /customers');
    if (when === 'after') {
      expect(customersOf(bodyOf(mock, 'GET /orders'))).toContain(customer);
      expect(bodyOf(mock, 'GET /lines').length).toBe(6);
    }
    expect(mock.call('DELETE /customers/{customer}', { path: { customer } }).status).toBe(204);
    const orders = bodyOf(mock, 'GET /orders');
    const lines = bodyOf(mock, 'GET /lines');
    expect(orders.length).toBeGreaterThan(0);
    expect(customersOf(orders)).not.toContain(customer);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(6);
    // those that are left are those of the orders that are left
    const reached = orders.flatMap((order: { name: string; customer: string }) =>
      bodyOf(mock, 'GET /customers/{customer}/orders/{order}/lines', {
        path: { customer: order.customer, order: order.name },
      }),
    );
    expect(reached.length).toBe(lines.length);
  },
);

test('records with a path of their own stay when their parent is deleted', async () => {
  const mock = await openInferred(
    api(
      {
        ...Object.fromEntries(Object.entries(SHOP).filter(([path]) => !/\{order\}|lines/.test(path))),
        '/orders/{order}': { parameters: [path('order')], get: { responses: one('Order') } },
      },
      { components: { schemas: SCHEMAS } },
    ),
    { records: 6 },
  );
  const [{ name: customer }] = bodyOf(mock, 'GET /customers');
  const before = bodyOf(mock, 'GET /orders');
  expect(customersOf(before)).toContain(customer);
  mock.call('DELETE /customers/{customer}', { path: { customer } });
  expect(bodyOf(mock, 'GET /orders')).toEqual(before);
});

test('a deletion leaves the children of records with the same key below other parents', async () => {
  const mock = await open();
  for (const customer of ['ann', 'bob']) {
    mock.call('POST /customers', { body: { name: customer } });
    const of = { customer };
    mock.call('POST /customers/{customer}/orders', { path: of, body: { name: 'first' } });
    const sent = { path: { ...of, order: 'first' }, body: { product: `the ${customer}` } };
    expect(mock.call('POST /customers/{customer}/orders/{order}/lines', sent).status).toBe(201);
  }
  mock.call('DELETE /customers/{customer}/orders/{order}', { path: { customer: 'ann', order: 'first' } });
  const products = bodyOf(mock, 'GET /lines').map(({ product }: { product: string }) => product);
  expect(products).toContain('the bob');
  expect(products).not.toContain('the ann');
});

test('a record with the key of a deleted one begins without its children and its settings', async () => {
  const mock = await open();
  const of = { path: { customer: 'ann' } };
  mock.call('POST /customers', { body: { name: 'ann' } });
  mock.call('POST /customers/{customer}/orders', { ...of, body: { name: 'first' } });
  mock.call('DELETE /customers/{customer}/settings', of);
  mock.call('DELETE /customers/{customer}', of);
  mock.call('POST /customers', { body: { name: 'ann' } });
  expect(bodyOf(mock, 'GET /customers/{customer}/orders', of)).toEqual([]);
  expect(mock.call('GET /customers/{customer}/settings', of).status).toBe(200);
});

test('the only record of a parent stays deleted until a request makes it', async () => {
  const mock = await open();
  const [{ name: customer }] = bodyOf(mock, 'GET /customers');
  const sent = { path: { customer } };
  const get = () => mock.call('GET /customers/{customer}/settings', sent);
  expect(get().body.customer).toBe(customer);
  mock.call('DELETE /customers/{customer}/settings', sent);
  expect(get().refusal?.statuses[0]).toBe(404);
  mock.call('PUT /customers/{customer}/settings', { ...sent, body: { theme: 'dark' } });
  expect(get().body).toEqual({ customer, theme: 'dark' });
  mock.call('DELETE /customers/{customer}/settings', sent);
  expect(get().refusal?.statuses[0]).toBe(404);
});

test('a PUT that requires nothing makes a deleted singleton, too', async () => {
  const settings = object({ theme: text }, []);
  const only = { 200: response(settings) };
  const { call } = await openInferred(
    api({
      '/settings': {
        get: { responses: only },
        put: { requestBody: body(settings), responses: only },
        delete: { responses: GONE },
      },
    }),
  );
  expect(call('GET /settings').status).toBe(200);
  call('DELETE /settings');
  call('PUT /settings', { body: { theme: 'dark' } });
  expect(call('GET /settings').body).toEqual({ theme: 'dark' });
});

test('a handler in code deletes as an operation does', async () => {
  const mock = await open({
    own: {
      'DELETE /customers/{customer}': ({ request, records }) => {
        records.customers?.delete(request.path.customer ?? '');
        return { status: 204 };
      },
      'DELETE /customers/{customer}/settings': ({ request: { path }, records }) => {
        records.settings?.delete('', { customers: path.customer ?? '' });
        return { status: 204 };
      },
      'PUT /customers/{customer}/settings': ({ request: { path, body }, records }) =>
        records.settings?.create(body as Record<string, unknown>, { customers: path.customer ?? '' }),
    },
  });
  const of = { path: { customer: 'ann' } };
  mock.call('POST /customers', { body: { name: 'ann' } });
  mock.call('POST /customers/{customer}/orders', { ...of, body: { name: 'first' } });
  const settings = () => mock.call('GET /customers/{customer}/settings', of);
  expect(settings().status).toBe(200);
  mock.call('DELETE /customers/{customer}/settings', of);
  expect(settings().refusal?.statuses[0]).toBe(404);
  mock.call('PUT /customers/{customer}/settings', { ...of, body: { theme: 'dark' } });
  expect(settings().body).toEqual({ customer: 'ann', theme: 'dark' });
  expect(customersOf(bodyOf(mock, 'GET /orders'))).toContain('ann');
  mock.call('DELETE /customers/{customer}', of);
  expect(customersOf(bodyOf(mock, 'GET /orders'))).not.toContain('ann');
});

const LINE = 'api.json#/paths/~1lines/get/responses/200/content/application~1json/schema/items';

test('a deletion of several records deletes each that its query names, once', async () => {
  const ids = { name: 'ids', in: 'query', required: true, schema: list(integer) };
  const { call } = await openResources(
    api({
      '/lines': {
        get: { operationId: 'list', responses: { 200: response(list(SCHEMAS.Line)) } },
        delete: {
          operationId: 'delete',
          parameters: [ids],
          responses: { 200: response(object({ deleted: integer })) },
        },
      },
    }),
    {
      collections: { lines: { schema: LINE, key: 'id' } },
      operations: {
        list: { does: 'list', collection: 'lines', response: '' },
        delete: { does: 'delete', collection: 'lines', key: { in: 'query', name: 'ids' } },
      },
    },
    { records: 3 },
  );
  expect(call('delete').refusal?.message).toBe('The query has no ids.');
  expect(call('delete', { query: { ids: [1, 3, 1] } }).body).toEqual({ deleted: 2 });
  expect(call('list').body.map(({ id }: { id: number }) => id)).toEqual([2]);
});
