import { request } from 'node:http';
import { createGunzip } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { hasNginx, startNginx } from '../start-proxy.js';
import { startAdmin } from './start-admin.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** What has come of the events; they go on until the test ends. */
async function watch(socketPath: string, headers: Record<string, string> = {}) {
  const watcher = { text: '', headers: {} as Record<string, unknown> };
  await new Promise<void>((resolve, reject) => {
    const asked = request(
      { socketPath, path: '/__admin/events', headers: { Host: 'localhost', ...headers } },
      response => {
        watcher.headers = response.headers;
        const events = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response;
        events.setEncoding('utf8').on('data', chunk => {
          watcher.text += chunk;
        });
        events.on('error', () => {});
        response.on('error', () => {});
        resolve();
      },
    );
    asked.on('error', reject).end();
    stops.unshift(async () => void asked.destroy());
  });
  return watcher;
}

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

test.skipIf(!hasNginx).each([
  ['as it comes', '', undefined],
  ['that compresses', 'gzip on; gzip_types *; gzip_min_length 0; gzip_proxied any;', 'gzip'],
  ['with HTTP/1.1 to the mock', 'proxy_http_version 1.1; proxy_set_header Connection "";', undefined],
])('each event comes at once through an nginx %s (skipped where there is no nginx)', async (_, extra, coding) => {
  const server = await startAdmin();
  const socket = await startNginx(
    to => `server { listen unix:${to}; location / { proxy_pass ${server.url}; ${extra} } }`,
  );
  const watcher = await watch(socket, coding ? { 'Accept-Encoding': coding } : {});
  // each event must arrive before the next request, so that nothing later flushes it
  await waitFor(() => watcher.text.startsWith(': '));
  for (const id of [1, 2, 3]) {
    await server.total();
    await waitFor(() => watcher.text.includes(`\nid: ${id}\n`) && watcher.text.endsWith('\n\n'));
  }
  const again = await watch(socket, { 'Last-Event-ID': '2' });
  await waitFor(() => again.text.includes('\nid: 3\n'));
  expect(again.text).not.toContain('\nid: 2\n');
  expect(watcher.headers).toMatchObject({ 'content-type': 'text/event-stream' });
  expect(watcher.headers['content-encoding']).toBe(coding);
});
