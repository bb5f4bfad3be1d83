import { expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

test('A used up rule is not copied to a new sandbox; any other starts again there', async () => {
  const server = await startAdmin();
  for (const [operation, status] of [
    ['listUsers', 501],
    ['getUser', 502],
  ] as const) {
    await server.admin('POST', '/rules', { json: { match: { operation }, times: 2, response: { status } } });
  }
  const user = async (prefix: string) => (await server.asAdmin('GET', `${prefix}/v1/user/1`)).status;
  const list = async (prefix: string) => (await server.list(prefix)).status;
  expect([await list(''), await list(''), await user('')]).toEqual([501, 501, 502]);
  expect(await list('/~a')).toBe(200);
  expect([await user('/~a'), await user('/~a'), await user('/~a')]).toEqual([502, 502, 200]);
  await server.admin('PUT', '/sandboxes/b');
  await server.admin('POST', '/reset', { in: 'b' });
  expect([await list('/~b'), await user('/~b')]).toEqual([200, 502]);
  await server.admin('POST', '/reset');
  expect((await server.admin('GET', '/rules')).body).toEqual({ rules: [] });
});
