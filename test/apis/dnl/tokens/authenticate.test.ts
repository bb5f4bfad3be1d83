import { describe, expect, test } from 'vitest';
import { MISSING, refusal } from '../printed.js';
import { COMPANION, startLoggingIn } from './log-in.js';

const NOW = Date.parse('2026-03-04T05:06:07.089Z');

test('admin logs in with the password admin, and gets a token, the kind of user and the user', async () => {
  const { auth, user } = await startLoggingIn({ clock: () => NOW });
  const { status, headers, text } = await auth('admin', 'admin');
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(headers).toMatchObject(COMPANION);
  const { success, payload } = JSON.parse(text);
  expect([success, Object.keys(payload), payload.user_type]).toEqual([true, ['token', 'user_type', 'user'], 'admin']);
  expect(payload.user).toEqual(await user(1));
});

test('logging in notes when, from where, and that the user is online', async () => {
  const { auth, user } = await startLoggingIn({ clock: () => NOW });
  const before = await user(1);
  await auth('admin', 'admin');
  const time = '2026-03-04T05:06:07.089000+00:00';
  expect(await user(1)).toEqual({
    ...before,
    last_login_time: time,
    last_seen: time,
    login_ip: '127.0.0.1',
    is_online: 1,
  });
});

test('the token is a JWT, HS256, that names the user and when it expires', async () => {
  const { tokenOf } = await startLoggingIn({ clock: () => NOW });
  const [header = '', claims = '', signature] = (await tokenOf('admin')).split('.');
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(decoded(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(decoded(claims)).toEqual({ user_id: 1, exp: Math.floor(NOW / 1000) + 86_400 });
  expect(signature).toMatch(/^[\w-]{43}$/);
});

test('an admin’s token does what the printed one does, and who creates with it is the creator', async () => {
  const { asAdmin, ask, tokenOf, statusWith, user } = await startLoggingIn();
  const body = JSON.stringify({ name: 'second', passwd: 'second', user_type: 'admin', email: 'second@example.com' });
  await asAdmin('POST', '/v1/user/create', { body });
  const token = await tokenOf('second');
  expect(await statusWith(token)).toBe(200);
  const created = await ask('POST', '/v1/user/create', {
    headers: { 'X-Auth-Token': token },
    body: body.replaceAll('second', 'third'),
  });
  expect(created.text).toBe('{"object_id":1796,"success":true}');
  expect((await user(1796)).create_user_id).toBe(1795);
});

test('an e-mail address logs in as a name does', async () => {
  const { asAdmin, auth } = await startLoggingIn();
  const body = { name: 'mailed', passwd: 'secret', user_type: 'agent', email: 'mailed@example.com' };
  await asAdmin('POST', '/v1/user/create', { body: JSON.stringify(body) });
  expect((await auth('mailed@example.com', 'secret')).status).toBe(200);
});

test('of two users with one name, the password tells who logs in', async () => {
  const { asAdmin, auth } = await startLoggingIn();
  for (const passwd of ['one', 'two']) {
    const body = { name: 'twin', passwd, user_type: 'agent', email: null };
    await asAdmin('POST', '/v1/user/create', { body: JSON.stringify(body) });
  }
  const idOf = async (password: string) => JSON.parse((await auth('twin', password)).text).payload.user.user_id;
  expect([await idOf('one'), await idOf('two')]).toEqual([1795, 1796]);
});

test('every seeded user but the printed two has its own name as password, and logs in if it is active', async () => {
  const { asAdmin, auth } = await startLoggingIn();
  const { items } = JSON.parse((await asAdmin('GET', '/v1/user/list?per_page=160')).text).payload;
  for (const { user_id, name, active } of items.slice(2)) {
    const { status, text } = await auth(name, name);
    expect([user_id, status]).toEqual([user_id, active ? 200 : 401]);
    if (active) expect(JSON.parse(text).payload.user.user_id).toBe(user_id);
  }
});

describe('Refused with 401, in the documented error and with a message, is', () => {
  test.each([
    ['a wrong password', 'admin', 'Admin'],
    ['an empty password', 'admin', ''],
    ['an unknown name', 'nobody', 'nobody'],
    ['a name in another case', 'ADMIN', 'admin'],
    ['a printed user, whose password nobody knows', 'Qbfwgz', 'Qbfwgz'],
    ['the digest in the place of the password', 'admin', 'digest'],
  ])('%s', async (_, name, password) => {
    const { auth, user } = await startLoggingIn();
    const before = await user(1);
    const { status, headers, text } = await auth(name, password === 'digest' ? before.passwd : password);
    expect([status, headers['access-control-allow-origin']]).toEqual([401, '*']);
    expect(headers).toMatchObject(COMPANION);
    expect(JSON.parse(text)).toEqual({
      error_type: 'unauthenticated_error',
      success: false,
      error: { message: expect.stringMatching(/./), code: expect.any(Number), reason: expect.any(String) },
    });
    expect(await user(1)).toEqual(before);
  });

  test('a user who is not active', async () => {
    const { auth, patch } = await startLoggingIn();
    await patch(1, { active: false });
    expect((await auth('admin', 'admin')).status).toBe(401);
    await patch(1, { active: true });
    expect((await auth('admin', 'admin')).status).toBe(200);
  });
});

test('a new password logs in from then on, and the old one no more', async () => {
  const { auth, patch } = await startLoggingIn();
  await patch(1, { passwd: 'new' });
  expect([(await auth('admin', 'admin')).status, (await auth('admin', 'new')).status]).toEqual([401, 200]);
});

test.each([
  [{}, { email_or_name: MISSING, password: MISSING }],
  [{ email_or_name: 'admin' }, { password: MISSING }],
  [
    { email_or_name: 1, password: null },
    { email_or_name: 'Not a valid string.', password: 'Not a valid string.' },
  ],
])('a log-in with %j is refused like any other body', async (body, errors) => {
  const { post } = await startLoggingIn();
  const { status, text } = await post('/v1/auth', body);
  expect([status, text]).toEqual([400, refusal(errors)]);
});

test('whatever token comes along is not looked at', async () => {
  const { post, mock } = await startLoggingIn();
  const body = { email_or_name: 'admin', password: 'admin' };
  for (const token of ['', 'x', mock.tokens.dnl.nonAdmin, mock.tokens.dnl.admin]) {
    expect((await post('/v1/auth', body, { 'X-Auth-Token': token })).status).toBe(200);
  }
});
