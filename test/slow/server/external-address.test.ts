import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Mock, MockOptions } from '../../../src/index.js';
import { forwardedOf } from '../../../src/server/request/connection.js';
import { startMock } from '../../start-mock.js';

async function served(wrap: (mock: Mock) => RequestListener, options: MockOptions = {}) {
  const { mock } = await startMock({ records: 3, ...options });
  const server = createServer(wrap(mock)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise(listening => server.once('listening', listening));
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const token = { 'X-Auth-Token': mock.tokens.dnl.admin };
  return { mock, origin, ask: asking(origin, token) };
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads responses without types
type Json = any;

function asking(origin: string, token: Record<string, string>) {
  return async (method: string, path: string, sent: { json?: unknown; headers?: Record<string, string> } = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: { ...token, ...sent.headers },
      ...(sent.json !== undefined && { body: JSON.stringify(sent.json) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: (text && JSON.parse(text)) as Json };
  };
}

const RULE = { match: { method: 'PATCH' }, response: { status: 418, body: {} } };

/** Every place that prints an address, for a client that reaches the mock under a prefix. */
async function expectPlaced(ask: ReturnType<typeof asking>, prefix: string, written = prefix) {
  expect((await ask('GET', `${prefix}/v1/user/list`)).status).toBe(200);
  expect((await ask('GET', `${prefix}/v1/users/list`)).json).toMatchObject({
    detail: `No operation matches GET ${written}/v1/users/list.`,
    nearest: expect.arrayContaining([`GET ${written}/v1/user/list`]),
    fix: expect.stringContaining(`Did you mean GET ${written}/v1/user/list or `),
  });
  expect((await ask('GET', `${prefix}/v1/auth`)).json.detail).toBe(`${written}/v1/auth does not allow GET.`);
  expect((await ask('GET', `${prefix}/__admin/mappings`)).json.fix).toContain(` GET ${written}/__admin/rules `);
  expect((await ask('POST', `${prefix}/__admin/settings`)).json.detail).toContain(`${written}/__admin/settings`);
  const added = await ask('POST', `${prefix}/__admin/rules`, { json: RULE });
  expect(added.headers.get('location')).toBe(`${prefix}/__admin/rules/rule-1`);
  const inSandbox = await ask('POST', `${prefix}/~box/__admin/rules`, { json: RULE });
  expect(inSandbox.headers.get('location')).toMatch(`${prefix}/~box/__admin/rules/rule-`);
  expect((await ask('GET', `${prefix}/~box/nowhere`)).json.nearest[0]).toContain(` ${written}/~box/`);
  const invalid = await ask('PUT', `${prefix}/__admin/clock`, { json: { time: 1 } });
  expect(JSON.stringify(invalid.json).replaceAll(`${written}/__admin`, '')).not.toContain('/__admin');
  const { json: described } = await ask('GET', `${prefix}/~box/__admin/apis/dnl/openapi.json`);
  expect(described.servers[0].url).toBe(`${written}/~box/v1`);
  const { json: apis } = await ask('GET', `${prefix}/__admin/apis`);
  expect(apis.apis[0].basePath).toBe(`${written}/v1`);
  expect(apis.apis[0].operations[0].path).toContain(`${written}/v1/`);
  const { json: journal } = await ask('GET', `${prefix}/__admin/requests/unmatched`);
  const users = journal.requests.find((one: Json) => one.request.url.endsWith('/users/list'));
  expect(users.request.url).toBe(`${written}/v1/users/list`);
  expect(users.nearest).toContain(`GET ${written}/v1/user/list`);
  expect(users.curl).toContain(`${written}/v1/users/list'`);
}

describe('Where a host app has mounted the mock, every printed address has its prefix:', () => {
  test.each(['/mock', '/a/b/c', '/m.o-c_k~1', '/v1', '/%C3%A9t%C3%A9', '/a%20b', '/(x)', '/a@b', '/__admin', '/$&'])(
    '%s',
    async prefix => {
      const { ask } = await served(({ app }) => {
        const host = express();
        // what Express reads as a pattern is no path
        host.use(/[()$]/.test(prefix) ? new RegExp(`^${prefix.replace(/[()$]/g, '\\$&')}`) : prefix, app);
        return host;
      });
      await expectPlaced(ask, prefix);
    },
  );

  test('below another app that is mounted itself, and below a parameter', async () => {
    const { ask } = await served(({ app }) => express().use('/outer', express().use('/:tenant', app)));
    await expectPlaced(ask, '/outer/acme');
  });

  test('in an app that splits paths as Connect does', async () => {
    const { ask } = await served(({ app }) => (request, response) => {
      Object.assign(request, { originalUrl: request.url, url: request.url?.replace(/^\/mock/, '') });
      app(request, response);
    });
    await expectPlaced(ask, '/mock');
  });
});

describe('Behind a proxy that is trusted', () => {
  const proxied = async (headers: Record<string, string>, options: MockOptions = { trustProxy: true }) => {
    const { origin, mock } = await served(({ app }) => app, options);
    const plain = asking(origin, { 'X-Auth-Token': mock.tokens.dnl.admin });
    const ask: ReturnType<typeof asking> = (method, path, sent = {}) =>
      plain(method, path.replace(/^\/mock/, ''), { ...sent, headers: { ...headers, ...sent.headers } });
    return { ask, mock };
  };

  test.each(['/mock', '/mock/', '/mock, /'])('its prefix %s is in every printed address', async prefix => {
    const { ask } = await proxied({ 'X-Forwarded-Prefix': prefix });
    await expectPlaced(ask, '/mock');
  });

  test('a mount stands after its prefix', async () => {
    const { ask } = await served(({ app }) => express().use('/mount', app), { trustProxy: true });
    const { json } = await ask('GET', '/mount/nowhere', { headers: { 'X-Forwarded-Prefix': '/proxy' } });
    expect(json.detail).toBe('No operation matches GET /proxy/mount/nowhere.');
  });

  test.each<[Record<string, string>, string]>([
    [{ 'X-Forwarded-Host': 'demo.example' }, 'http://demo.example/v1/none'],
    [
      { 'X-Forwarded-Host': 'demo.example:8443, inner', 'X-Forwarded-Proto': 'https, http' },
      'https://demo.example:8443/v1/none',
    ],
    [{ 'X-Forwarded-Host': '[2001:db8::1]:80', 'X-Forwarded-Proto': 'HTTPS' }, 'https://[2001:db8::1]:80/v1/none'],
    [{ 'X-Forwarded-Prefix': '/p', 'X-Forwarded-Host': 'a.example' }, 'http://a.example/p/v1/none'],
    [{ Forwarded: 'for=192.0.2.60;proto=https;host=f.example' }, 'https://f.example/v1/none'],
    [{ Forwarded: 'host="f.example:81" ; Proto="https", for=1.2.3.4' }, 'https://f.example:81/v1/none'],
    [{ Forwarded: 'host=f.example', 'X-Forwarded-Host': 'x.example' }, 'http://x.example/v1/none'],
  ])("the curl of the journal uses the client's URL: %j", async (headers, address) => {
    const { ask } = await proxied(headers);
    await ask('GET', '/v1/none');
    const { json } = await ask('GET', '/__admin/requests', { headers: { 'X-Forwarded-Host': '', Forwarded: '' } });
    expect(json.requests[0].curl).toContain(`'${address}'`);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9, 10.0.0.1', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:80', '2001:db8::1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['unknown', '127.0.0.1'],
    ["'; drop", '127.0.0.1'],
  ])('a log-in from %s came from %s', async (sent, address) => {
    const { ask } = await proxied({ 'X-Forwarded-For': sent });
    const { json } = await ask('POST', '/v1/auth', { json: { email_or_name: 'admin', password: 'admin' } });
    expect(json.payload.user.login_ip).toBe(address);
  });

  test.each(['203.0.113.9', '127.0.0.1, 203.0.113.9', '203.0.113.9, 127.0.0.1', '2001:db8::1'])(
    'what others must not do is closed to those who come from %s',
    async address => {
      const { ask } = await proxied({ 'X-Forwarded-For': address });
      expect((await ask('GET', '/__admin/rules')).json.code).toBe('control-closed');
      expect((await ask('GET', '/~box/v1/user/list')).json.code).toBe('sandboxes-closed');
      expect((await ask('GET', '/v1/user/list', { headers: { Prefer: 'code=401' } })).status).toBe(200);
    },
  );

  test('a page of the proxy’s own origin may use the control plane with its token', async () => {
    const { ask } = await proxied({ 'X-Forwarded-Host': 'demo.example' }, { trustProxy: true, adminToken: 'right' });
    const from = (Origin: string) => ({ headers: { Origin, Authorization: 'Bearer right' } });
    expect((await ask('GET', '/__admin/rules', from('https://demo.example'))).status).toBe(200);
    expect((await ask('GET', '/__admin/rules', from('https://evil.example'))).status).toBe(403);
  });

  test('the control plane needs the name localhost from the proxy, too, or a token', async () => {
    const { ask } = await proxied({ 'X-Forwarded-Host': 'evil.example' });
    expect((await ask('GET', '/__admin/rules')).json.code).toBe('control-refused');
  });

  test('but one that is not trusted says nothing', async () => {
    const headers = {
      'X-Forwarded-Prefix': '/proxy',
      'X-Forwarded-Host': 'demo.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-For': '203.0.113.9',
      Forwarded: 'for=203.0.113.9;host=demo.example;proto=https',
    };
    const { ask } = await proxied(headers, {});
    expect((await ask('GET', '/nowhere')).json.detail).toBe('No operation matches GET /nowhere.');
    const { json } = await ask('GET', '/__admin/requests');
    expect(json.requests[0].curl).toMatch(/'http:\/\/127\.0\.0\.1:\d+\/nowhere'/);
    const login = await ask('POST', '/v1/auth', { json: { email_or_name: 'admin', password: 'admin' } });
    expect(login.json.payload.user.login_ip).toBe('127.0.0.1');
  });
});

test.each([
  ['"><script>alert(1)</script>'],
  ['javascript:alert(1)'],
  ['//evil.example'],
  ['/a//evil.example'],
  ['/\\evil.example'],
  ['https://evil.example'],
  ["/a'b"],
  ['/a b'],
  ['/..'],
  ['/a/../b'],
  ['/./a'],
  ['/a?b'],
  ['/a#b'],
  ['/é'],
  ['/a\r\nSet-Cookie: b'],
  ['/a;b'],
  ['mock'],
  ['/'],
  [`/${'a/'.repeat(30)}b`],
])('An invalid prefix is ignored: %j', value => {
  expect(forwardedOf({ 'x-forwarded-prefix': value }).prefix).toBeUndefined();
});

test.each([
  ['"><script>'],
  ['javascript:alert(1)'],
  ['a.example/path'],
  ['a.example:port'],
  ['user@a.example'],
  ["a.example'"],
  ['a b'],
  ['-a.example'],
  ['a.example\r\nX: y'],
  ['[::1'],
])('An invalid host is ignored: %j', value => {
  expect(forwardedOf({ 'x-forwarded-host': value }).host).toBeUndefined();
  expect(forwardedOf({ forwarded: `host="${value}"` }).host).toBeUndefined();
});

test.each(['javascript', 'ftp', 'https://', 'http\r\n', '"'])('An unsupported scheme is ignored: %j', value => {
  expect(forwardedOf({ 'x-forwarded-proto': value }).scheme).toBe(value.startsWith('http\r') ? 'http' : undefined);
});
