import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/app/index.js';
import { serving, temporaryFolder } from '../cli/understudy.js';

const CONFIGURATION = readFileSync('examples/nginx.conf', 'utf8');

/** Directives of nginx by name, as far as the sample has them; the last word of each is its value. */
const directives = new Map(
  [...CONFIGURATION.matchAll(/^ +(\w+ ?(?:[A-Z][\w-]* )?)(\S+);$/gm)].map(([, name = '', value = '']) => [
    name.trim(),
    value,
  ]),
);

test('the blocks of the sample are closed, and each directive ends', () => {
  const code = CONFIGURATION.replace(/^\s*#.*$/gm, '');
  expect(code.match(/\{/g)).toHaveLength(2);
  expect(code.match(/\}/g)).toHaveLength(2);
  const lines = code.split('\n').filter(line => line.trim() !== '');
  expect(lines.filter(line => !/[{};]$/.test(line))).toEqual([]);
});

test('the sample passes requests on as they came, streams at once, and waits longer than any delay', () => {
  // no path after the port: nginx would fold repeated slashes
  expect(directives.get('proxy_pass')).toBe('http://127.0.0.1:8000');
  expect(directives.get('proxy_set_header Host')).toBe('$http_host');
  expect(directives.get('proxy_buffering')).toBe('off');
  expect(Number.parseInt(directives.get('proxy_read_timeout') ?? '', 10) * 1000).toBeGreaterThan(DEFAULT_LIMITS.delay);
  expect(directives.get('client_max_body_size')).toBe('1m');
  expect(DEFAULT_LIMITS.bytes).toBe(1024 * 1024);
});

test('behind a proxy, the mock as the sample starts it is a demo: visitors have sandboxes, the rest is its owner’s', async () => {
  const [, token = '', flags = ''] = /UNDERSTUDY_ADMIN_TOKEN=(\S+) npm start -- (.*)$/m.exec(CONFIGURATION) ?? [];
  const env = { UNDERSTUDY_ADMIN_TOKEN: token };
  const { url } = await serving(flags.split(' '), { cwd: await temporaryFolder(), env });
  const proxied = await proxyTo(url);
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(proxied + path, { method, headers });
  const made = await ask('POST', '/__admin/sandboxes');
  const { prefix } = (await made.json()) as { prefix: string };
  expect((await ask('GET', `${prefix}/__admin/rules`)).status).toBe(200);
  expect((await ask('GET', '/__admin/rules')).status).toBe(401);
  expect((await ask('GET', '/__admin/rules', { Authorization: `Bearer ${token}` })).status).toBe(200);
  expect((await ask('GET', '/__admin/apis/dnl/openapi.json')).status).toBe(200);
  expect((await ask('GET', '/v1//user/1')).status).toBe(401);
});

/** A proxy that passes requests on with the headers that the sample sets; where it is. */
async function proxyTo(url: string): Promise<string> {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: 'demo.example.org', 'x-forwarded-for': '203.0.113.9' };
    const passed = request(url + asked.url, { method: asked.method ?? 'GET', headers }, got => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
