import { expect, test } from 'vitest';
import { api, json, jsonBody, ok, play } from './play.js';

// The same URL again is read, and its page made, only once. No client may see that.

const ORDER = {
  type: 'object',
  required: ['id', 'state'],
  properties: { id: { type: 'integer', readOnly: true }, state: { type: 'string', enum: ['open', 'paid'] } },
};
const SHOP = { name: 'shopId', in: 'path', required: true, schema: { type: 'integer' } };
const ORDER_ID = { name: 'orderId', in: 'path', required: true, schema: { type: 'integer' } };
const LIST = {
  parameters: [
    { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
    { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 } },
    { name: 'state', in: 'query', schema: { type: 'string', enum: ['open', 'paid'] } },
  ],
  responses: { 200: json({ type: 'array', items: ORDER }) },
};
/** The same, with links to the pages beside it. */
const LINKED = {
  ...LIST,
  responses: { 200: { ...json({ type: 'array', items: ORDER }), headers: { Link: { schema: { type: 'string' } } } } },
};
const CREATE = { requestBody: jsonBody(ORDER), responses: { 201: json(ORDER) } };
const GONE = { description: 'no such thing' };

const DESCRIPTION = api({
  '/orders': { get: LIST, post: CREATE },
  '/orders/{orderId}': {
    parameters: [ORDER_ID],
    get: { responses: { 200: json(ORDER), 404: GONE } },
    patch: { requestBody: jsonBody({ type: 'object' }), responses: { 200: json(ORDER), 404: GONE } },
    delete: { responses: { 204: { description: 'gone' }, 404: GONE } },
  },
  '/bills': { get: LINKED, post: CREATE },
  '/shops': { get: ok({ type: 'array', items: ORDER }) },
  '/shops/{shopId}': { parameters: [SHOP], get: ok(ORDER) },
  '/shops/{shopId}/orders': { parameters: [SHOP], get: ok({ type: 'array', items: ORDER }), post: CREATE },
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const body = (state: string) => ({ headers: JSON_TYPE, body: JSON.stringify({ state }) });

test('a list shows each change, wherever it was made', async () => {
  const { mock, get, send } = await play(DESCRIPTION, { records: 3 });
  const list = async (prefix = '') => (await get(`${prefix}/orders?limit=100`)).json;
  const first = await list();
  expect(await list()).toEqual(first);
  const made = (await send('POST', '/orders', body('open'))).json;
  expect(await list()).toEqual([...first, made]);
  const paid = (await send('PATCH', `/orders/${made.id}`, body('paid'))).json;
  expect(await list()).toEqual([...first, paid]);
  expect(await list('/~mine')).toEqual([...first, paid]);
  await send('DELETE', `/~mine/orders/${made.id}`);
  expect(await list('/~mine')).toEqual(first);
  expect(await list()).toEqual([...first, paid]);
  expect((await send('POST', '/orders', body('unknown'))).status).toBe(422);
  expect(await list()).toEqual([...first, paid]);
  await mock.reset();
  expect(await list()).toEqual(first);
});

test('a page names the host that each client has named', async () => {
  const { get } = await play(DESCRIPTION, { records: 30 });
  for (const host of ['one.example', 'two.example', 'one.example']) {
    const { headers } = await get('/bills?page=2', { host });
    expect(headers.link).toContain(`<http://${host}/bills?page=1>`);
  }
});

test('equal queries below other parents, and other queries without a known parameter, are others', async () => {
  const { get, send } = await play(DESCRIPTION, { records: 2 });
  const [one, two] = (await get('/shops')).json.map((shop: { id: number }) => `/shops/${shop.id}/orders`);
  const made = (await send('POST', two, body('paid'))).json;
  const seen = async (path: string) => (await get(path)).json.map((order: { id: number }) => order.id);
  for (let round = 0; round < 2; round++) {
    expect(await seen(one)).not.toContain(made.id);
    expect(await seen(two)).toContain(made.id);
    expect((await get('/orders?more=1')).headers['understudy-unknown-parameters']).toBe('more');
    expect((await get('/orders?other=1')).headers['understudy-unknown-parameters']).toBe('other');
    expect((await get('/orders')).headers).not.toHaveProperty('understudy-unknown-parameters');
  }
});

test('the same URL with other headers is another request', async () => {
  const parameters = [
    { name: 'limit', in: 'query', schema: { type: 'integer', default: 5 } },
    { name: 'X-Size', in: 'header', required: true, schema: { type: 'integer' } },
  ];
  const { get } = await play(api({ '/sizes': { get: { parameters, ...ok({ type: 'string' }) } } }));
  const statuses = [];
  for (const headers of [{ 'X-Size': '1' }, {}, { 'X-Size': 'large' }, { 'X-Size': '2' }]) {
    statuses.push((await get('/sizes', headers)).status);
  }
  expect(statuses.map(status => status < 300)).toEqual([true, false, false, true]);
});

test('a preference in a URL counts each time', async () => {
  const { get, send } = await play(DESCRIPTION, { records: 2 });
  const { id } = (await send('POST', '/orders', body('open'))).json;
  for (let round = 0; round < 2; round++) {
    expect((await get(`/orders/${id}?__code=404`)).status).toBe(404);
    expect((await get(`/orders/${id}`)).status).toBe(200);
    expect((await get('/orders?state=wrong')).status).toBe(400);
    expect((await get('/orders?state=open')).status).toBe(200);
  }
});
