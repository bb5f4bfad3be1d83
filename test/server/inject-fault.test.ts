import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { FAULTS } from '../../src/rules/index.js';
import { injectFault } from '../../src/server/overrides/apply-overrides.js';

test.each(FAULTS)('%s closes the connection of a client that has just half-closed it', async fault => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  client.on('error', () => {});
  client.resume().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [, response] = await once(server, 'request');
  const socket: Socket = response.socket;
  socket.on('error', () => {});
  const closed = new Promise(resolve => socket.once('close', resolve));
  // as Node does once a client has half-closed
  socket.end();
  injectFault({ response, cors: true }, fault);
  await closed;
  expect(socket.destroyed).toBe(true);
});
