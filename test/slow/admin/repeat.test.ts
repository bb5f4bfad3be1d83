import { describe, expect, test } from 'vitest';
import { bodyOf, startAdmin } from '../../admin/start-admin.js';
import { bash } from '../../target/bash.js';

const NEW = '{"name":"it\'s \\"$HOME\\" `new`","passwd":"x","user_type":"agent","email":null}';

/** Requests that get the same response again. */
const ASKED: [string, { method?: string; path: string; headers?: Record<string, string>; body?: string }][] = [
  ['a list', { path: "/v1/user/list?user_type=agent&name=it's&per_page=2" }],
  ['one user', { path: '/v1//user/1' }],
  ['a wrong parameter', { path: '/v1/user/list?page=x&b=[1-3]{a}' }],
  ['a patch', { method: 'PATCH', path: '/v1/user/1', body: '{"first_name":"it\'s $HOME"}' }],
  [
    'a form that is JSON',
    {
      method: 'PATCH',
      path: '/v1/user/1',
      body: '{"first_name":"é"}',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    },
  ],
  ['what is no JSON', { method: 'POST', path: '/v1/user/create', body: '{\n"name"' }],
  ['a preference', { path: '/v1/user/1', headers: { Prefer: 'code=404, reading="text-match=contains"' } }],
  ['a path that nothing has', { path: '/v1/%7Enone' }],
  ['a sandbox', { path: '/~a/v1/user/2', headers: { 'X-Odd': '"quoted" $(date)' } }],
];

describe('The curl of an entry, pasted into bash with the token set, repeats', () => {
  test.each(ASKED)('%s', async (_, { method = 'GET', path, headers = {}, body = '' }) => {
    const server = await startAdmin();
    const result = await server.asAdmin(method, path, { headers, body });
    const from = path.startsWith('/~a') ? { in: 'a' } : {};
    const before = (await server.admin('GET', '/requests/1', from)).body;
    expect(before.curl).toContain('$UNDERSTUDY_TOKEN');
    const printed = await bash(before.curl, { UNDERSTUDY_TOKEN: server.mock.tokens.dnl.admin });
    expect(printed).toBe(result.text);
    const again = (await server.admin('GET', '/requests/2', from)).body;
    expect(again.request).toMatchObject({
      method,
      url: before.request.url,
      ...(before.request.body && { body: before.request.body }),
    });
    expect(again.response.status).toBe(result.status);
  });

  test('a creation, but for the password, which is never shown', async () => {
    const server = await startAdmin();
    await server.asAdmin('POST', '/v1/user/create', { body: NEW });
    const { curl } = (await server.admin('GET', '/requests/1')).body;
    const printed = await bash(curl, { UNDERSTUDY_TOKEN: server.mock.tokens.dnl.admin, UNDERSTUDY_SECRET: 'x' });
    expect(JSON.parse(printed)).toEqual({ object_id: 7, success: true });
    const [first, second] = [6, 7].map(async id => bodyOf(await server.asAdmin('GET', `/v1/user/${id}`)).payload.name);
    expect(await first).toBe('it\'s "$HOME" `new`');
    expect(await second).toBe(await first);
  });
});
