import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { requestText, startServer } from './start-server.js';

const ORIGIN = { Origin: 'http://localhost:3000' };

const listOf = (header: unknown) => String(header).split(/, */);

/** Whether a page may read all of a response, even if it sends credentials. */
function expectReadable(headers: IncomingHttpHeaders, origin = ORIGIN.Origin) {
  expect(headers['access-control-allow-origin']).toBe(origin);
  expect(headers['access-control-allow-credentials']).toBe('true');
  expect(listOf(headers.vary)).toContain('Origin');
  const exposed = listOf(headers['access-control-expose-headers']).map(name => name.toLowerCase());
  const own = Object.keys(headers).filter(name => /^(understudy-|x-|allow$|retry-after$|date$)/.test(name));
  expect(exposed).toEqual(expect.arrayContaining(own));
  expect(exposed).not.toContain('*');
}

describe('A preflight needs no token', () => {
  test.each([
    ['/v1/user/list'],
    ['/v1/user/1795'],
    ['/v1/user/create'],
    ['/v1/user/all'],
    ['/dnl/v1/user/list'],
    ['/acefone/v1/user/288256'],
    ['/v1//user/1'],
    ['/'],
    ['/no/such/path'],
    ['/v1/user/%zz'],
    ['/v1/user/list?order_by=nonsense&%zz'],
  ])('on %s', async path => {
    const { ask } = await startServer();
    const asked = 'x-auth-token,content-type,X-Something-Else';
    const { status, headers, text } = await ask('OPTIONS', path, {
      headers: { ...ORIGIN, 'Access-Control-Request-Method': 'PATCH', 'Access-Control-Request-Headers': asked },
    });
    expect([status, text]).toEqual([204, '']);
    expect(headers['access-control-allow-origin']).toBe(ORIGIN.Origin);
    expect(headers['access-control-allow-credentials']).toBe('true');
    expect(headers['access-control-allow-headers']).toBe(asked);
    expect(listOf(headers['access-control-allow-methods'])).toEqual(
      expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    );
    expect(listOf(headers.vary)).toEqual(expect.arrayContaining(['Origin', 'Access-Control-Request-Headers']));
  });

  test('not even where Acefone requires a token', async () => {
    const { ask } = await startServer({ profile: 'observed' });
    expect((await ask('OPTIONS', '/acefone/v1/user/288256', { headers: ORIGIN })).status).toBe(204);
  });

  test('and without requested headers it names no allowed headers', async () => {
    const { ask } = await startServer();
    const { status, headers } = await ask('OPTIONS', '/v1/user/list', { headers: ORIGIN });
    expect(status).toBe(204);
    expect(headers).not.toHaveProperty('access-control-allow-headers');
  });
});

test.each([
  ['PATCH', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
  ['PROPFIND', 'GET, HEAD, POST, PUT, PATCH, DELETE, PROPFIND'],
  ['x-mine', 'GET, HEAD, POST, PUT, PATCH, DELETE, x-mine'],
  ['no token', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
  ['a,b', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
])('A preflight for the method %s allows %s, since a page has to be able to read a 405', async (asked, methods) => {
  const { ask } = await startServer();
  const { headers } = await ask('OPTIONS', '/v1/user/1', {
    headers: { ...ORIGIN, 'Access-Control-Request-Method': asked },
  });
  expect(headers['access-control-allow-methods']).toBe(methods);
});

test('A preflight from a page of the internet allows calls to this machine, if it requests that', async () => {
  const { ask } = await startServer();
  const preflight = (headers: Record<string, string>) =>
    ask('OPTIONS', '/v1/user/1', { headers: { ...ORIGIN, ...headers } });
  const asking = await preflight({ 'Access-Control-Request-Private-Network': 'true' });
  expect(asking.headers['access-control-allow-private-network']).toBe('true');
  const silent = await preflight({});
  expect(silent.headers).not.toHaveProperty('access-control-allow-private-network');
  expect(listOf(silent.headers.vary)).toContain('Access-Control-Request-Private-Network');
});

describe('A page of any origin may read', () => {
  test.each([
    [200, 'GET', '/v1/user/list', {}, true],
    [400, 'GET', '/v1/user/list?page=x', {}, true],
    [400, 'POST', '/v1/user/create', { body: '{' }, true],
    [401, 'GET', '/v1/user/list', {}, false],
    [404, 'GET', '/v1/user/999', {}, true],
    [404, 'GET', '/nowhere', {}, false],
    [405, 'DELETE', '/v1/auth/as_client', {}, false],
    [413, 'POST', '/v1/user/create', { body: `"${'x'.repeat(1024 * 1024)}"` }, true],
    [200, 'PATCH', '/acefone/v1/user/288256', { body: '{"nick":1}' }, false],
    [404, 'PATCH', '/acefone/v1/user/1', {}, false],
  ] as const)('a %i of %s %s', async (expected, method, path, sent, isAdmin) => {
    const { ask, asAdmin } = await startServer();
    const { status, headers } = await (isAdmin ? asAdmin : ask)(method, path, { ...sent, headers: ORIGIN });
    expect(status).toBe(expected);
    expectReadable(headers);
  });

  test('a 414, and HEAD', async () => {
    const { ask, asAdmin } = await startServer();
    const long = await ask('GET', `/v1/user/list?name=${'x'.repeat(20_000)}`, { headers: ORIGIN });
    expect(long.status).toBe(414);
    expectReadable(long.headers);
    const head = await asAdmin('HEAD', '/v1/user/list', { headers: ORIGIN });
    expect(head.status).toBe(200);
    expectReadable(head.headers);
  });

  test('the response of a rule, with the headers of the rule, and its rate limit', async () => {
    const { ask } = await startServer();
    const add = (rule: object) => ask('POST', '/__admin/rules', { body: JSON.stringify(rule) });
    await add({ match: {}, response: { status: 503, headers: { 'X-Mine': '1', Vary: 'X-Mine' }, body: {} } });
    const ruled = await ask('GET', '/v1/user/1', { headers: ORIGIN });
    expectReadable(ruled.headers);
    expect(listOf(ruled.headers.vary)).toEqual(['X-Mine', 'Origin']);
    await add({ match: {}, rateLimit: { requests: 1, seconds: 60 } });
    await ask('GET', '/v1/user/1', { headers: ORIGIN });
    const limited = await ask('GET', '/v1/user/1', { headers: ORIGIN });
    expect(limited.status).toBe(429);
    expectReadable(limited.headers);
    expect(listOf(limited.headers['access-control-expose-headers'])).toContain('Retry-After');
  });

  test('the head of a response that a fault breaks afterwards', async () => {
    const { converse } = await startServer();
    const headers = { ...ORIGIN, Prefer: 'fault=MALFORMED_RESPONSE_CHUNK' };
    const text = await converse(requestText('GET /v1/user/1', { headers }));
    expect(text).toContain(`Access-Control-Allow-Origin: ${ORIGIN.Origin}\r\nAccess-Control-Allow-Credentials: true`);
  });

  test.each([
    ['http://localhost'],
    ['https://app.example.com:8443'],
    ['http://[::1]:5173'],
    ['http://127.0.0.1:3000'],
    ['https://xn--bcher-kva.example'],
    ['chrome-extension://abcdefghijklmnop'],
    ['moz-extension://0b1c-22'],
    ['capacitor://localhost'],
    ['file://'],
    ['null'],
  ])('whose name is %s', async origin => {
    const { asAdmin } = await startServer();
    expectReadable((await asAdmin('GET', '/v1/user/1', { headers: { Origin: origin } })).headers, origin);
  });

  test.each([
    ['without an origin', undefined],
    ['with an empty origin', ''],
    ['whose origin is none', '*'],
    ['whose origin has a path', 'http://a.example/b'],
    ['whose origin is two', 'http://a.example, http://b.example'],
    ['whose origin is markup', '"><script>alert(1)</script>'],
    ['whose origin is a script', 'javascript:alert(1)'],
    ['whose origin has odd letters', 'http://\u00ff'],
  ])('and a client %s, but without credentials', async (_, origin) => {
    const { asAdmin } = await startServer();
    const { status, headers } = await asAdmin('GET', '/v1/user/1', {
      headers: origin === undefined ? {} : { Origin: origin },
    });
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    expect(listOf(headers.vary)).toContain('Origin');
  });

  test('unless a rule has its own policy', async () => {
    const { ask } = await startServer();
    const headers = { 'access-control-allow-origin': 'https://other.example' };
    const rule = { match: {}, response: { status: 200, headers, body: {} } };
    await ask('POST', '/__admin/rules', { body: JSON.stringify(rule) });
    const result = await ask('GET', '/v1/user/1', { headers: ORIGIN });
    expect(result.headers['access-control-allow-origin']).toBe('https://other.example');
    expect(result.headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

test('No header is sent that only another server would need', async () => {
  const { asAdmin } = await startServer();
  expect((await asAdmin('GET', '/v1/user/list')).headers).not.toHaveProperty('x-powered-by');
});
