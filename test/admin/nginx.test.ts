import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type AdminClient, startAdmin } from './start-admin.js';

// Debian has it where only root looks
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
const isInstalled = spawnSync('nginx', ['-v'], { env }).error === undefined;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** An nginx of Debian as it comes, but for `proxy_pass`; it listens on a socket in its own folder, which no one else has. */
async function startNginx(server: AdminClient, extra = ''): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-nginx-'));
  const socket = join(folder, 'nginx.sock');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${join(folder, name)};`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr;
    events {}
    http {
      ${temporary.join(' ')} access_log off;
      server { listen unix:${socket}; location / { proxy_pass ${server.url}; ${extra} } }
    }`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { env });
  const ended = new Promise<void>(resolve => nginx.on('exit', () => resolve()));
  stops.push(async () => {
    nginx.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });
  let said = '';
  nginx.stderr.on('data', chunk => {
    said += chunk;
  });
  while ((await ask(socket, '/__admin/health').catch(() => undefined)) !== 200) {
    if (nginx.exitCode !== null) throw new Error(said);
  }
  return socket;
}

function ask(socketPath: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, headers: { Host: 'localhost' } }, response => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    asked.on('error', reject).end();
  });
}

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

test.skipIf(!isInstalled).each([
  ['as it comes', '', undefined],
  ['that compresses', 'gzip on; gzip_types *; gzip_min_length 0; gzip_proxied any;', 'gzip'],
  ['with HTTP/1.1 to the mock', 'proxy_http_version 1.1; proxy_set_header Connection "";', undefined],
])('each event comes at once through an nginx %s (skipped where there is no nginx)', async (_, extra, coding) => {
  const server = await startAdmin();
  const socket = await startNginx(server, extra);
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
