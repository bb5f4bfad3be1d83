import { describe, expect, test } from 'vitest';
import { idsOf, startMock } from '../../../start-mock.js';
import { type Agent, allUsers, usersOf } from '../all-users.js';

async function pageOf(agent: Agent, query: string) {
  const answer = await agent.get(`/v1/user/list?${query}`);
  const { per_page, total, page } = answer.body.payload;
  return { status: answer.status, per_page, total, page, ids: idsOf(answer) };
}

test('the first page is page 0 and holds 30', async () => {
  const { as } = await startMock();
  const ids = (await usersOf(as.admin, '')).map(({ user_id }) => user_id);
  const first = { status: 200, per_page: 30, total: 160, page: 0, ids: ids.slice(0, 30) };
  expect(await pageOf(as.admin, '')).toEqual(first);
  expect(await pageOf(as.admin, 'page=0')).toEqual(first);
  expect(await pageOf(as.admin, 'page=1')).toEqual({ ...first, page: 1, ids: ids.slice(30, 60) });
});

test.each([1, 7, 160, 161, 10_000])('per_page=%i is the size of the page', async size => {
  const { as } = await startMock();
  const ids = (await allUsers(as.admin)).map(({ user_id }) => user_id).toReversed();
  const page = await pageOf(as.admin, `per_page=${size}`);
  expect(page).toEqual({ status: 200, per_page: size, total: 160, page: 0, ids: ids.slice(0, size) });
});

describe('the pages of one list put together are the whole list', () => {
  test.each([
    '',
    'order_dir=asc',
    'order_by=active',
    'order_by=last_login_time&order_dir=desc',
    'order_by=agent&order_dir=desc',
    'user_type=client&order_by=carrier_name',
    'active=false',
  ])('"%s"', async query => {
    const { as } = await startMock();
    const whole = (await usersOf(as.admin, query)).map(({ user_id }) => user_id);
    const parts: number[] = [];
    for (let page = 0; page * 13 < whole.length; page++) {
      const part = await pageOf(as.admin, `${query}&per_page=13&page=${page}`);
      expect([part.page, part.total]).toEqual([page, whole.length]);
      parts.push(...part.ids);
    }
    expect(parts).toEqual(whole);
  });
});

test('the last page has the remaining users', async () => {
  const { as } = await startMock();
  expect((await pageOf(as.admin, 'page=5')).ids).toHaveLength(10);
});

test.each([6, 1000, 999_999_999])('page %i is past the end: no users, the true total', async page => {
  const { as } = await startMock();
  for (const order of ['', '&order_by=user_id', '&order_by=name']) {
    const { status, text } = await as.admin.get(`/v1/user/list?page=${page}${order}`);
    const empty = `{"payload":{"per_page":30,"total":160,"page":${page},"items":[]},"success":true}`;
    expect([status, text]).toEqual([200, empty]);
  }
});

test('a created user is counted and comes first', async () => {
  const { as } = await startMock();
  await as.admin.post('/v1/user/create').send({ name: 'new', passwd: 'x', user_type: 'agent', email: 'n' });
  const { total, ids } = await pageOf(as.admin, 'per_page=2');
  expect([total, ids]).toEqual([161, [1795, 1728]]);
});
