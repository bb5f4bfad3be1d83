import { describe, expect, test } from 'vitest';
import { idsOf, startMock } from '../../../start-mock.js';
import { allUsers, usersOf } from '../all-users.js';

const YES = ['true', 't', 'y', 'yes', 'on', '1', 'TRUE', 'Yes', 'oN', 'T', 'Y'];
const NO = ['false', 'f', 'n', 'no', 'off', '0', 'False', 'NO', 'Off', 'F', 'N'];

describe.each(['active', 'last_login_time_isnull'])('%s', parameter => {
  test.each([
    ['true', YES],
    ['false', NO],
  ])('%s may be said in many words', async (plain, words) => {
    const { as } = await startMock();
    const expected = await as.admin.get(`/v1/user/list?${parameter}=${plain}`);
    for (const word of words) {
      const { text } = await as.admin.get(`/v1/user/list?${parameter}=${word}`);
      expect([word, text]).toEqual([word, expected.text]);
    }
  });
});

test('is_online takes any integer, and 1 and 0 are integers there', async () => {
  const { as } = await startMock();
  const users = await allUsers(as.admin);
  for (const state of [0, 1, 2, 3, 4, -1]) {
    const found = await usersOf(as.admin, `is_online=${state}`);
    expect([state, found.length]).toEqual([state, users.filter(({ is_online }) => is_online === state).length]);
  }
});

test.each([
  ['System User', 'admin'],
  ['Carrier User', 'client'],
  ['Agent', 'agent'],
  ['carrier user', 'client'],
])('the list page’s label "%s" means %s', async (label, type) => {
  const { as } = await startMock();
  const found = await usersOf(as.admin, new URLSearchParams({ user_type: label }));
  expect(found).toEqual(await usersOf(as.admin, `user_type=${type}`));
  expect(found.length).toBeGreaterThan(0);
});

describe('user_id_in', () => {
  test.each([
    ['1728', [1728]],
    ['1728,1721', [1728, 1721]],
    ['1,1728', [1728, 1]],
    ['1, 1728', [1728, 1]],
    ['1721-1728', [1728, 1721]],
    ['1721-1721', [1721]],
    ['1,1721-1800', [1728, 1721, 1]],
    ['1700-1722,1720-1728,1', [1728, 1721, 1]],
    ['1728,1728', [1728]],
    ['999999', []],
    ['1728-1721', []],
  ])('=%s', async (value, expected) => {
    const { as } = await startMock();
    const found = idsOf(await as.admin.get('/v1/user/list').query({ user_id_in: value }));
    expect(found.filter(id => id === 1 || id > 1720)).toEqual(expected);
    const others = found.filter(id => id !== 1 && id <= 1720);
    expect(others.every(id => value.includes('1700-') && id >= 1700)).toBe(true);
  });

  test('all values of a repeated user_id_in are used', async () => {
    const { as } = await startMock();
    const answer = await as.admin.get('/v1/user/list?user_id_in=1728&user_id_in=1,1721-1722');
    expect(idsOf(answer)).toEqual([1728, 1721, 1]);
  });
});

test('integers may have leading zeros', async () => {
  const { as } = await startMock();
  const { body } = await as.admin.get('/v1/user/list?per_page=02&page=01');
  expect([body.payload.per_page, body.payload.page]).toEqual([2, 1]);
});
