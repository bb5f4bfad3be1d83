import { expect, test } from 'vitest';
import { releaseBuffer, responseBytes } from '../../../src/kernel/index.js';
import { fakeApp, served } from '../../server/fake-api.js';

test('A response may be bytes or text', async () => {
  const text = '{"ok":true,"name":"Zoë 🎭"}';
  for (const json of [text, Buffer.from(text), new Uint8Array(Buffer.from(text))]) {
    const { app } = await fakeApp({ respond: () => ({ status: 200, body: json as string }) });
    const response = await fetch(`${(await served(app)).url}/read`);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(await response.text()).toBe(text);
  }
});

test.each([
  ['16 KiB', 16 * 1024],
  ['1 MiB', 1024 * 1024],
])('Of many response buffers of %s, 4 MiB are kept for reuse', (_, size) => {
  const lend = () => Array.from({ length: 500 }, () => responseBytes(size));
  const before = lend();
  before.forEach(releaseBuffer);
  const known = new Set(before.map(({ buffer }) => buffer));
  const again = lend().filter(({ buffer }) => known.has(buffer));
  expect(again.length * size).toBe(4 * 1024 * 1024);
});
