import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';

type Init = { headers?: Record<string, string>; body?: unknown };

/** A demo whose visitors have sandboxes of their own, and browsers that keep their cookies. */
async function demo(options: MockOptions = {}) {
  const mock = await createMock({ records: 3, visitorSandboxes: true, adminToken: 'secret', ...options });
  onTestFinished(() => mock.close());
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  const base = `http://127.0.0.1:${port}`;
  const token = { 'X-Auth-Token': mock.tokens.dnl.admin };
  const ask = async (method: string, path: string, { headers = {}, body }: Init = {}) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = { 'Content-Type': 'application/json' };
    const response = await fetch(base + path, { method, headers: { ...token, ...type, ...headers }, ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text.startsWith('{') && JSON.parse(text) };
  };
  const browser = () => {
    let cookie = '';
    return async (method: string, path: string, { headers = {}, body }: Init = {}) => {
      const response = await ask(method, path, { headers: { ...headers, ...(cookie && { Cookie: cookie }) }, body });
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return response;
    };
  };
  const owner = (method: string, path: string, init: Init = {}) =>
    ask(method, path, { ...init, headers: { Authorization: 'Bearer secret', ...init.headers } });
  return { mock, ask, browser, owner };
}

const USER = { name: 'mine', passwd: 'x', user_type: 'agent', email: 'm@example.com' };
const LIST = '/v1/user/list';

test('each browser has its own data from its first change on, under the same paths', async () => {
  const { ask, browser } = await demo();
  const [ann, ben] = [browser(), browser()];
  const total = async (who: typeof ann) => (await who('GET', LIST)).json.payload.total;
  expect([await total(ann), await total(ben)]).toEqual([3, 3]);
  expect((await ann('GET', LIST)).headers.getSetCookie()).toEqual([]);
  const created = await ann('POST', '/v1/user/create', { body: USER });
  expect(created.status).toBe(200);
  expect(created.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^understudy-visitor=visitor-[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  expect(created.headers.get('Understudy-Sandbox-Created')).toBe('true');
  expect([await total(ann), await total(ben), await total(ask)]).toEqual([4, 3, 3]);
  await ben('DELETE', '/v1/user/1');
  expect([await total(ann), await total(ben), await total(ask)]).toEqual([4, 2, 3]);
});

test('the control plane of a browser is that of its own sandbox', async () => {
  const { ask, browser, owner } = await demo();
  const [ann, ben] = [browser(), browser()];
  const rule = { match: { operation: 'listUsers' }, response: { status: 503 } };
  expect((await ann('POST', '/__admin/rules', { body: rule })).status).toBe(201);
  expect([(await ann('GET', LIST)).status, (await ben('GET', LIST)).status]).toEqual([503, 200]);
  expect((await ben('GET', '/__admin/rules')).json.rules).toEqual([]);
  expect((await owner('GET', '/__admin/rules')).json.rules).toEqual([]);
  const { requests } = (await ann('GET', '/__admin/requests')).json;
  expect(requests.map(({ request }: { request: { url: string } }) => request.url)).toEqual([LIST]);
  expect((await ann('GET', '/__admin/apis/dnl/openapi.json')).status).toBe(200);
  expect((await ann('POST', '/__admin/reset')).status).toBe(204);
  expect((await ann('GET', LIST)).status).toBe(200);
  // without the cookie it is that of a new one
  expect((await ask('GET', '/__admin/rules')).headers.getSetCookie()).toHaveLength(1);
});

test('what is the owner’s stays the owner’s', async () => {
  const { ask, browser, owner } = await demo();
  const ann = browser();
  for (const [method, path, body] of [
    ['GET', '/__admin/sandboxes'],
    ['POST', '/__admin/sandboxes'],
    ['DELETE', '/__admin/sandboxes/alice'],
    ['POST', '/__admin/checks', { target: 'http://127.0.0.1:9' }],
    ['GET', '/~alice/__admin/rules'],
  ] as const) {
    expect([path, (await ann(method, path, { body })).status >= 400]).toEqual([path, true]);
  }
  expect((await ask('GET', '/__admin/rules', { headers: { Authorization: 'Bearer guess' } })).status).toBe(401);
  expect((await owner('GET', '/__admin/sandboxes')).json.sandboxes).toEqual([]);
  expect((await owner('DELETE', '/__admin/records/dnl/users/1')).status).toBe(204);
  expect((await ask('GET', LIST)).json.payload.total).toBe(2);
  expect((await ask('GET', '/__admin/health')).headers.getSetCookie()).toEqual([]);
});

test('a cookie that nobody has given, or of a sandbox that has ended, is good for a sandbox', async () => {
  const { ask, owner } = await demo();
  const Cookie = `other=1; understudy-visitor=visitor-${'0'.repeat(32)}`;
  const first = await ask('GET', LIST, { headers: { Cookie } });
  expect([first.status, first.headers.get('Understudy-Sandbox-Created')]).toEqual([200, 'true']);
  expect((await owner('DELETE', `/__admin/sandboxes/visitor-${'0'.repeat(32)}`)).status).toBe(204);
  expect((await ask('GET', LIST, { headers: { Cookie } })).headers.get('Understudy-Sandbox-Created')).toBe('true');
  for (const value of ['alice', '', '~', `visitor-${'g'.repeat(32)}`]) {
    const guessed = await ask('GET', LIST, { headers: { Cookie: `understudy-visitor=${value}` } });
    expect(guessed.headers.get('Understudy-Sandbox')).toBeNull();
  }
});

test('behind a proxy with TLS and a prefix, the cookie is for that prefix and never sent without TLS', async () => {
  const { ask } = await demo({ trustProxy: true });
  const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Prefix': '/demo' };
  const [cookie] = (await ask('POST', '/v1/user/create', { headers, body: USER })).headers.getSetCookie();
  expect(cookie).toMatch(/; Path=\/demo; HttpOnly; SameSite=Lax; Secure$/);
});

test('without an admin token there would be no owner', async () => {
  await expect(createMock({ visitorSandboxes: true })).rejects.toThrow('Sandboxes of visitors need an admin token');
});
