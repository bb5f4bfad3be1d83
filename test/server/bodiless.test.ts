import { expect, test } from 'vitest';
import { requestText, startServer } from './start-server.js';

test.each([
  ['204', { status: 204 }],
  ['304', { status: 304, headers: { ETag: '"x"' } }],
])('A rule that responds %s sends no body and no length, and the connection stays open', async (_, response) => {
  const server = await startServer();
  const rule = JSON.stringify({ match: { operation: 'getUser' }, times: 1, response });
  expect((await server.ask('POST', '/__admin/rules', { body: rule })).status).toBe(201);
  const text = await server.converse(
    'GET /v1/user/1 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    requestText('GET /v1/user/2', { headers: server.token }),
  );
  const [first = '', second = '', body, ...more] = text.split('\r\n\r\n');
  expect(first).toMatch(new RegExp(`^HTTP/1\\.1 ${response.status} `));
  expect(first).not.toMatch(/content-length|transfer-encoding/i);
  expect(second).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(JSON.parse(body ?? '').payload.user_id).toBe(2);
  expect(more).toEqual([]);
});
