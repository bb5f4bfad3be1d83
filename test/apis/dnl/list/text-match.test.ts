import { describe, expect, test } from 'vitest';
import type { DnlUser } from '../../../../src/apis/index.js';
import { startMock } from '../../../start-mock.js';
import { type Agent, allUsers, usersOf } from '../all-users.js';
import { whoGives } from '../readings.js';

const patched = (agent: Agent, query: URLSearchParams) => agent.patch(`/v1/user/all?${query}`).send({ card_id: 1 });

const LIST = ['name', 'carrier_name'] as const;
const PATCH = ['name', 'email', 'login_ip'] as const;
const part = (users: DnlUser[], key: (typeof LIST | typeof PATCH)[number]) =>
  String(users.slice(3).find(user => user[key] !== null)?.[key])
    .slice(1, -1)
    .toUpperCase();

describe.each(whoGives('text-match', 'exact'))('$by wants the whole text', ({ options }) => {
  test.each(LIST)('of %s on list', async key => {
    const { as } = await startMock(options);
    expect(await usersOf(as.admin, new URLSearchParams({ [key]: part(await allUsers(as.admin), key) }))).toEqual([]);
  });

  test.each(PATCH)('of %s on patch-all', async key => {
    const { as } = await startMock(options);
    const query = new URLSearchParams({ [key]: part(await allUsers(as.admin), key) });
    expect((await patched(as.admin, query)).status).toBe(404);
  });
});

describe.each(whoGives('text-match', 'contains'))('$by takes a part in any case', ({ options }) => {
  const holding = (users: DnlUser[], key: (typeof LIST | typeof PATCH)[number], text: string) =>
    users.filter(user => user[key]?.toUpperCase().includes(text));

  test.each(LIST)('of %s on list', async key => {
    const { as } = await startMock(options);
    const users = await allUsers(as.admin);
    const text = part(users, key);
    const expected = holding(users, key, text);
    expect(expected.length).toBeGreaterThan(0);
    expect(await usersOf(as.admin, new URLSearchParams({ [key]: text, order_by: 'user_id' }))).toEqual(expected);
  });

  test.each(PATCH)('of %s on patch-all', async key => {
    const { as } = await startMock(options);
    const users = await allUsers(as.admin);
    const text = part(users, key);
    const { body } = await patched(as.admin, new URLSearchParams({ [key]: text }));
    expect(body.payload.updated).toBe(holding(users, key, text).length);
  });

  test('dots and stars in a text filter have no special meaning', async () => {
    const { as } = await startMock(options);
    expect(await usersOf(as.admin, 'name=.*')).toEqual([]);
    expect(await usersOf(as.admin, 'name=%25')).toEqual([]);
  });
});
