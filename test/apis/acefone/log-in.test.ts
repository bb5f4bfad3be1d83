import { describe, expect, test } from 'vitest';
import { COMPANION, NEW_USER, startCompanions } from './companions.js';

const HOUR = 60 * 60 * 1000;
const ASKING = { readings: { auth: 'token' } };

test('admin logs in with the password admin', async () => {
  const { logIn } = await startCompanions();
  const { status, headers, json } = await logIn('admin', 'admin');
  expect([status, json]).toEqual([
    200,
    { success: true, access_token: expect.stringMatching(/^(\S+\.){2}\S+$/), token_type: 'bearer', expires_in: 3600 },
  ]);
  expect(headers).toMatchObject(COMPANION);
});

test('login_id may stand in the place of email', async () => {
  const { send } = await startCompanions();
  const body = { login_id: 'arjun.nair', password: 'arjun.nair' };
  expect((await send('POST', '/auth/login', { body })).status).toBe(200);
});

test('a patched password proves itself by a log-in, and a new user has the password it was created with', async () => {
  const { send, logIn } = await startCompanions();
  await send('PATCH', '/user/288256', { body: { password: 'new' } });
  await send('POST', '/user', { body: NEW_USER });
  const statuses = [logIn('arjun.nair', 'arjun.nair'), logIn('arjun.nair', 'new'), logIn('nisha.rao', 'throw-away')];
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([401, 200, 200]);
});

test.each([
  ['a wrong password', 'admin', 'x', {}],
  ['an unknown login id', 'nobody', 'nobody', {}],
  ['a blocked user', 'arjun.nair', 'arjun.nair', { block_agent: true }],
  ['a user blocked on the web', 'arjun.nair', 'arjun.nair', { block_web_login: true }],
])('%s is refused with 401', async (_, name, password, patch) => {
  const { send, logIn } = await startCompanions();
  await send('PATCH', '/user/288256', { body: patch });
  const { status, json } = await logIn(name, password);
  expect([status, json]).toEqual([401, { success: false, message: expect.stringMatching(/./) }]);
});

test.each([
  [{}, ['email', 'password']],
  [{ password: 'admin' }, ['email']],
  [{ email: 'admin' }, ['password']],
  [{ email: 1, password: 'admin' }, ['email']],
])('a log-in with %j is refused with 400', async (body, variables) => {
  const { send } = await startCompanions();
  const { status, json } = await send('POST', '/auth/login', { body });
  expect([status, Object.keys(json.error)]).toEqual([400, variables]);
});

describe('Where tokens are required', () => {
  test('a log-in needs none, and its token works bare and as a bearer, for all but that', async () => {
    const { send, logIn } = await startCompanions(ASKING);
    const { access_token: token } = (await logIn('admin', 'admin')).json;
    for (const path of ['/user/288256', '/users']) {
      expect((await send('GET', path)).status).toBe(401);
      expect((await send('GET', path, { token })).status).toBe(200);
      expect((await send('GET', path, { token: `Bearer ${token}` })).status).toBe(200);
    }
    expect((await send('POST', '/user', { body: NEW_USER })).status).toBe(401);
    expect((await send('DELETE', '/user/288256')).status).toBe(401);
  });

  test('a token is valid for an hour of the mock’s time', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const { send, logIn } = await startCompanions({ ...ASKING, clock: () => now });
    const { access_token: token } = (await logIn('admin', 'admin')).json;
    now += HOUR - 1;
    expect((await send('GET', '/users', { token })).status).toBe(200);
    now += 1;
    expect((await send('GET', '/users', { token })).status).toBe(401);
  });

  test('a token ends when its user is removed or blocked; the printed token does not end', async () => {
    const { send, logIn, mock } = await startCompanions(ASKING);
    const printed = mock.tokens.acefone.account;
    const { access_token: token } = (await logIn('arjun.nair', 'arjun.nair')).json;
    await send('PATCH', '/user/288256', { body: { block_agent: true }, token: printed });
    expect((await send('GET', '/users', { token })).status).toBe(401);
    await send('PATCH', '/user/288256', { body: { block_agent: false }, token: printed });
    expect((await send('GET', '/users', { token })).status).toBe(200);
    for (const id of ['288255', '288256']) await send('DELETE', `/user/${id}`, { token: printed });
    expect((await send('GET', '/users', { token })).status).toBe(401);
    expect((await send('GET', '/users', { token: printed })).status).toBe(200);
  });

  test('Acefone refuses a token of DNL’s log-in', async () => {
    const { ask, send } = await startCompanions(ASKING);
    const body = '{"email_or_name":"admin","password":"admin"}';
    const { token } = JSON.parse((await ask('POST', '/v1/auth', { body })).text).payload;
    expect((await send('GET', '/users', { token })).status).toBe(401);
  });
});

test('a token of a sandbox is valid only in that sandbox, until its reset', async () => {
  const { mock, url } = await startCompanions(ASKING);
  const box = await mock.sandbox('box');
  const body = JSON.stringify({ email: 'admin', password: 'admin' });
  const { access_token: token } = JSON.parse(
    await (await fetch(`${url}/~box/acefone/v1/auth/login`, { method: 'POST', body })).text(),
  );
  const statusIn = async (prefix: string) =>
    (await fetch(`${url}${prefix}/acefone/v1/users`, { headers: { Authorization: token } })).status;
  expect([await statusIn('/~box'), await statusIn(''), await statusIn('/~other')]).toEqual([200, 401, 401]);
  await box.reset();
  expect(await statusIn('/~box')).toBe(401);
});
