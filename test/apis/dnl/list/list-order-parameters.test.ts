import { expect, test } from 'vitest';
import { idsOf, startMock } from '../../../start-mock.js';
import { printed, refusal } from '../printed.js';

const CHOICE = 'Not a valid choice.';

test.each([
  'order_by=name&order_dir=asc',
  'order_by=name',
  'order_by=name&order_dir=',
  'order_by=name&order_dir=ASC',
  'order_by=name&order_dir=ascending',
  'order_by=name&order_dir=Ascending',
  'order_by=asc&order_dir=name',
  'order_by=ASCENDING&order_dir=name',
])('%s orders by name, ascending', async query => {
  const { as } = await startMock();
  const { body } = await as.admin.get(`/v1/user/list?per_page=10000&${query}`);
  const names: string[] = body.payload.items.map(({ name }: { name: string }) => name);
  expect(names).toHaveLength(160);
  expect(names).toEqual([...names].sort());
});

test.each([
  'order_by=name&order_dir=desc',
  'order_by=name&order_dir=DESC',
  'order_by=name&order_dir=Descending',
  'order_by=desc&order_dir=name',
  'order_by=descending&order_dir=name',
])('%s orders by name, descending', async query => {
  const { as } = await startMock();
  const { body } = await as.admin.get(`/v1/user/list?per_page=10000&${query}`);
  const names: string[] = body.payload.items.map(({ name }: { name: string }) => name);
  expect(names).toHaveLength(160);
  expect(names).toEqual([...names].sort().reverse());
});

test.each([
  ['order_dir=asc', [1]],
  ['order_dir=Ascending', [1]],
  ['order_by=&order_dir=asc', [1]],
  ['order_dir=desc', [1728]],
  ['order_dir=descending', [1728]],
])('%s alone orders by id', async (query, first) => {
  const { as } = await startMock();
  expect(idsOf(await as.admin.get(`/v1/user/list?per_page=1&${query}`))).toEqual(first);
});

const NO_ORDER_FIELDS = ['client', 'client_limits', 'auth_ip', 'nonsense', 'Name', 'user_id,name', '__proto__'];

test.each(NO_ORDER_FIELDS)('%s is no field to order by', async field => {
  const { as } = await startMock();
  const { status, text } = await as.admin.get('/v1/user/list').query({ order_by: field });
  expect([status, text]).toEqual([400, refusal({ order_by: CHOICE })]);
});

test.each(['up', '1', 'name'])('%s is no direction', async direction => {
  const { as } = await startMock();
  const { status, text } = await as.admin.get('/v1/user/list').query({ order_dir: direction });
  expect([status, text]).toEqual([400, refusal({ order_dir: CHOICE })]);
});

test('every key of a user but the objects and lists can be ordered by in a swapped pair, too', async () => {
  const { as } = await startMock({ records: 5 });
  for (const key of Object.keys(printed('get-response').payload)) {
    const { status } = await as.admin.get(`/v1/user/list?order_by=desc&order_dir=${key}`);
    expect([key, status]).toEqual([key, ['client', 'client_limits', 'auth_ip'].includes(key) ? 400 : 200]);
  }
});
