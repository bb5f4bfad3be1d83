import { describe, expect, test } from 'vitest';
import { startAdmin } from '../../admin/start-admin.js';

describe('Sandboxes', () => {
  test('are created, listed, replaced and deleted', async () => {
    const server = await startAdmin();
    expect((await server.admin('PUT', '/sandboxes/a')).status).toBe(204);
    await server.create('/~b');
    await server.create('/~a');
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: ['b', 'a'] });
    expect(await server.totalIn('/~a')).toBe(6);
    await server.admin('PUT', '/sandboxes/a');
    expect(await server.totalIn('/~a')).toBe(5);
    expect((await server.admin('DELETE', '/sandboxes/a')).status).toBe(204);
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: ['b'] });
    expect(await server.admin('DELETE', '/sandboxes/a')).toMatchObject({
      status: 404,
      body: { code: 'no-such-sandbox', detail: 'There is no sandbox a. Sandboxes: b.' },
    });
  });

  test('are made from a snapshot', async () => {
    const server = await startAdmin();
    await server.admin('PUT', '/snapshots/five');
    await server.create();
    await server.admin('PUT', '/sandboxes/a', { json: { snapshot: 'five' } });
    expect([await server.totalIn('/~a'), await server.total()]).toEqual([5, 6]);
    expect((await server.admin('PUT', '/sandboxes/b', { json: { snapshot: 'none' } })).body.code).toBe(
      'no-such-snapshot',
    );
    expect((await server.admin('PUT', '/sandboxes/b', { json: { from: 'five' } })).body.detail).toBe(
      '/from is unknown; the known names are snapshot.',
    );
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: ['a'] });
  });

  test.each(['a%20b', '%C3%A9', 'x'.repeat(65)])('cannot have the name %s', async name => {
    const server = await startAdmin();
    expect(await server.admin('PUT', `/sandboxes/${name}`)).toMatchObject({
      status: 400,
      body: { code: 'sandbox-name-invalid' },
    });
    expect((await server.admin('GET', '/rules', { in: name })).body.code).toBe('sandbox-name-invalid');
  });

  test('have no sandboxes themselves', async () => {
    const server = await startAdmin();
    for (const [method, path] of [
      ['GET', '/sandboxes'],
      ['PUT', '/sandboxes/b'],
      ['DELETE', '/sandboxes/a'],
    ] as const) {
      expect(await server.admin(method, path, { in: 'a' })).toMatchObject({
        status: 404,
        body: { code: 'no-such-operation', detail: 'A sandbox has no sandboxes.' },
      });
    }
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: [] });
  });

  test('are created by operations on them, and not by those that are the same everywhere', async () => {
    const server = await startAdmin();
    for (const path of ['/health', '/version', '/apis', '/metrics', '/openapi.json', '/none']) {
      await server.admin('GET', path, { in: 'a' });
    }
    await server.admin('POST', '/rules', { in: 'a', json: {} });
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: [] });
    await server.admin('GET', '/rules', { in: 'a' });
    expect((await server.admin('GET', '/sandboxes')).body).toEqual({ sandboxes: ['a'] });
  });

  test('name themselves in each of their responses, problems too', async () => {
    const server = await startAdmin();
    for (const path of ['/v1/user/1', '/v1/user/99', '/v1/user/list?page=x', '/v1/user/1?__code=404', '/v1/none']) {
      expect((await server.asAdmin('GET', `/~a${path}`)).headers['understudy-sandbox']).toBe('a');
    }
    const headers = { Prefer: 'code=299' };
    const refused = await server.asAdmin('GET', '/~a/v1/user/1', { headers });
    expect([refused.status, refused.headers['understudy-sandbox']]).toEqual([400, 'a']);
    expect((await server.asAdmin('GET', '/v1/user/1')).headers).not.toHaveProperty('understudy-sandbox');
  });

  test('have a separate journal', async () => {
    const server = await startAdmin();
    await server.list('/~a');
    await server.asAdmin('GET', '/~a/v1/none');
    await server.total();
    const seen = async (sandbox?: string) => {
      const { requests } = (await server.admin('GET', '/requests', { ...(sandbox && { in: sandbox }) })).body;
      return requests.map(({ request, sandbox }: { request: { url: string }; sandbox?: string }) => [
        request.url,
        sandbox,
      ]);
    };
    expect(await seen('a')).toEqual([
      ['/~a/v1/none', 'a'],
      ['/~a/v1/user/list', 'a'],
    ]);
    expect(await seen()).toEqual([['/v1/user/list', undefined]]);
    await server.admin('DELETE', '/requests', { in: 'a' });
    expect([await seen('a'), (await seen()).length]).toEqual([[], 1]);
  });

  test('read and replace only their records', async () => {
    const server = await startAdmin();
    const path = '/records/dnl/roles';
    const { records } = (await server.admin('GET', path)).body;
    const json = { records: records.slice(0, 2) };
    expect((await server.admin('PUT', path, { in: 'a', json })).status).toBe(204);
    expect((await server.admin('GET', path, { in: 'a' })).body.records).toHaveLength(2);
    expect((await server.admin('GET', path)).body.records).toEqual(records);
  });

  test.each<[string, string, { method: string; path: string; body?: string }]>([
    ['forgotten', 'DELETE', { method: 'GET', path: '/v1/user/list' }],
    ['forgotten', 'DELETE', { method: 'POST', path: '/v1/user/create', body: BODY }],
    ['made anew', 'PUT', { method: 'POST', path: '/v1/user/create', body: BODY }],
    ['made anew', 'PUT', { method: 'PATCH', path: '/v1/user/all', body: '{"active":true}' }],
  ])('that are %s by %s refuse what still waits in them: %j', async (_, method, asked) => {
    const server = await startAdmin();
    const waitUntilGone = async (delay: number): Promise<{ status: number; text: string }> => {
      const headers = { Prefer: `delay=${delay}` };
      const waiting = server.asAdmin(asked.method, `/~a${asked.path}`, { ...asked, headers });
      while ((await server.admin('GET', '/sandboxes')).body.sandboxes.length === 0);
      await server.admin(method, '/sandboxes/a');
      const response = await waiting;
      if (response.status === 409) return response;
      // on a busy machine the request had its response before the sandbox was gone
      await server.admin('DELETE', '/sandboxes/a');
      return waitUntilGone(delay * 2);
    };
    const { status, text } = await waitUntilGone(300);
    expect([status, JSON.parse(text).code]).toEqual([409, 'sandbox-gone']);
    expect(await server.totalIn('/~a')).toBe(5);
    expect(server.failures).toEqual([]);
  });
});

const BODY = '{"name":"late","passwd":"x","user_type":"agent","email":null}';
