import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printedText } from '../../../../apis/dnl/printed.js';
import { COMPANION, startLoggingIn } from '../../../../apis/dnl/tokens/log-in.js';
import { temporaryFolder } from '../../../../cli/understudy.js';
import { startMock } from '../../../../start-mock.js';

const DAY = 24 * 60 * 60 * 1000;

test('a token is good for a day of the mock’s time', async () => {
  let now = Date.parse('2030-01-01T00:00:00Z');
  const { tokenOf, statusWith } = await startLoggingIn({ clock: () => now });
  const token = await tokenOf('admin');
  now += DAY - 1;
  expect(await statusWith(token)).toBe(200);
  now += 1;
  expect(await statusWith(token)).toBe(401);
  now -= DAY;
  expect(await statusWith(token)).toBe(200);
});

test('also where the mock’s time is before 1970', async () => {
  const { tokenOf, statusWith } = await startLoggingIn({ clock: () => -DAY * 1000 });
  expect(await statusWith(await tokenOf('admin'))).toBe(200);
});

describe('A token dies', () => {
  test('with its user', async () => {
    const { asAdmin, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    expect(await statusWith(token, '/v1/user/1721')).toBe(200);
    expect((await asAdmin('DELETE', '/v1/user/1')).status).toBe(200);
    expect(await statusWith(token, '/v1/user/1721')).toBe(401);
  });

  test('while its user is not active, or no admin', async () => {
    const { patch, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    for (const [without, again] of [
      [{ active: false }, { active: true }],
      [{ user_type: 'agent' }, { user_type: 'admin' }],
    ]) {
      await patch(1, without);
      expect(await statusWith(token)).toBe(401);
      await patch(1, again);
      expect(await statusWith(token)).toBe(200);
    }
  });

  test('and the printed one never does', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const { asAdmin } = await startLoggingIn({ clock: () => now });
    await asAdmin('DELETE', '/v1/user/1');
    now += 100 * 365 * DAY;
    expect((await asAdmin('GET', '/v1/user/1721')).status).toBe(200);
  });
});

test('a token that is not an admin’s is refused as a wrong one', async () => {
  const { asAdmin, ask, tokenOf } = await startLoggingIn();
  const { items } = JSON.parse((await asAdmin('GET', '/v1/user/list?user_type=agent&active=true')).text).payload;
  const token = await tokenOf(items[0].name);
  const read = await ask('GET', '/v1/user/1', { headers: { 'X-Auth-Token': token } });
  expect([read.status, read.text]).toEqual([401, printedText('wrong-token')]);
  const write = await ask('PATCH', '/v1/user/1', { headers: { 'X-Auth-Token': token }, body: '{"card_id":1}' });
  expect([write.status, write.text]).toEqual([401, printedText('no-token')]);
  expect(write.headers).toMatchObject(COMPANION);
});

test.each([
  ['another signature', (token: string) => `${token.slice(0, -2)}xx`],
  ['no signature', (token: string) => `${token.split('.').slice(0, 2).join('.')}.`],
  [
    'no algorithm',
    (token: string) => `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`,
  ],
  [
    'other claims',
    (token: string) =>
      token.replace(/\..*\./, `.${Buffer.from('{"user_id":1,"exp":4102444800}').toString('base64url')}.`),
  ],
])('a token with %s is a wrong one', async (_, forged) => {
  const { tokenOf, statusWith } = await startLoggingIn();
  const token = await tokenOf('admin');
  expect(await statusWith(forged(token))).toBe(401);
  expect(await statusWith(token)).toBe(200);
});

test('Acefone’s tokens are none of DNL’s, though their users may have the same id', async () => {
  const { post, statusWith } = await startLoggingIn();
  const { text } = await post('/acefone/v1/auth/login', { email: 'admin', password: 'admin' });
  expect(await statusWith(JSON.parse(text).access_token)).toBe(401);
});

test('two mocks do not take each other’s tokens', async () => {
  const [one, other] = [await startLoggingIn(), await startLoggingIn()];
  expect(await other.statusWith(await one.tokenOf('admin'))).toBe(401);
});

test('in a sandbox, a token is that of the sandbox’s user', async () => {
  const { ask, asAdmin, tokenOf, statusWith } = await startLoggingIn();
  const token = await tokenOf('admin');
  expect(await statusWith(token, '/~box/v1/user/1721')).toBe(200);
  await asAdmin('DELETE', '/~box/v1/user/1');
  expect(await statusWith(token, '/~box/v1/user/1721')).toBe(401);
  expect(await statusWith(token)).toBe(200);
  expect((await ask('GET', '/~box/v1/user/1721', { headers: { 'X-Auth-Token': 'x' } })).status).toBe(401);
});

describe('A token of a sandbox', () => {
  test('is good in that sandbox alone', async () => {
    const { tokenIn, statusWith } = await startLoggingIn();
    const token = await tokenIn('/~box', 'admin');
    const paths = ['/~box/v1/user/1721', '/v1/user/1721', '/~other/v1/user/1721'];
    expect(await Promise.all(paths.map(path => statusWith(token, path)))).toEqual([200, 401, 401]);
  });

  test('is not valid in a new sandbox of that name', async () => {
    const { mock, tokenIn, statusWith } = await startLoggingIn();
    const token = await tokenIn('/~box', 'admin');
    await mock.sandbox('box');
    expect(await statusWith(token, '/~box/v1/user/1721')).toBe(401);
  });
});

describe('In a sandbox, a token of the mock', () => {
  const NEW = { name: 'new', passwd: 'new', user_type: 'admin', email: null, active: true };

  test('is not good for another user who has got the same id there', async () => {
    const { asAdmin, tokenOf, tokenIn, statusWith } = await startLoggingIn();
    const create = (prefix: string, name: string) =>
      asAdmin('POST', `${prefix}/v1/user/create`, { body: JSON.stringify({ ...NEW, name, passwd: name }) });
    await asAdmin('GET', '/~box/v1/user/1');
    const ids = [await create('', 'outside'), await create('/~box', 'inside')].map(
      ({ text }) => JSON.parse(text).object_id,
    );
    expect(ids).toEqual([1795, 1795]);
    const outside = await tokenOf('outside');
    const inside = await tokenIn('/~box', 'inside');
    expect([await statusWith(outside), await statusWith(outside, '/~box/v1/user/1')]).toEqual([200, 401]);
    expect([await statusWith(inside), await statusWith(inside, '/~box/v1/user/1')]).toEqual([401, 200]);
  });

  test('is good until the sandbox is reset', async () => {
    const { mock, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    const box = await mock.sandbox('box');
    expect(await statusWith(token, '/~box/v1/user/1')).toBe(200);
    await box.reset();
    expect([await statusWith(token, '/~box/v1/user/1'), await statusWith(token)]).toEqual([401, 200]);
  });

  test('is good, too, where the sandbox is of a snapshot from the time of the log-in', async () => {
    const { mock, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    await mock.snapshot('then');
    await mock.reset();
    await mock.sandbox('then', { snapshot: 'then' });
    await mock.sandbox('now');
    const paths = ['/~then/v1/user/1', '/~now/v1/user/1'];
    expect(await Promise.all(paths.map(path => statusWith(token, path)))).toEqual([200, 401]);
  });
});

describe('No token outlives', () => {
  const REPLACERS: [string, (server: Awaited<ReturnType<typeof startLoggingIn>>) => Promise<unknown>][] = [
    ['a reset', ({ mock }) => mock.reset()],
    ['a restore', ({ mock }) => mock.restore('before')],
    ['a scenario', ({ ask }) => ask('PUT', '/__admin/scenario', { body: '{"name":"documented"}' })],
    [
      'given records',
      async ({ ask }) => {
        const { text } = await ask('GET', '/__admin/records/dnl/users');
        return ask('PUT', '/__admin/records/dnl/users', { body: text });
      },
    ],
  ];

  test.each(REPLACERS)('%s, and one of a log-in after it is good', async (_, replace) => {
    const server = await startLoggingIn();
    await server.mock.snapshot('before');
    const token = await server.tokenOf('admin');
    await replace(server);
    expect(await server.statusWith(token)).toBe(401);
    expect(await server.statusWith(await server.tokenOf('admin'))).toBe(200);
    expect((await server.asAdmin('GET', '/v1/user/1')).status).toBe(200);
  });

  test('its user, though another gets the same id', async () => {
    const { ask, asAdmin, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    const { text } = await ask('GET', '/__admin/records/dnl/users');
    await asAdmin('DELETE', '/v1/user/1');
    await ask('PUT', '/__admin/records/dnl/users', { body: text });
    expect(await statusWith(token)).toBe(401);
  });

  test('the replacement of users, whereas that of others is nothing to it', async () => {
    const { ask, tokenOf, statusWith } = await startLoggingIn();
    const token = await tokenOf('admin');
    const { text } = await ask('GET', '/__admin/records/dnl/roles');
    expect((await ask('PUT', '/__admin/records/dnl/roles', { body: text })).status).toBe(204);
    expect(await statusWith(token)).toBe(200);
  });
});

describe('The key of a data folder', () => {
  const loggedIn = async (data: string, { reset = false } = {}) => {
    const { mock, as } = await startMock({ records: 3, data, reset });
    const { body } = await as.nobody.post('/v1/auth').send({ email_or_name: 'admin', password: 'admin' });
    const statusOf = async (token: string) => (await as.nobody.get('/v1/user/2').set('X-Auth-Token', token)).status;
    return { mock, token: body.payload.token as string, statusOf };
  };

  test('outlives a restart, and is its own', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    const first = await loggedIn(folder);
    await first.mock.close();
    expect(await (await loggedIn(folder)).statusOf(first.token)).toBe(200);
    expect(await (await loggedIn(other)).statusOf(first.token)).toBe(401);
  });

  test('does not bring back what a reset has ended', async () => {
    const folder = await temporaryFolder();
    const first = await loggedIn(folder);
    await first.mock.reset();
    await first.mock.close();
    const second = await loggedIn(folder);
    expect([await second.statusOf(first.token), await second.statusOf(second.token)]).toEqual([401, 200]);
    await second.mock.close();
    expect(await (await loggedIn(folder)).statusOf(second.token)).toBe(200);
  });

  test('ends with --reset, and with its file', async () => {
    const folder = await temporaryFolder();
    const first = await loggedIn(folder);
    await first.mock.close();
    const second = await loggedIn(folder, { reset: true });
    expect(await second.statusOf(first.token)).toBe(401);
    await second.mock.close();
    rmSync(join(folder, 'token.key'));
    expect(await (await loggedIn(folder)).statusOf(second.token)).toBe(401);
  });

  test('stands in a file that only its owner may read, and nowhere else', async () => {
    const folder = await temporaryFolder();
    const { mock, token } = await loggedIn(folder);
    await mock.close();
    const file = join(folder, 'token.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8').trim();
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    for (const name of readdirSync(folder).filter(name => name !== 'token.key')) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const secret of [key, token]) expect(text).not.toContain(secret);
    }
  });
});
