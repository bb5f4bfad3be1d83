import { describe, expect, test } from 'vitest';
import { idsOf, startMock } from '../../../start-mock.js';
import { allUsers, someUser, usersOf } from '../all-users.js';
import { LIST_FILTERS } from '../filter-cases.js';

describe('a filter alone finds exactly the users that fulfil it', () => {
  test.each(LIST_FILTERS)('$parameter, case %#', async ({ parameter, value, keeps }) => {
    const { as } = await startMock();
    const users = await allUsers(as.admin);
    const asked = value(users);
    const expected = users.filter(user => keeps(user, asked));
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(users.length);
    const found = await usersOf(as.admin, new URLSearchParams({ [parameter]: asked, order_by: 'user_id' }));
    expect(found).toEqual(expected);
  });
});

test('filters together find the users that fulfil all of them', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  const { carrier_name } = someUser(users, user => user.carrier_name !== null && user.active);
  const query = {
    user_type: 'client',
    active: 'true',
    role_id: '1',
    carrier_name: carrier_name ?? '',
    create_time_gt: '2012-01-01',
    create_time_lt: '2018-02-01',
    user_id_in: '1-1720',
    order_by: 'user_id',
  };
  const expected = users.filter(user => user.carrier_name === carrier_name && user.active);
  expect(await usersOf(as.admin, new URLSearchParams(query))).toEqual(expected);
});

test('each further filter narrows down, and the total follows', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  const agents = users.filter(({ user_type }) => user_type === 'agent');
  const inactive = agents.filter(({ active }) => !active);
  const never = inactive.filter(({ last_login_time }) => last_login_time === null);
  const filters = ['user_type=agent', 'active=0', 'last_login_time_isnull=1'];
  const totals = [];
  for (const count of [1, 2, 3]) {
    const { body } = await as.admin.get(`/v1/user/list?${filters.slice(0, count).join('&')}`);
    totals.push(body.payload.total);
  }
  expect(totals).toEqual([agents.length, inactive.length, never.length]);
});

test('filters that match no user return an empty first page', async () => {
  const { as } = await startMock();
  const { status, text } = await as.admin.get('/v1/user/list?user_type=agent&carrier_name=Nobody');
  expect([status, text]).toEqual([200, '{"payload":{"per_page":30,"total":0,"page":0,"items":[]},"success":true}']);
});

test('names match whole and in their case', async () => {
  const { as } = await startMock();
  const found = async (name: string) => idsOf(await as.admin.get('/v1/user/list').query({ name }));
  expect(await found('Qbfwgz')).toEqual([1721]);
  expect(await found('qbfwgz')).toEqual([]);
  expect(await found('Qbfwg')).toEqual([]);
});
