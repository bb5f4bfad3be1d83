import { describe, expect, test } from 'vitest';
import { type Agent, allUsers, usersOf } from '../../../../apis/dnl/all-users.js';
import { idsOf, startMock } from '../../../../start-mock.js';

/** User 1728 was created at 2018-02-15T03:02:04.870467Z, user 1721 the day before, everyone else earlier. */
async function newest(agent: Agent, query: string): Promise<number[]> {
  return idsOf(await agent.get(`/v1/user/list?per_page=2&${query}`));
}

describe('a user created at that very instant is neither later nor earlier', () => {
  test.each([
    '2018-02-15T03:02:04.870467%2B00:00',
    '2018-02-15T03:02:04.870467+00:00',
    '2018-02-15T03:02:04.870467Z',
    '2018-02-15t03:02:04.870467z',
    '2018-02-15T03:02:04.870467-00:00',
    '2018-02-15T05:32:04.870467%2B02:30',
    '2018-02-15T05:32:04.870467+02:30',
    '2018-02-14T22:02:04.870467-05:00',
    '2018-02-15T03:02:04.870467000Z',
  ])('%s', async time => {
    const { as } = await startMock();
    expect(await newest(as.admin, `create_time_gt=${time}`)).toEqual([]);
    expect((await newest(as.admin, `create_time_lt=${time}`))[0]).toBe(1721);
  });
});

test('with the reading time-bounds=inclusive, the very instant is both later and earlier', async () => {
  const { as } = await startMock({ readings: { 'time-bounds': 'inclusive' } });
  expect(await newest(as.admin, 'create_time_gt=2018-02-15T03:02:04.870467Z')).toEqual([1728]);
  expect((await newest(as.admin, 'create_time_lt=2018-02-15T03:02:04.870467Z'))[0]).toBe(1728);
});

test.each([
  ['create_time_gt=2018-02-15T03:02:04.870466Z', [1728]],
  ['create_time_gt=2018-02-15T03:02:04.8704669Z', [1728]],
  ['create_time_gt=2018-02-15T03:02:04Z', [1728]],
  ['create_time_gt=2018-02-15T03:02:05Z', []],
  ['create_time_gt=2018-02-15T05:02:04.870466%2B02:00', [1728]],
  ['create_time_gt=2018-02-15T04:00:00+01:00', [1728]],
  ['create_time_gt=2018-02-15T02:00:00-02:00', []],
  ['create_time_lt=2018-02-15T03:02:04.870468Z', [1728, 1721]],
  ['create_time_lt=2018-02-15T03:02:04.8704671Z', [1728, 1721]],
  ['create_time_lt=2018-02-15T05:02:04.870468+02:00', [1728, 1721]],
  ['create_time_gt=2018-02-15', [1728]],
  ['create_time_gt=2018-02-14T15:59:45Z', [1728, 1721]],
  ['create_time_gt=2018-02-16', []],
  ['create_time_gt=2018-02-14T15:59:45Z&create_time_lt=2018-02-15', [1721]],
  ['create_time_gt=9999-12-31T23:59:59Z', []],
  ['create_time_lt=0001-01-01', []],
])('%s finds %j first', async (query, expected) => {
  const { as } = await startMock();
  expect(await newest(as.admin, query)).toEqual(expected);
});

test('who never logged in is neither later nor earlier than any time', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  const loggedIn = users.filter(({ last_login_time }) => last_login_time !== null);
  expect(loggedIn.length).toBeLessThan(users.length);
  for (const query of ['last_login_time_gt=0001-01-01', 'last_login_time_lt=9999-12-31']) {
    expect(await usersOf(as.admin, `${query}&order_by=user_id`)).toEqual(loggedIn);
  }
});

test('a period is two bounds', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  const within = users.filter(({ last_login_time: time }) => time !== null && time > '2017-01' && time < '2018-01');
  const query = 'last_login_time_gt=2017-01-01&last_login_time_lt=2018-01-01&order_by=user_id';
  expect(within.length).toBeGreaterThan(0);
  expect(await usersOf(as.admin, query)).toEqual(within);
});
