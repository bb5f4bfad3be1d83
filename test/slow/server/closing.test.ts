import { once } from 'node:events';
import { expect, test } from 'vitest';
import { requestText, startServer, textUntilClosed } from '../../server/start-server.js';

/** Longer than closing may take, shorter than what a client may take to send its request. */
const SOON = 8000;

test.each([
  ['that is kept after an answer', 'GET /v1/user/list HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['that sent nothing, as browsers open them ahead', ''],
  ['that sent half a request', 'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nContent-Le'],
  ['that sent half a body', 'PATCH /acefone/v1/user/288256 HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n{"na'],
])('Closing does not wait for a connection %s', { timeout: SOON }, async (_, sent) => {
  const server = await startServer();
  const socket = await server.open();
  const closed = once(socket.resume(), 'close');
  if (sent) socket.write(sent);
  await server.total();
  await server.mock.close();
  await closed;
});

test('Closing waits for the response to a received request', async () => {
  const server = await startServer();
  const socket = await server.open();
  const received = textUntilClosed(socket);
  const body = '{"name":"last"}';
  socket.write(
    requestText('PATCH /acefone/v1/user/288256', {
      headers: { 'Content-Length': body.length, Connection: 'keep-alive' },
    }),
  );
  await server.total();
  const closing = server.mock.close();
  socket.write(body);
  expect(await received).toMatch(/^HTTP\/1\.1 200 /);
  await closing;
});

test('After closing, the port is free', async () => {
  const { mock, ask } = await startServer();
  await mock.close();
  await expect(ask('GET', '/v1/user/list')).rejects.toThrow('ECONNREFUSED');
});

test('Closing twice is the same as closing once', async () => {
  const { mock } = await startServer();
  await Promise.all([mock.close(), mock.close()]);
  await mock.close();
});

test('A mock can listen on several ports, and all of them close', async () => {
  const { mock, ask, url } = await startServer();
  const other = await mock.listen();
  expect(other).not.toBe(url);
  expect((await fetch(`${other}/v1/user/list`)).status).toBe(401);
  await mock.close();
  await expect(fetch(`${other}/v1/user/list`)).rejects.toThrow();
  await expect(ask('GET', '/v1/user/list')).rejects.toThrow();
});

test('A port in use is a problem', async () => {
  const { mock, url } = await startServer();
  const port = Number(new URL(url).port);
  await expect(mock.listen(port)).rejects.toMatchObject({
    code: 'listen-failed',
    message: expect.stringContaining(String(port)),
  });
});
