import { expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { allUsers, userOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';

const UNKNOWN_FIELDS = 'understudy-unknown-fields';

/** Keys of the answers that are no fields of a body. */
const READ_ONLY = {
  user_id: 9,
  carrier_name: 'Sneaky',
  last_login_time: '2018-01-01T00:00:00Z',
  report_count: '2 Hours',
  cdr_expire: 'x',
  is_preload: false,
  login_ip: '192.0.2.1',
  create_user_id: 5,
  create_time: '2001-01-01T00:00:00Z',
  agent: 'x',
  default_billing_decimal: 9,
  last_seen: 'x',
  is_online: 1,
  role_name: 'Boss',
  cdr_api_token: 'x',
};

test('create ignores read-only keys and names them in a header', async () => {
  const { as } = await startMock({ clock: () => 0 });
  await as.admin.post('/v1/user/create').send(REQUIRED);
  const { status, headers } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, ...READ_ONLY });
  expect([status, headers[UNKNOWN_FIELDS]]).toEqual([200, Object.keys(READ_ONLY).join(', ')]);
  const [plain, user] = [await userOf(as.admin, 1795), await userOf(as.admin, 1796)];
  expect({ ...user, user_id: 1795, passwd: plain.passwd }).toEqual(plain);
});

test('patch-all ignores them and names them, too', async () => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  const { text, headers } = await as.admin.patch('/v1/user/all').send({ ...READ_ONLY, card_id: 7 });
  expect(text).toBe('{"payload":{"updated":160},"success":true}');
  expect(headers[UNKNOWN_FIELDS]).toBe(Object.keys(READ_ONLY).join(', '));
  expect(await allUsers(as.admin)).toEqual(before.map(user => ({ ...user, card_id: 7 })));
});

test('unknown keys are ignored at every depth, and named with their path', async () => {
  const { as } = await startMock();
  const sent = {
    ...REQUIRED,
    nickname: 'x',
    client: { carrier_name: 'B', is_panel_coffee: true },
    client_limits: [{ client_id: 1, name: 'x' }],
    auth_ip: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', port: 1 }],
  };
  const { status, headers } = await as.admin.post('/v1/user/create').send(sent);
  expect([status, headers[UNKNOWN_FIELDS]]).toEqual([
    200,
    'nickname, client.is_panel_coffee, client_limits.0.name, auth_ip.1.port',
  ]);
  const { client, client_limits, auth_ip } = await userOf(as.admin, 1795);
  expect({ client, client_limits, auth_ip }).toEqual({
    client: { carrier_name: 'B' },
    client_limits: [{ client_id: 1 }],
    auth_ip: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }],
  });
});

test('names of members that all JavaScript objects have are unknown keys', async () => {
  const { as } = await startMock();
  const body = `{"__proto__":{"active":false},"constructor":1,"toString":2,${JSON.stringify(REQUIRED).slice(1)}`;
  const { status, headers } = await as.admin.post('/v1/user/create').type('json').send(body);
  expect([status, headers[UNKNOWN_FIELDS]]).toEqual([200, '__proto__, constructor, toString']);
  expect((await userOf(as.admin, 1795)).active).toBe(true);
});

test('without unknown keys there is no such header', async () => {
  const { as } = await startMock();
  const { headers } = await as.admin.post('/v1/user/create').send(REQUIRED);
  expect(headers[UNKNOWN_FIELDS]).toBeUndefined();
});

test('a whole user as read back can be sent', async () => {
  const { as } = await startMock();
  const { passwd: _, ...user } = await userOf(as.admin, 1721);
  const { status } = await as.admin.patch('/v1/user/all?user_id=1728').send(user);
  expect(status).toBe(200);
  expect(await userOf(as.admin, 1728)).toMatchObject({ name: 'Qbfwgz', client_id: 2892, user_id: 1728 });
});
