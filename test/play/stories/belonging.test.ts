import { expect, test } from 'vitest';
import { api, expectNoFailure, play } from '../play.js';
import { body, ERROR, integer, list, NOTHING, object, query, ref, response, text } from './descriptions.js';
import { sendJson } from './story.js';

// biome-ignore lint/suspicious/noExplicitAny: the bodies of many APIs
type Any = any;

const path = (name: string, schema: unknown = integer) => ({ name, in: 'path', required: true, schema });

/** Customers with orders, and the settings of each. */
const SHOP = api(
  {
    '/customers': {
      get: { responses: { 200: response(list(ref('Customer'))) } },
      post: { requestBody: body(object({ name: text })), responses: { 201: response(ref('Customer')) } },
    },
    '/customers/{customerId}': {
      parameters: [path('customerId')],
      get: { responses: { 200: response(ref('Customer')), 404: ERROR } },
      delete: { responses: { 204: NOTHING, 404: ERROR } },
    },
    '/customers/{customerId}/settings': {
      parameters: [path('customerId')],
      get: { responses: { 200: response(ref('Settings')), 404: ERROR } },
      put: { requestBody: body(ref('Settings')), responses: { 200: response(ref('Settings')), 404: ERROR } },
      patch: {
        requestBody: body({ ...object({ language: text, theme: text }, []) }),
        responses: { 200: response(ref('Settings')), 404: ERROR },
      },
    },
    '/customers/{customerId}/orders': {
      parameters: [path('customerId')],
      get: { responses: { 200: response(list(ref('Order'))), 404: ERROR } },
      post: { requestBody: body(object({ item: text })), responses: { 201: response(ref('Order')), 404: ERROR } },
    },
    '/orders': {
      get: { parameters: [query('customerId', integer)], responses: { 200: response(list(ref('Order'))) } },
    },
    '/orders/{orderId}': {
      parameters: [path('orderId')],
      get: { responses: { 200: response(ref('Order')), 404: ERROR } },
    },
    '/orders/{orderId}/cancel': {
      parameters: [path('orderId')],
      post: { responses: { 200: response(ref('Order')), 404: ERROR } },
    },
  },
  {
    components: {
      schemas: {
        Customer: object({ id: integer, name: text }),
        Settings: object({ language: text, theme: text }),
        Order: object({
          id: integer,
          customerId: integer,
          item: text,
          status: { type: 'string', enum: ['open', 'paid', 'cancelled'] },
        }),
      },
    },
  },
);

test('an order belongs to its customer, by whichever way it is asked for', async () => {
  const played = await play(SHOP);
  const customer = (await sendJson(played, { method: 'POST', path: '/customers', body: { name: 'Ann' } })).json;
  const created = await sendJson(played, {
    method: 'POST',
    path: `/customers/${customer.id}/orders`,
    body: { item: 'telephone' },
  });
  expect(created.status, created.text).toBe(201);
  expect(created.json).toMatchObject({ customerId: customer.id, item: 'telephone' });
  const { id } = created.json;
  expect((await played.get(`/customers/${customer.id}/orders`)).json).toEqual([created.json]);
  expect((await played.get(`/orders/${id}`)).json).toEqual(created.json);
  expect((await played.get(`/orders?customerId=${customer.id}`)).json).toEqual([created.json]);
  const first = (await played.get('/customers')).json[0];
  expect((await played.get(`/customers/${first.id}/orders`)).json).not.toContainEqual(created.json);
  expectNoFailure(played);
});

test('every seeded order belongs to a seeded customer, who has it', async () => {
  const played = await play(SHOP);
  const orders = (await played.get('/orders')).json;
  const customers = new Set((await played.get('/customers')).json.map(({ id }: Any) => id));
  expect(orders.length).toBeGreaterThan(0);
  for (const order of orders) expect(customers).toContain(order.customerId);
  const [order] = orders;
  expect((await played.get(`/customers/${order.customerId}/orders`)).json).toContainEqual(order);
  expectNoFailure(played);
});

test.each(['GET', 'POST'])('%s of the orders of an unknown customer is refused', async method => {
  const played = await play(SHOP);
  const sent = method === 'POST' ? { body: { item: 'x' } } : {};
  const { status, json } = await sendJson(played, { method, path: '/customers/987654/orders', ...sent });
  expect([status, typeof json.message]).toEqual([404, 'string']);
});

test('the orders of an unknown customer can be allowed', async () => {
  const played = await play(SHOP, { unknownParents: 'allow' });
  expect((await played.get('/customers/987654/orders')).json).toEqual([]);
  const created = await sendJson(played, { method: 'POST', path: '/customers/987654/orders', body: { item: 'x' } });
  expect(created.status).toBe(201);
  expect((await played.get('/customers/987654/orders')).json).toEqual([created.json]);
});

test('an action changes the status that its name says, and needs a record', async () => {
  const played = await play(SHOP);
  const { json: customer } = await sendJson(played, { method: 'POST', path: '/customers', body: { name: 'Ann' } });
  const { json: order } = await sendJson(played, {
    method: 'POST',
    path: `/customers/${customer.id}/orders`,
    body: { item: 'telephone' },
  });
  const cancelled = await played.send('POST', `/orders/${order.id}/cancel`);
  expect([cancelled.status, cancelled.json]).toEqual([200, { ...order, status: 'cancelled' }]);
  expect((await played.get(`/orders/${order.id}`)).json.status).toBe('cancelled');
  expect((await played.send('POST', '/orders/987654/cancel')).status).toBe(404);
  expectNoFailure(played);
});

test('each customer has settings, which can be replaced and changed', async () => {
  const played = await play(SHOP);
  const [ann, bob] = (await played.get('/customers')).json;
  const before = await played.get(`/customers/${ann.id}/settings`);
  expect(before.status).toBe(200);
  expect((await played.get(`/customers/${ann.id}/settings`)).text).toBe(before.text);
  const other = (await played.get(`/customers/${bob.id}/settings`)).text;
  const send = (method: string, sent: unknown) =>
    sendJson(played, { method, path: `/customers/${ann.id}/settings`, body: sent });
  expect((await send('PUT', { language: 'de', theme: 'dark' })).json).toEqual({ language: 'de', theme: 'dark' });
  expect((await send('PATCH', { theme: 'light' })).json).toEqual({ language: 'de', theme: 'light' });
  expect((await played.get(`/customers/${ann.id}/settings`)).json).toEqual({ language: 'de', theme: 'light' });
  expect((await played.get(`/customers/${bob.id}/settings`)).text).toBe(other);
  expect((await played.get('/customers/987654/settings')).status).toBe(404);
  expectNoFailure(played);
});

test('a scope that is no resource has what was created in it, and what was there at the start', async () => {
  const issue = object({ number: integer, title: text });
  const played = await play(
    api({
      '/repos/{owner}/{repo}/issues': {
        parameters: [path('owner', text), path('repo', text)],
        get: { responses: { 200: response(list(issue)) } },
        post: { requestBody: body(object({ title: text })), responses: { 201: response(issue) } },
      },
      '/repos/{owner}/{repo}/issues/{issue_number}': {
        parameters: [path('owner', text), path('repo', text), path('issue_number')],
        get: { responses: { 200: response(issue), 404: ERROR } },
      },
    }),
  );
  const created = await sendJson(played, { method: 'POST', path: '/repos/ann/one/issues', body: { title: 'Broken' } });
  expect(created.status).toBe(201);
  const { number } = created.json;
  const titles = async (repo: string) =>
    (await played.get(`/repos/${repo}/issues`)).json.map(({ title }: Any) => title) as string[];
  expect(await titles('ann/one')).toContain('Broken');
  expect(await titles('ann/two')).not.toContain('Broken');
  expect((await titles('ann/two')).length).toBe((await titles('ann/one')).length - 1);
  expect((await played.get(`/repos/ann/one/issues/${number}`)).json).toEqual(created.json);
  expect((await played.get(`/repos/ann/two/issues/${number}`)).status).toBe(404);
  expectNoFailure(played);
});

test('what a sandbox creates stays in it, and a reset takes it back', async () => {
  const played = await play(SHOP);
  const create = (prefix: string) =>
    sendJson(played, { method: 'POST', path: `${prefix}/customers`, body: { name: 'Only here' } });
  const names = async (prefix: string) =>
    (await played.get(`${prefix}/customers`)).json.map(({ name }: Any) => name) as string[];
  const start = await names('');
  expect((await create('/~one')).status).toBe(201);
  expect(await names('/~one')).toEqual([...start, 'Only here']);
  expect(await names('/~two')).toEqual(start);
  expect(await names('')).toEqual(start);
  await create('');
  expect(await names('')).toEqual([...start, 'Only here']);
  await played.mock.reset();
  expect(await names('')).toEqual(start);
});

test('the last page of a list has no header that leads on', async () => {
  const item = object({ id: integer });
  const played = await play(
    api({
      '/items': {
        get: {
          parameters: [query('page', integer), query('per_page', integer)],
          responses: {
            200: { ...response(list(item)), headers: { Link: { schema: text, example: '<x>; rel="next"' } } },
          },
        },
      },
      '/items/{id}': { get: { parameters: [path('id')], responses: { 200: response(item), 404: ERROR } } },
    }),
  );
  expect((await played.get('/items?per_page=20')).headers.link).toContain('rel="next"');
  expect((await played.get('/items?per_page=20&page=2')).headers.link ?? '').not.toContain('rel="next"');
  expect((await played.get('/items')).headers.link ?? '').not.toContain('rel="next"');
});

test('a member that is a key or the whole record has the key of a record, and filters find it', async () => {
  const key = { name: 'customer', in: 'path', required: true, schema: text };
  const description = api(
    {
      '/customers': { get: { responses: { 200: response(list(ref('Customer'))) } } },
      '/customers/{customer}': { parameters: [key], get: { responses: { 200: response(ref('Customer')) } } },
      '/charges': {
        get: { parameters: [query('customer', text)], responses: { 200: response(list(ref('Charge'))) } },
        post: {
          requestBody: body(object({ amount: integer, customer: text })),
          responses: { 201: response(ref('Charge')) },
        },
      },
      '/charges/{charge}': {
        parameters: [{ ...key, name: 'charge' }],
        get: { responses: { 200: response(ref('Charge')) } },
      },
    },
    {
      components: {
        schemas: {
          Customer: object({ id: text, name: text }),
          Charge: object({ id: text, amount: integer, customer: { anyOf: [text, ref('Customer')] } }),
        },
      },
    },
  );
  const played = await play(description);
  const customers: string[] = (await played.get('/customers')).json.map(({ id }: Any) => id);
  const charges: Any[] = (await played.get('/charges')).json;
  for (const { customer } of charges) expect(customers).toContain(customer);
  const [{ customer }] = charges as [Any];
  const created = await sendJson(played, { method: 'POST', path: '/charges', body: { amount: 5, customer } });
  const found = (await played.get(`/charges?customer=${customer}`)).json;
  const ids = [...charges, created.json].filter(charge => charge.customer === customer).map(({ id }) => id);
  expect(found.map(({ id }: Any) => id).toSorted()).toEqual(ids.toSorted());
  expectNoFailure(played);
});
