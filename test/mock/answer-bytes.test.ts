import { expect, test } from 'vitest';
import { fakeApp, served } from './fake-api.js';

test('An answer may be bytes as well as text', async () => {
  const text = '{"ok":true,"name":"Zoë 🎭"}';
  for (const json of [text, Buffer.from(text), new Uint8Array(Buffer.from(text))]) {
    const { app } = await fakeApp({ answer: () => ({ status: 200, json: json as string }) });
    const response = await fetch(`${(await served(app)).url}/read`);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(await response.text()).toBe(text);
  }
});
