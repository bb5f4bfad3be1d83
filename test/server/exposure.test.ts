import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Mock, MockOptions } from '../../src/index.js';
import { isLoopback } from '../../src/server/index.js';
import { startMock } from '../start-mock.js';

/** A mock at all addresses of this machine, which other machines could reach for as long as the test runs. */
async function reachedMock(options: MockOptions = {}) {
  const { mock } = await startMock({ records: 3, ...options });
  return { mock, ...asking(await mock.listen(0, '0.0.0.0'), mock) };
}

function asking(url: string, { tokens }: Mock) {
  const { port } = new URL(url);
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const asAdmin = (path: string, headers: Record<string, string> = {}) =>
    ask(path, { headers: { 'X-Auth-Token': tokens.dnl.admin, ...headers } });
  return { ask, asAdmin };
}

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code];

describe('Where other machines can be clients', () => {
  test('the APIs are open', async () => {
    const { asAdmin } = await reachedMock();
    expect((await asAdmin('/v1/user/list')).status).toBe(200);
  });

  test.each(['/__admin', '/__admin/requests', '/__admin/rules', '/__admin/nothing', '/~box/__admin/requests'])(
    'the control plane is closed at %s',
    async path => {
      const { ask } = await reachedMock();
      expect(await codeOf(await ask(path))).toEqual([403, 'control-closed']);
      expect(await codeOf(await ask(path, bearer('guess')))).toEqual([403, 'control-closed']);
    },
  );

  test('only its health stays open', async () => {
    const { ask, mock } = await reachedMock();
    expect(await (await ask('/__admin/health')).json()).toEqual({ status: 'ok' });
    expect((await ask('/~box/__admin/health')).status).toBe(200);
    const own = asking(await mock.listen(), mock);
    expect(await (await own.ask('/__admin/sandboxes')).json()).toEqual({ sandboxes: [] });
  });

  test('the control plane opens only with the admin token', async () => {
    const { ask } = await reachedMock({ adminToken: 'right' });
    expect(await codeOf(await ask('/__admin/rules'))).toEqual([401, 'control-token-wrong']);
    expect(await codeOf(await ask('/__admin/rules', bearer('wrong')))).toEqual([401, 'control-token-wrong']);
    expect((await ask('/__admin/rules', bearer('right'))).status).toBe(200);
    expect((await ask('/__admin/health')).status).toBe(200);
  });

  test.each([undefined, 'right'])('sandboxes are closed, with the admin token %s', async adminToken => {
    const { asAdmin } = await reachedMock(adminToken === undefined ? {} : { adminToken });
    expect(await codeOf(await asAdmin('/~box/v1/user/list'))).toEqual([403, 'sandboxes-closed']);
  });

  test('a URL that a client of this machine has sent, too, is read anew', async () => {
    const { asAdmin, mock } = await reachedMock();
    const own = asking(await mock.listen(), mock);
    const path = '/v1/user/list?__code=200';
    for (let round = 0; round < 2; round++) {
      expect((await asAdmin(path)).headers.get('Understudy-Unknown-Parameters')).toBe('__code');
      expect((await own.asAdmin(path)).headers.get('Understudy-Unknown-Parameters')).toBeNull();
    }
  });

  const NOTE = '(closed to other machines; --remote-overrides open opens it)';
  test.each([
    ['/v1/user/list', { Prefer: 'code=401' }, `Prefer ${NOTE}`],
    ['/v1/user/list?__code=401', {}, `__code ${NOTE}`],
    ['/v1/user/list?page=0&__code=401', { Prefer: 'delay=1' }, `Prefer, __code ${NOTE}`],
    ['/v1/user/list', { Prefer: 'reading="text-match=contains"' }, `Prefer ${NOTE}`],
    ['/v1/user/list', { Prefer: 'code=none' }, `Prefer ${NOTE}`],
    ['/v1/user/999', { Prefer: 'fault=EMPTY_RESPONSE' }, `Prefer ${NOTE}`],
    ['/nowhere', { Prefer: 'delay=1' }, `Prefer ${NOTE}`],
    ['/v1/user/list', { Prefer: 'return=minimal, response-async' }, null],
    ['/v1/user/list?name=__code%3D401', {}, null],
    ['/v1/user/list', {}, null],
  ] as const)('a header says that a preference is ignored: %s, %j', async (path, headers, told) => {
    const { asAdmin } = await reachedMock();
    expect((await asAdmin(path, headers)).headers.get('Understudy-Ignored')).toBe(told);
  });

  test('preferences are ignored, and no header says that they were applied', async () => {
    const { asAdmin } = await reachedMock();
    const preferring = await asAdmin('/v1/user/list', { Prefer: 'code=401, fault=EMPTY_RESPONSE' });
    expect([preferring.status, preferring.headers.get('Preference-Applied')]).toEqual([200, null]);
    const linked = await asAdmin('/v1/user/list?__code=401');
    expect([linked.status, linked.headers.get('Understudy-Unknown-Parameters')]).toEqual([200, '__code']);
  });

  test('sandboxes and preferences work once remote overrides are open, which does not open the control plane', async () => {
    const { ask, asAdmin } = await reachedMock({ remoteOverrides: 'open' });
    expect((await asAdmin('/~box/v1/user/list')).headers.get('Understudy-Sandbox')).toBe('box');
    expect((await asAdmin('/v1/user/list', { Prefer: 'code=401' })).status).toBe(401);
    expect((await asAdmin('/v1/user/list?__code=401')).status).toBe(401);
    expect(await codeOf(await ask('/__admin/rules'))).toEqual([403, 'control-closed']);
  });

  test('a port of the same mock that only this machine reaches stays open', async () => {
    const { mock, ask } = await reachedMock();
    const own = asking(await mock.listen(), mock);
    expect((await own.ask('/__admin/rules')).status).toBe(200);
    expect((await own.asAdmin('/v1/user/list', { Prefer: 'code=401' })).status).toBe(401);
    expect((await ask('/__admin/rules')).status).toBe(403);
  });

  test.runIf(outerAddress())(
    'a server that somebody else makes for the app is closed, too, as far as it is',
    async () => {
      const { mock } = await startMock({ records: 3 });
      const server = createServer(mock.app).listen(0, '0.0.0.0');
      onTestFinished(() => void server.close().closeAllConnections());
      await new Promise(resolve => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const closed = await fetch(`http://${outerAddress()}:${port}/__admin/rules`, { headers: { Host: 'localhost' } });
      expect(await codeOf(closed)).toEqual([403, 'control-closed']);
      expect((await fetch(`http://127.0.0.1:${port}/__admin/rules`)).status).toBe(200);
    },
  );
});

/** An address of this machine that other machines reach, if it has one. */
function outerAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap(all => all ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['app.localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['::ffff:10.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['1127.0.0.1', false],
])('%s is an address that only this machine reaches: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
