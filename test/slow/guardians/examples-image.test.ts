import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { expect, onTestFinished, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';
import { stagesOf } from '../../guardians/dockerfile.js';

const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
const image = stages.at(-1) ?? [];

test('what the Dockerfile copies is there, and nothing else is sent to the build', () => {
  const sources = stages
    .flat()
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from='))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  expect(sources.filter(source => !existsSync(source))).toEqual([]);

  const [first, ...exceptions] = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  expect(exceptions.sort()).toEqual([...new Set(sources)].map(source => `!${source}`).sort());
  expect(exceptions).not.toContain('!node_modules');
});

test('the image takes from the build what the package would ship and its production dependencies', () => {
  const copied = image.filter(({ word }) => word === 'COPY').map(({ rest }) => rest.split(' ').at(-1));
  expect(copied).toEqual(expect.arrayContaining(['contracts', 'fixtures', 'node_modules', 'dist', 'src/admin/']));
  expect(stages[0]?.filter(({ word }) => word === 'RUN').at(-1)?.rest).toMatch(/npm prune --omit=dev/);
});

test('the image runs as a user who is not root and who owns the volume', () => {
  expect(argument('USER')).toBe('node');
  const volume = argument('VOLUME');
  const owned = image.findIndex(({ word, rest }) => word === 'RUN' && rest.includes(`chown node:node ${volume}`));
  expect(owned).toBeGreaterThan(-1);
  expect(owned).toBeLessThan(image.findIndex(({ word }) => word === 'VOLUME'));
  expect(command()).toEqual(expect.arrayContaining(['--data', volume]));
});

test('its command, without a shell, starts the server, and SIGTERM ends it with 0 and everything saved', async () => {
  const [node, main, serve, ...flags] = command();
  expect([node, main, serve]).toEqual(['node', 'dist/cli/main.js', 'serve']);
  const data = join(await temporaryFolder(), 'data');
  // of a flag that is given twice the last counts
  const laidOut = { cwd: await laidOutImage() };
  const { url, child, ended } = await serving([...flags, '--host', '127.0.0.1', '--data', data], laidOut);
  expect((await fetch(`${url}/v1/user/list`)).status).toBe(401);
  expect((await fetch(`${url}/__admin/scenarios`)).status).toBe(200);
  expect(await healthCheck(Number(new URL(url).port))).toBe(0);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(data, 'data.json'))).toBe(true);
});

test.each([
  ['healthy where /__admin/health answers 200', 200, 0],
  ['unhealthy where it answers anything else', 503, 1],
])('the container is %s', async (_, status, code) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await healthCheck((server.address() as AddressInfo).port)).toBe(code);
  expect(asked).toEqual(['/__admin/health']);
});

test('the container is healthy where the server listens on an address of version 6', async () => {
  const flags = ['--memory', '--records', '1', '--host', '::1'];
  const { banner } = await serving(flags, { cwd: await temporaryFolder() });
  const [, port] = /http:\/\/.*:(\d+)\/__admin/.exec(banner) ?? [];
  expect(await healthCheck(Number(port))).toBe(0);
});

test('the container is unhealthy where nobody answers', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  expect(await healthCheck(port)).toBe(1);
});

test('the compose file builds this image, keeps its volume, and opens its port to this machine alone', () => {
  const { services, volumes } = load(readFileSync('examples/compose.yaml', 'utf8')) as Compose;
  const { build, restart, ports, environment, volumes: mounts } = services.understudy;
  expect(existsSync(join('examples', build, 'Dockerfile'))).toBe(true);
  expect(restart).toBe('unless-stopped');
  expect(ports).toEqual([`127.0.0.1:8000:${argument('EXPOSE')}`]);
  expect(environment.UNDERSTUDY_ADMIN_TOKEN).toMatch(/^\$\{UNDERSTUDY_ADMIN_TOKEN:\?/);
  expect(mounts).toEqual(Object.keys(volumes).map(name => `${name}:${argument('VOLUME')}`));
});

type Compose = {
  services: {
    understudy: {
      build: string;
      restart: string;
      ports: string[];
      environment: Record<string, string>;
      volumes: string[];
    };
  };
  volumes: Record<string, unknown>;
};

/** A folder with what the image has, as its instructions lay it out. */
async function laidOutImage(): Promise<string> {
  const folder = await temporaryFolder();
  for (const { word, rest } of image) {
    if (word !== 'COPY') continue;
    const [target = '', ...sources] = rest
      .replace(/^--from=build /, '')
      .split(' ')
      .reverse();
    for (const source of sources) {
      const here = resolve(source.replace(/^\/understudy\//, ''));
      const there = target.endsWith('/') ? join(folder, target, basename(source)) : join(folder, target);
      if (target === 'node_modules') symlinkSync(here, there);
      else cpSync(here, there, { recursive: true });
    }
  }
  return folder;
}

/** What follows an instruction of the image that is there once. */
function argument(wanted: string): string {
  const [found, ...more] = image.filter(({ word }) => word === wanted);
  if (!found || more.length > 0) throw new Error(`The image has not one ${wanted}.`);
  return found.rest;
}

function command(): string[] {
  return JSON.parse(argument('CMD'));
}

/** The exit code of the health check of a container that serves at a port. */
function healthCheck(port: number): Promise<number | null> {
  const [node = '', ...args] = JSON.parse(argument('HEALTHCHECK').replace(/^.*? CMD /, ''));
  const child = execFile(node, args, { env: { PATH: process.env.PATH, PORT: String(port) } });
  return once(child, 'close').then(([code]) => code);
}
