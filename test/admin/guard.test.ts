import { describe, expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

const ASKED = ['/rules', '/requests', '/metrics', '/version', '/none', '/openapi.json'];

describe('The control plane lets in', () => {
  test.each(['localhost', 'localhost:8000', '127.0.0.1', '127.8.9.1:80', '[::1]:8000', 'LOCALHOST', 'app.localhost:1'])(
    'who calls it %s',
    async host => {
      const server = await startAdmin();
      expect((await server.admin('GET', '/rules', { headers: { Host: host } })).status).toBe(200);
    },
  );

  test('its own pages', async () => {
    const server = await startAdmin();
    const headers = { Host: 'localhost:8000', Origin: 'http://localhost:8000', 'Sec-Fetch-Site': 'same-origin' };
    expect((await server.admin('POST', '/reset', { headers })).status).toBe(204);
  });

  test('a client with HTTP/1.0, which has no host names', async () => {
    const server = await startAdmin();
    const text = await server.converse('GET /__admin/rules HTTP/1.0\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});

describe('The control plane refuses', () => {
  test.each([
    'evil.example',
    'evil.example:8000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    'localhost:8000:1',
  ])('a client that calls it %s, as a page does whose name was pointed to this address', async host => {
    const server = await startAdmin();
    for (const path of ASKED) {
      const { status, body } = await server.admin('GET', path, { headers: { Host: host } });
      expect([status, body.code]).toEqual([403, 'control-refused']);
    }
    expect((await server.admin('GET', '/health', { headers: { Host: host } })).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['by its origin', { Origin: 'http://evil.example' }],
    ['by its origin, though on this machine', { Origin: 'http://localhost:3000' }],
    ['that hides its origin', { Origin: 'null' }],
    ['by what its browser says', { 'Sec-Fetch-Site': 'cross-site' }],
    ['by what its browser says, though of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('a page of another site, with %s', async (_, told) => {
    const server = await startAdmin();
    await server.create();
    const headers = { ...told, 'Content-Type': 'text/plain' };
    for (const [method, path] of [
      ['POST', '/reset'],
      ['GET', '/requests'],
      ['PUT', '/settings'],
      ['DELETE', '/requests'],
    ] as const) {
      const { status, body } = await server.admin(method, path, { headers });
      expect([status, body.code]).toEqual([403, 'control-refused']);
    }
    expect(await server.total()).toBe(6);
    expect((await server.admin('GET', '/health', { headers })).status).toBe(200);
  });

  test('preflights, without any CORS header, as in all of its responses', async () => {
    const server = await startAdmin();
    const headers = { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' };
    for (const path of ['/reset', '/rules', '/none', '/health', '']) {
      const response = await server.admin('OPTIONS', path, { headers });
      expect(response.status).toBeGreaterThanOrEqual(403);
      expect(response.headers).not.toHaveProperty('allow');
    }
    expect((await server.admin('OPTIONS', '/rules')).status).toBe(405);
    expect((await server.admin('GET', '/health')).headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
});

describe('With a token the control plane', () => {
  const options = { adminToken: 'open-sesame' };

  test('requires it for every path except health', async () => {
    const server = await startAdmin(options);
    for (const path of ASKED) {
      for (const Authorization of ['', 'Bearer', 'Bearer open-sesam', 'Bearer open-sesame-too', 'Basic open-sesame']) {
        const response = await server.admin('GET', path, { headers: Authorization ? { Authorization } : {} });
        expect([path, response.status]).toEqual([path, 401]);
        expect(response.headers['www-authenticate']).toBe('Bearer');
        expect(response.body.code).toBe('control-token-wrong');
      }
    }
    expect(await server.admin('GET', '/health')).toMatchObject({ status: 200, text: '{"status":"ok"}\n' });
    expect((await server.admin('GET', '/health', { in: 'a' })).status).toBe(200);
    for (const Authorization of ['Bearer open-sesame', 'bearer  open-sesame']) {
      expect((await server.admin('GET', '/rules', { headers: { Authorization } })).status).toBe(200);
      expect((await server.admin('GET', '/rules', { in: 'a', headers: { Authorization } })).status).toBe(200);
    }
  });

  test('can be called by any host name, but not by pages of other sites', async () => {
    const server = await startAdmin(options);
    const headers = { Authorization: 'Bearer open-sesame', Host: 'mock.example' };
    expect((await server.admin('GET', '/rules', { headers })).status).toBe(200);
    const crossing = { ...headers, Origin: 'http://evil.example' };
    expect((await server.admin('POST', '/reset', { headers: crossing })).status).toBe(403);
  });

  test('does not show the token', async () => {
    const server = await startAdmin(options);
    const headers = { Authorization: 'Bearer open-sesame' };
    await server.ask('GET', '/v1/user/1', { headers });
    for (const path of ['/requests', '/metrics', '/openapi.json', '/version', '/settings']) {
      expect((await server.admin('GET', path, { headers })).text).not.toContain('open-sesame');
    }
  });
});
