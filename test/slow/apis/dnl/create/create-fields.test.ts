import { describe, expect, test } from 'vitest';
import { userOf } from '../../../../apis/dnl/all-users.js';
import { BCRYPT, FIELDS, FOLLOWING, REQUIRED } from '../../../../apis/dnl/fields.js';
import { printed } from '../../../../apis/dnl/printed.js';
import { startMock } from '../../../../start-mock.js';

const CREATED_AT = { clock: () => Date.UTC(2018, 1, 26) };

test('the fields are those of the printed body, and fullname', () => {
  expect(Object.keys(FIELDS)).toEqual([...Object.keys(printed('user-body')), 'fullname']);
});

describe('a field that is sent is stored, and get reads it back', () => {
  test.each(Object.entries(FIELDS).filter(([field]) => field !== 'passwd'))('%s', async (field, value) => {
    const { as } = await startMock(CREATED_AT);
    await as.admin.post('/v1/user/create').send(REQUIRED);
    const { status } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, [field]: value });
    const [plain, user] = [await userOf(as.admin, 1795), await userOf(as.admin, 1796)];
    const { user_id, passwd } = user;
    expect(plain).not.toMatchObject({ [field]: value });
    expect([status, user]).toEqual([200, { ...plain, [field]: value, ...FOLLOWING[field], user_id, passwd }]);
  });
});

test('all 24 fields together are stored', async () => {
  const { as } = await startMock();
  const { passwd, ...others } = FIELDS;
  await as.admin.post('/v1/user/create').send(FIELDS);
  const user = await userOf(as.admin, 1795);
  expect(user).toMatchObject({ ...others, role_name: 'NOC', carrier_name: 'Harbour Voice' });
  expect(Object.keys(user)).toEqual(Object.keys(printed('get-response').payload));
  expect(user.passwd).toMatch(BCRYPT);
  expect(user.passwd).not.toContain(passwd);
});

test.each([
  [1, 'Client'],
  [2, 'Administrator'],
  [3, 'NOC'],
  [6, 'Agent'],
  ['1', 'Client'],
  [0, ''],
  [999_999, ''],
  [null, ''],
])('role_id %j is named "%s"', async (role_id, role_name) => {
  const { as } = await startMock();
  await as.admin.post('/v1/user/create').send({ ...REQUIRED, role_id });
  expect(await userOf(as.admin, 1795)).toMatchObject({ role_id: role_id === null ? null : Number(role_id), role_name });
});

test.each([
  ['an object with a name', { client: { carrier_name: 'Harbour Voice' } }, 'Harbour Voice'],
  ['an object without one', { client: { is_panelaccess: false } }, null],
  ['an empty object', { client: {} }, null],
  ['null', { client: null }, null],
  ['nothing, but a client_id', { client_id: 2897 }, null],
])('carrier_name follows a client that is %s', async (_, sent, carrier_name) => {
  const { as } = await startMock();
  await as.admin.post('/v1/user/create').send({ ...REQUIRED, ...sent });
  expect(await userOf(as.admin, 1795)).toMatchObject({ client: null, ...sent, carrier_name });
});

test.each([
  ['client', { is_panel_trunks: true, carrier_name: 'B', is_panelaccess: false }],
  ['client_limits', [{ client_id: 2897 }, { client_id: 1 }, { client_id: 2897 }]],
  ['auth_ip', [{ ip: '203.0.113.9' }, { ip: '10.0.0.0/8' }, { ip: '203.0.113.9' }]],
  ['client_limits', []],
])('%s is returned as sent, in its order', async (field, value) => {
  const { as } = await startMock();
  await as.admin.post('/v1/user/create').send({ ...REQUIRED, [field]: value });
  const { text } = await as.admin.get('/v1/user/1795');
  expect(text).toContain(`"${field}":${JSON.stringify(value)}`);
});

test('texts are kept to the letter', async () => {
  const { as } = await startMock();
  const last_name = ' \t"Ω"\\ \u{1F600} \u2028 <b> ';
  await as.admin.post('/v1/user/create').send({ ...REQUIRED, last_name });
  expect((await userOf(as.admin, 1795)).last_name).toBe(last_name);
});
