import { describe, expect, test } from 'vitest';
import type { DnlUser } from '../../../src/seed/index.js';
import { startMock } from '../../start-mock.js';
import { type Agent, allUsers, userOf, usersOf } from './all-users.js';
import { FIELDS, REQUIRED } from './fields.js';
import { printedText } from './printed.js';
import { whoGives } from './readings.js';

const namesOf = async (agent: Agent, query: string) => (await usersOf(agent, query)).map(({ name }) => name);
const none = (agent: Agent, query: string) => agent.patch(`/v1/user/all?${query}`).send({ card_id: 1 });

describe('not-found-text', () => {
  test.each(whoGives('not-found-text', 'per-page'))('$by answers each page’s text', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.get('/v1/user/2000')).text).toBe(printedText('get-not-found'));
    const { status, text } = await none(as.admin, 'user_id=2000');
    expect([status, text]).toEqual([404, printedText('patch-all-not-found')]);
  });

  test.each(whoGives('not-found-text', 'one-text'))('$by answers one text', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.get('/v1/user/2000')).text).toBe(printedText('get-not-found'));
    const { status, text } = await none(as.admin, 'user_id=2000');
    expect([status, text]).toEqual([404, printedText('get-not-found')]);
  });
});

describe('text-match', () => {
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
      expect((await none(as.admin, query.toString())).status).toBe(404);
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
      const { body } = await none(as.admin, new URLSearchParams({ [key]: text }).toString());
      expect(body.payload.updated).toBe(holding(users, key, text).length);
    });

    test('and dots and stars stand for themselves', async () => {
      const { as } = await startMock(options);
      expect(await namesOf(as.admin, 'name=.*')).toEqual([]);
      expect(await namesOf(as.admin, 'name=%25')).toEqual([]);
    });
  });
});

describe('user-type-values', () => {
  test.each(whoGives('user-type-values', 'three'))('$by knows no viewer', async ({ options }) => {
    const { as } = await startMock(options);
    const answers = [
      await as.admin.get('/v1/user/list?user_type=viewer'),
      await as.admin.post('/v1/user/create').send({ ...REQUIRED, user_type: 'viewer' }),
      await none(as.admin, 'user_type=viewer'),
      await as.admin.patch('/v1/user/all?user_id=1').send({ user_type: 'viewer' }),
    ];
    const told = [400, [{ user_type: ['Not a valid choice.'] }]];
    expect(answers.map(({ status, body }) => [status, body.errors])).toEqual([told, told, told, told]);
  });

  test.each(whoGives('user-type-values', 'four'))('$by knows viewers', async ({ options }) => {
    const { as } = await startMock(options);
    expect(await usersOf(as.admin, 'user_type=viewer')).toEqual([]);
    await as.admin.post('/v1/user/create').send({ ...REQUIRED, user_type: 'viewer' });
    await as.admin.patch('/v1/user/all?user_id=1728').send({ user_type: 'viewer' });
    expect(await usersOf(as.admin, 'user_type=viewer&order_by=user_id')).toEqual([
      await userOf(as.admin, 1728),
      await userOf(as.admin, 1795),
    ]);
    expect((await none(as.admin, 'user_type=viewer')).body.payload.updated).toBe(2);
  });

  test.each(whoGives('user-type-values', 'four'))('$by still refuses other types', async ({ options }) => {
    const { as } = await startMock(options);
    const created = await as.admin.post('/v1/user/create').send({ ...REQUIRED, user_type: 'nobody' });
    const listed = await as.admin.get('/v1/user/list?user_type=nobody');
    expect([created.status, listed.status]).toEqual([400, 400]);
  });
});

describe('client-echo', () => {
  const patched = async (agent: Agent, client: unknown) => {
    await agent.patch('/v1/user/all?user_id=1721').send({ client });
    const { items } = (await agent.get('/v1/user/list?user_id_in=1721')).body.payload;
    return [(await userOf(agent, 1721)).client, items[0].client];
  };

  test.each(whoGives('client-echo', 'object'))('$by answers the object as sent', async ({ options }) => {
    const { as } = await startMock(options);
    expect(await patched(as.admin, FIELDS.client)).toEqual([FIELDS.client, FIELDS.client]);
    expect(await patched(as.admin, null)).toEqual([null, null]);
  });

  test.each(whoGives('client-echo', 'name'))('$by answers the carrier’s name', async ({ options }) => {
    const { as } = await startMock(options);
    expect(await patched(as.admin, FIELDS.client)).toEqual(['Harbour Voice', 'Harbour Voice']);
    expect(await patched(as.admin, null)).toEqual([null, null]);
    for (const { client, carrier_name } of await allUsers(as.admin)) expect([null, carrier_name]).toContain(client);
  });
});

describe('duplicate-name', () => {
  const TAKEN = [400, ['name']];
  const toldOf = ({ status, body }: { status: number; body: { errors?: [object] } }) => [
    status,
    Object.keys(body.errors?.[0] ?? {}),
  ];

  test.each(whoGives('duplicate-name', 'accept'))('$by lets two users have one name', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: 'rt' })).status).toBe(200);
    expect((await as.admin.patch('/v1/user/all?user_id=1721').send({ name: 'rt' })).status).toBe(200);
    expect(await namesOf(as.admin, 'name=rt')).toEqual(['rt', 'rt', 'rt']);
  });

  test.each(whoGives('duplicate-name', 'refuse'))('$by refuses a name that another has', async ({ options }) => {
    const { as } = await startMock(options);
    const before = await allUsers(as.admin);
    expect(toldOf(await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: 'rt' }))).toEqual(TAKEN);
    expect(toldOf(await as.admin.patch('/v1/user/all?user_id=1721').send({ name: 'rt' }))).toEqual(TAKEN);
    expect(toldOf(await as.admin.patch('/v1/user/all?user_id_in=1721,1728').send({ name: 'new' }))).toEqual(TAKEN);
    expect(await allUsers(as.admin)).toEqual(before);
    expect((await as.admin.post('/v1/user/create').send(REQUIRED)).body.object_id).toBe(1795);
  });

  test.each(whoGives('duplicate-name', 'refuse'))('$by lets a user keep its name', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.patch('/v1/user/all?user_id=1728').send({ name: 'rt', card_id: 2 })).status).toBe(200);
    expect((await as.admin.patch('/v1/user/all?user_id=1728').send({ name: 'other' })).status).toBe(200);
    expect((await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: 'rt' })).status).toBe(200);
  });
});
