import { describe, expect, test } from 'vitest';
import { startServer } from './start-server.js';

const ORIGIN = { Origin: 'http://localhost:3000' };

const listOf = (header: unknown) => String(header).split(/, */);

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
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-headers']).toBe(asked);
    expect(listOf(headers['access-control-allow-methods'])).toEqual(
      expect.arrayContaining(['GET', 'POST', 'PATCH', 'DELETE']),
    );
    expect(listOf(headers.vary)).toContain('Access-Control-Request-Headers');
  });

  test('not even where a token is asked for by Acefone', async () => {
    const { ask } = await startServer({ profile: 'observed' });
    expect((await ask('OPTIONS', '/acefone/v1/user/288256', { headers: ORIGIN })).status).toBe(204);
  });

  test('and one that asks for no headers allows none by name', async () => {
    const { ask } = await startServer();
    const { status, headers } = await ask('OPTIONS', '/v1/user/list', { headers: ORIGIN });
    expect(status).toBe(204);
    expect(headers).not.toHaveProperty('access-control-allow-headers');
  });
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
    expect(headers['access-control-allow-origin']).toBe('*');
    // all of them, as no page sends credentials where the origin is any
    expect(headers['access-control-expose-headers']).toBe('*');
  });

  test('also what came without an origin', async () => {
    const { asAdmin } = await startServer();
    expect((await asAdmin('GET', '/v1/user/list')).headers['access-control-allow-origin']).toBe('*');
  });
});

test('Nothing is answered that only fits another server', async () => {
  const { asAdmin } = await startServer();
  expect((await asAdmin('GET', '/v1/user/list')).headers).not.toHaveProperty('x-powered-by');
});
