import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

// Debian has them where only root looks
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
const isThere = (command: string) => spawnSync(command, ['-v'], { env }).error === undefined;

export const hasNginx = isThere('nginx');
export const hasHaproxy = isThere('haproxy');

/** An nginx of Debian as it comes, with what its block `http` has for the socket on which it listens. */
export function startNginx(http: (socket: string) => string): Promise<string> {
  return startProxy('nginx', (folder, socket) => {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      name => `${name}_temp_path ${join(folder, name)};`,
    );
    return {
      args: file => ['-p', folder, '-c', file, '-e', 'stderr'],
      configuration: `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr;
        events {}
        http { ${temporary.join(' ')} access_log off; ${http(socket)} }`,
    };
  });
}

/** A HAProxy with the backend `understudy`. */
export function startHaproxy(backend: string): Promise<string> {
  return startProxy('haproxy', (_, socket) => ({
    args: file => ['-f', file],
    configuration: `defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend visitors
    bind unix@${socket}
    default_backend understudy
${backend}
`,
  }));
}

type Setup = { args: (file: string) => string[]; configuration: string };

/** Starts a proxy that listens on a socket in its own folder, which no one else has, and returns that socket. */
async function startProxy(command: string, setUp: (folder: string, socket: string) => Setup): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-proxy-'));
  const [socket, file] = [join(folder, 'proxy.sock'), join(folder, 'proxy.conf')];
  const { args, configuration } = setUp(folder, socket);
  writeFileSync(file, configuration);
  const proxy = spawn(command, args(file), { env });
  const ended = new Promise<void>(resolve => proxy.on('exit', () => resolve()));
  onTestFinished(async () => {
    proxy.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });
  let said = '';
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', chunk => (said += chunk));
  while ((await askProxy(socket, { path: '/__admin/health' }).catch(() => undefined))?.status !== 200) {
    if (proxy.exitCode !== null) throw new Error(said);
  }
  return socket;
}

type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/** Sends a request on a new connection. */
export function askProxy(
  socketPath: string,
  { body, headers, ...asked }: Asked,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, ...asked, headers: { Host: 'localhost', ...headers } }, async response => {
      try {
        const text = Buffer.concat(await response.toArray()).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      } catch (error) {
        reject(error);
      }
    });
    sent.on('error', reject).end(body);
  });
}
