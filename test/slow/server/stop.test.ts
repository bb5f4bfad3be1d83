import { once } from 'node:events';
import { expect, test } from 'vitest';
import { requestText, startServer, textUntilClosed } from '../../server/start-server.js';

/** Shorter than what requests that go on are waited for. */
const SOON = 4000;

test('A delayed request gets its response before the mock has closed', async () => {
  const finished: string[] = [];
  const { mock, asAdmin, total } = await startServer({
    onFinished: ({ url, status }) => finished.push(`${url} ${status}`),
  });
  const delayed = asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'delay=300' } });
  await total();
  await mock.close();
  expect(finished).toContain('/v1/user/1 200');
  expect((await delayed).status).toBe(200);
});

test('A request that is delayed for longer than a stop may take is broken off', async () => {
  const { mock, asAdmin, total } = await startServer();
  const delayed = asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'delay=30000' } });
  const refused = expect(delayed).rejects.toThrow('socket hang up');
  await total();
  await mock.close();
  await refused;
});

test('The stream of a watcher ends immediately', { timeout: SOON }, async () => {
  const { mock, url } = await startServer();
  const watching = await fetch(`${url}/__admin/events`);
  const sandboxed = await fetch(`${url}/~box/__admin/events`);
  await mock.close();
  for (const { body } of [watching, sandboxed]) {
    let told = '';
    for await (const bytes of body ?? []) told += Buffer.from(bytes).toString();
    expect(told).toMatch(/^: /);
  }
});

test('A watcher that has left does not delay the stop', { timeout: SOON }, async () => {
  const { mock, open } = await startServer();
  const socket = await open();
  socket.write(requestText('GET /__admin/events', { headers: { Connection: 'keep-alive' } }));
  await once(socket, 'data');
  socket.destroy();
  await mock.close();
});

test('A request on a new connection gets its response although the stop has begun', { timeout: SOON }, async () => {
  const { mock, open, total } = await startServer();
  const socket = await open();
  await total();
  const received = textUntilClosed(socket);
  socket.write(requestText('GET /nowhere', { headers: { Connection: 'keep-alive' } }));
  await mock.close();
  expect(await received).toMatch(/^HTTP\/1\.1 404 /);
});

test('So does one that waits for 100 Continue', { timeout: SOON }, async () => {
  const { mock, open } = await startServer();
  const socket = await open();
  const headers = { Connection: 'keep-alive', Expect: '100-continue', 'Content-Length': '15' };
  socket.write(requestText('PATCH /acefone/v1/user/288256', { headers }));
  await once(socket, 'data');
  const received = textUntilClosed(socket);
  const closing = mock.close();
  // after others were ended
  await new Promise(resolve => setTimeout(resolve, 300));
  socket.write('{"name":"last"}');
  expect(await received).toMatch(/^HTTP\/1\.1 200 /);
  await closing;
});
