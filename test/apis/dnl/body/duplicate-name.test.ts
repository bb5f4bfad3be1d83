import { expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { allUsers, usersOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';
import { whoGives } from '../readings.js';

const TAKEN = [400, ['name']];
const toldOf = ({ status, body }: { status: number; body: { errors?: [object] } }) => [
  status,
  Object.keys(body.errors?.[0] ?? {}),
];

test.each(whoGives('duplicate-name', 'accept'))('$by allows two users with the same name', async ({ options }) => {
  const { as } = await startMock(options);
  expect((await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: 'rt' })).status).toBe(200);
  expect((await as.admin.patch('/v1/user/all?user_id=1721').send({ name: 'rt' })).status).toBe(200);
  const named = await usersOf(as.admin, 'user_id_in=1721,1728,1795');
  expect(named.map(({ name }) => name)).toEqual(['rt', 'rt', 'rt']);
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
