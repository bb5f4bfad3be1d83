import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';

/** A mock that other machines reach, and a client that sends requests as they would. */
async function demo(options: MockOptions = { remoteOverrides: 'open' }) {
  const mock = await createMock({ records: 3, ...options });
  onTestFinished(() => mock.close());
  const port = new URL(await mock.listen(0, '0.0.0.0')).port;
  const ask = async (method: string, path: string, init: { headers?: Record<string, string>; body?: unknown } = {}) => {
    const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
    const result = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: init.headers ?? {}, ...body });
    const text = await result.text();
    return { status: result.status, headers: result.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const users = (prefix: string) =>
    ask('GET', `${prefix}/v1/user/list`, { headers: { 'X-Auth-Token': mock.tokens.dnl.admin } });
  return { ask, users };
}

const RULE = { match: { operation: 'listUsers' }, response: { status: 503 } };

test('a visitor creates a sandbox and uses its control plane, which changes nothing for others', async () => {
  const { ask, users } = await demo();
  const mine = await ask('POST', '/__admin/sandboxes');
  expect(mine.status).toBe(201);
  expect(mine.body.name).toMatch(/^visitor-[0-9a-f]{32}$/);
  expect(mine.headers.get('Location')).toBe(`${mine.body.prefix}/__admin`);
  const other = await ask('POST', '/__admin/sandboxes');
  expect(other.body.name).not.toBe(mine.body.name);

  expect((await ask('POST', `${mine.body.prefix}/__admin/rules`, { body: RULE })).status).toBe(201);
  expect((await users(mine.body.prefix)).status).toBe(503);
  expect((await users(other.body.prefix)).status).toBe(200);
  expect((await users('')).status).toBe(200);
  for (const path of ['/requests', '/clock', '/settings', '/tokens', '/apis/dnl/openapi.json', '/records/dnl/users'])
    expect((await ask('GET', `${mine.body.prefix}/__admin${path}`)).status).toBe(200);
  expect((await ask('POST', `${mine.body.prefix}/__admin/reset`)).status).toBe(204);
  expect((await users(mine.body.prefix)).status).toBe(200);
});

test.each([
  ['GET', '/__admin/rules'],
  ['POST', '/__admin/reset'],
  ['GET', '/__admin/requests'],
  ['GET', '/__admin/sandboxes'],
  ['GET', '/__admin/tokens'],
  ['DELETE', '/__admin/sandboxes/alice'],
  ['GET', '/~alice/__admin/rules'],
  ['POST', '/~alice/__admin/sandboxes'],
  ['GET', '/~visitor-1/__admin/rules'],
  ['GET', `/~Visitor-${'0'.repeat(32)}/__admin/rules`],
])('a visitor cannot %s %s, with an admin token or without one', async (method, path) => {
  const guarded = await demo({ remoteOverrides: 'open', adminToken: 'secret' });
  expect((await guarded.ask(method, path)).status).toBe(401);
  expect((await (await demo()).ask(method, path)).status).toBe(403);
});

test('a visitor’s sandbox does not show or change the list of sandboxes', async () => {
  const { ask } = await demo();
  const { prefix } = (await ask('POST', '/__admin/sandboxes')).body;
  expect((await ask('GET', `${prefix}/__admin/sandboxes`)).status).toBe(404);
  expect((await ask('POST', `${prefix}/__admin/sandboxes`)).status).toBe(404);
  expect((await ask('DELETE', `${prefix}/__admin/sandboxes/alice`)).status).toBe(404);
});

test('pages of other origins can neither create nor use a sandbox', async () => {
  const { ask } = await demo();
  const { prefix } = (await ask('POST', '/__admin/sandboxes')).body;
  const headers = { Origin: 'http://elsewhere.example' };
  expect((await ask('POST', '/__admin/sandboxes', { headers })).status).toBe(403);
  expect((await ask('GET', `${prefix}/__admin/rules`, { headers })).status).toBe(403);
});

test('if sandboxes are closed to others, visitors cannot create one', async () => {
  const { ask } = await demo({});
  expect((await ask('POST', '/__admin/sandboxes')).status).toBe(403);
  expect((await ask('GET', `/~visitor-${'0'.repeat(32)}/__admin/rules`)).status).toBe(403);
});

test.each<MockOptions>([{}, { adminToken: 'secret' }, { remoteOverrides: 'open' }])(
  'with %j everybody may read the contracts, and nothing else of the control plane but health',
  async options => {
    const { ask } = await demo(options);
    expect((await ask('GET', '/__admin/health')).status).toBe(200);
    for (const api of ['dnl', 'acefone']) {
      const { status, body } = await ask('GET', `/__admin/apis/${api}/openapi.json`);
      expect(status).toBe(200);
      expect(body.openapi).toBe('3.1.0');
    }
    expect((await ask('GET', '/__admin/apis/dnl/schemas/user.json')).status).toBe(200);
    const closed = [401, 403];
    for (const path of ['/version', '/metrics', '/apis', '/apis/dnl/readings', '/tokens', '/clock', '/openapi.json'])
      expect(closed).toContain((await ask('GET', `/__admin${path}`)).status);
  },
);

test('reading a contract through a missing sandbox does not create it', async () => {
  const { ask } = await demo({ adminToken: 'secret' });
  expect((await ask('GET', '/~alice/__admin/apis/dnl/openapi.json')).status).toBe(401);
  const headers = { Authorization: 'Bearer secret' };
  expect((await ask('GET', '/__admin/sandboxes', { headers })).body).toEqual({ sandboxes: [] });
});
