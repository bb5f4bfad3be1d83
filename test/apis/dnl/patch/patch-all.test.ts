import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { allUsers, userOf } from '../all-users.js';
import { MISSING, printed, printedText, refusal } from '../printed.js';

const updated = (count: number) => `{"payload":{"updated":${count}},"success":true}`;

test('without a query everyone is changed', async () => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  const { text } = await as.admin.patch('/v1/user/all').send({ landing_page: 'Tools' });
  expect(text).toBe(updated(160));
  expect(await allUsers(as.admin)).toEqual(before.map(user => ({ ...user, landing_page: 'Tools' })));
});

test('users that have the new data already are counted, too', async () => {
  const { as } = await startMock();
  const agents = (await allUsers(as.admin)).filter(({ user_type }) => user_type === 'agent');
  expect(agents.some(({ active }) => active) && agents.some(({ active }) => !active)).toBe(true);
  for (const _ of [1, 2]) {
    const { text } = await as.admin.patch('/v1/user/all?user_type=agent').send({ active: true });
    expect(text).toBe(updated(90));
  }
});

test('a change may take its users out of the filter', async () => {
  const { as } = await startMock();
  const first = await as.admin.patch('/v1/user/all?user_type=agent').send({ user_type: 'client' });
  const second = await as.admin.patch('/v1/user/all?user_type=agent').send({ user_type: 'client' });
  expect([first.text, second.status, second.text]).toEqual([updated(90), 404, printedText('patch-all-not-found')]);
});

test('a name may be given to many users', async () => {
  const { as } = await startMock();
  await as.admin.patch('/v1/user/all?user_id_in=1721,1728').send({ name: 'twin' });
  const { text } = await as.admin.patch('/v1/user/all?name=twin').send({ card_id: 1 });
  expect(text).toBe(updated(2));
});

describe('a body with any issue changes no user', () => {
  test.each([
    { landing_page: 'Tools', active: 'maybe' },
    { passwd: 'new', card_id: 'x' },
    { client_limits: [{ client_id: 1 }, { client_id: 'x' }], last_name: 'X' },
    { email: '', first_name: 'X' },
  ])('%j', async body => {
    const { as } = await startMock();
    const before = await allUsers(as.admin);
    const { status } = await as.admin.patch('/v1/user/all?user_type=client').send(body);
    expect(status).toBe(400);
    expect(await allUsers(as.admin)).toEqual(before);
  });
});

describe('a body without any known field is refused in the printed words', () => {
  test.each([
    ['no body', undefined],
    ['white space', '\n'],
    ['an empty object', '{}'],
    ['unknown keys', '{"nickname":"x"}'],
    ['read-only keys', '{"user_id":1,"carrier_name":"x"}'],
  ])('%s', async (_, body) => {
    const { as } = await startMock();
    const before = await allUsers(as.admin);
    const { status, text } = await as.admin.patch('/v1/user/all?user_type=agent').type('json').send(body);
    const sample = printed('validation-error');
    sample.errors = [{ _schema: sample.errors[0].field_name }];
    expect([status, text]).toEqual([400, JSON.stringify(sample)]);
    expect(await allUsers(as.admin)).toEqual(before);
  });
});

test('issues of the query and of the body are reported together', async () => {
  const { as } = await startMock();
  const { text } = await as.admin.patch('/v1/user/all?active=maybe').send({ role_id: 'x' });
  expect(text).toBe(refusal({ active: 'Not a valid boolean.', role_id: 'Not a valid integer.' }));
  const bare = await as.admin.patch('/v1/user/all?active=maybe').send({});
  expect(bare.text).toBe(refusal({ active: 'Not a valid boolean.', _schema: MISSING }));
});

test('empty filters are no filters', async () => {
  const { as } = await startMock();
  const { text } = await as.admin.patch('/v1/user/all?user_type=&active=&user_id_in=').send({ card_id: 1 });
  expect(text).toBe(updated(160));
});

test('a patch shows in get and list at once', async () => {
  const { as } = await startMock();
  await as.admin.patch('/v1/user/all?user_id=1728').send({ last_name: 'Voice' });
  const list = await as.admin.get('/v1/user/list?per_page=1');
  expect([list.body.payload.items[0].last_name, (await userOf(as.admin, 1728)).last_name]).toEqual(['Voice', 'Voice']);
});
