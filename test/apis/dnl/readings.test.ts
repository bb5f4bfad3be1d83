import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/index.js';
import { startMock } from '../../start-mock.js';
import { type Agent, allUsers, userOf, usersOf } from './all-users.js';
import { FIELDS, REQUIRED } from './fields.js';
import { printedText } from './printed.js';
import { RULED, whoGives } from './readings.js';

const none = (agent: Agent, query: string) => agent.patch(`/v1/user/all?${query}`).send({ card_id: 1 });

test('every reading with more than one choice is ruled here, with the profiles that make each', () => {
  const several = loadContract('dnl').readings.filter(({ choices }) => choices.length > 1);
  const giving = (profiles: object, choice: string) =>
    Object.entries(profiles).flatMap(([profile, given]) => (given === choice ? [profile] : []));
  const read = several.map(({ id, choices, profiles }) => [
    id,
    Object.fromEntries(choices.map(choice => [choice.id, giving(profiles, choice.id)])),
  ]);
  expect(Object.fromEntries(read)).toEqual(RULED);
});

describe('not-found-text', () => {
  test.each(whoGives('not-found-text', 'per-page'))('$by returns each page’s text', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.get('/v1/user/2000')).text).toBe(printedText('get-not-found'));
    const { status, text } = await none(as.admin, 'user_id=2000');
    expect([status, text]).toEqual([404, printedText('patch-all-not-found')]);
  });

  test.each(whoGives('not-found-text', 'one-text'))('$by returns one text', async ({ options }) => {
    const { as } = await startMock(options);
    expect((await as.admin.get('/v1/user/2000')).text).toBe(printedText('get-not-found'));
    const { status, text } = await none(as.admin, 'user_id=2000');
    expect([status, text]).toEqual([404, printedText('get-not-found')]);
  });
});

describe('user-type-values', () => {
  test.each(whoGives('user-type-values', 'three'))('$by knows no viewer', async ({ options }) => {
    const { as } = await startMock(options);
    const choices = [
      await as.admin.get('/v1/user/list?user_type=viewer'),
      await as.admin.post('/v1/user/create').send({ ...REQUIRED, user_type: 'viewer' }),
      await none(as.admin, 'user_type=viewer'),
      await as.admin.patch('/v1/user/all?user_id=1').send({ user_type: 'viewer' }),
    ];
    const told = [400, [{ user_type: ['Not a valid choice.'] }]];
    expect(choices.map(({ status, body }) => [status, body.errors])).toEqual([told, told, told, told]);
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

  test.each(whoGives('client-echo', 'object'))('$by returns the object as sent', async ({ options }) => {
    const { as } = await startMock(options);
    expect(await patched(as.admin, FIELDS.client)).toEqual([FIELDS.client, FIELDS.client]);
    expect(await patched(as.admin, null)).toEqual([null, null]);
  });

  test.each(whoGives('client-echo', 'name'))('$by returns the carrier’s name', async ({ options }) => {
    const { as } = await startMock(options);
    expect(await patched(as.admin, FIELDS.client)).toEqual(['Harbour Voice', 'Harbour Voice']);
    expect(await patched(as.admin, null)).toEqual([null, null]);
    for (const { client, carrier_name } of await allUsers(as.admin)) expect([null, carrier_name]).toContain(client);
  });
});
