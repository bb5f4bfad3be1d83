import { expect, onTestFinished, test } from 'vitest';
import { requestText, textUntilClosed } from '../mock/start-server.js';
import { startControl } from './start-control.js';

test('Many records are read whole by who reads slowly, without a listener left behind', async () => {
  const server = await startControl({ users: 40_000 });
  const warnings: unknown[] = [];
  const warn = (warning: unknown) => warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const socket = await server.open();
  const text = textUntilClosed(socket);
  socket.on('data', () => {
    socket.pause();
    setImmediate(() => socket.resume());
  });
  socket.write(requestText('GET /__admin/records/dnl/users'));
  const [, body = ''] = (await text).split('\r\n\r\n');
  const json = JSON.parse(unchunked(body));
  expect(json.records).toHaveLength(40_000);
  expect(warnings).toEqual([]);
});

test('Who leaves in the middle of many records breaks nothing', async () => {
  const server = await startControl({ users: 40_000 });
  const socket = await server.open();
  socket.write(requestText('GET /__admin/records/dnl/users'));
  await new Promise(resolve => socket.once('data', resolve));
  socket.pause();
  await server.total();
  socket.resetAndDestroy();
  expect(await server.total()).toBe(40_000);
});

/** A body without what says how long its chunks are. */
function unchunked(text: string): string {
  const chunks: string[] = [];
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.toString('latin1', at, end), 16);
    chunks.push(bytes.toString('utf8', end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return chunks.join('');
}
