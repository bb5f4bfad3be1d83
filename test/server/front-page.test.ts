import { createHash } from 'node:crypto';
import { request } from 'node:http';
import express from 'express';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import type { MockOptions } from '../../src/index.js';
import { startMock } from '../start-mock.js';
import { startServer } from './start-server.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };

/** The address of a mock that other machines can reach. */
async function exposed(options: MockOptions = {}): Promise<string> {
  const { mock } = await startMock({ records: 1, ...options });
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  return `http://127.0.0.1:${port}`;
}

async function page(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers: { ...BROWSER, ...headers }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('A browser at the printed address', () => {
  test.each([
    [{}, '/', '/__admin'],
    [{}, '/~box/', '/~box/__admin'],
    [{ adminToken: 'right' }, '/', '/__admin'],
  ])('is sent to the console: %j %s', async (options, path, location) => {
    const { ask } = await startServer(options);
    const { status, headers } = await ask('GET', path, { headers: BROWSER });
    expect([status, headers.location, headers['cache-control']]).toEqual([302, location, 'no-store']);
  });

  test('is not in the journal, and a rule for its path still applies', async () => {
    const { ask } = await startServer();
    await ask('GET', '/', { headers: BROWSER });
    expect(JSON.parse((await ask('GET', '/__admin/requests')).text).total).toBe(0);
    const rule = { match: { urlPath: '/' }, response: { status: 418, body: {} } };
    await ask('POST', '/__admin/rules', { body: JSON.stringify(rule) });
    expect((await ask('GET', '/', { headers: BROWSER })).status).toBe(418);
  });

  test('is sent to the console by HEAD, too', async () => {
    const { ask } = await startServer();
    expect(await ask('HEAD', '/', { headers: BROWSER })).toMatchObject({ status: 302, text: '' });
  });
});

describe('A browser to which the control plane is closed', () => {
  test('gets a page about the mock, with the URLs of the APIs and links to their descriptions', async () => {
    const url = await exposed();
    const { status, headers, text } = await page(`${url}/`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>Understudy plays dnl and acefone</h1>');
    expect(text).toContain('It is closed to other machines');
    expect(text).toContain(`<code>${url}/v1</code>`);
    expect(text).toContain(`<code>${url}/acefone/v1</code>`);
    expect(text).toContain('<code>GET /v1/user/{user_id}</code>');
    expect(text).toContain('<code>POST /v1/auth</code> <small>companion</small>');
    const links = [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    expect(links).toHaveLength(2);
    for (const href of links) expect([href, (await fetch(url + href)).status]).toEqual([href, 200]);
  });

  test('gets a page without scripts and loaded files, and only with the styles whose hash the policy has', async () => {
    const { headers, text } = await page(`${await exposed()}/`);
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).not.toMatch(/<script|<img|style=|\son\w+=|https?:\/\/(?!127\.0\.0\.1)/);
    expect(headers.get('vary')).toBe('Accept, Origin');
  });

  test('reads how to create a sandbox where it may, and then gets the console of that sandbox', async () => {
    const url = await exposed({ remoteOverrides: 'open' });
    expect((await page(`${url}/`)).text).toContain(`<code>curl -X POST ${url}/__admin/sandboxes</code>`);
    const made = await fetch(`${url}/__admin/sandboxes`, { method: 'POST' });
    const { prefix } = (await made.json()) as { prefix: string };
    expect((await fetch(`${url}${prefix}/__admin/rules`)).status).toBe(200);
    const within = await page(`${url}${prefix}/`);
    expect([within.status, within.headers.get('location')]).toEqual([302, `${prefix}/__admin`]);
  });

  test('gets HEAD without the page', async () => {
    const response = await fetch(`${await exposed()}/`, { method: 'HEAD', headers: BROWSER });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

test.each([
  [undefined],
  ['*/*'],
  ['application/json'],
  ['application/json, text/plain, */*'],
  ['application/json, text/html;q=0.9'],
  ['text/html;q=0, */*'],
  ['text/html;q=x'],
  ['text/*'],
  ['text/htmlx'],
  [''],
])('A client that accepts %j gets its 404, and JSON from the control plane', async accept => {
  const { ask } = await startServer();
  const headers = accept === undefined ? {} : { Accept: accept };
  const { status, text } = await ask('GET', '/', { headers });
  expect([status, JSON.parse(text).code]).toEqual([404, 'no-such-operation']);
  const index = await ask('GET', '/__admin', { headers });
  expect([index.status, index.headers['content-type']]).toEqual([200, 'application/json']);
});

test.each([
  ['POST', '/', 404],
  ['GET', '/nowhere', 404],
  ['GET', '/v1/user/list', 401],
  ['POST', '/__admin', 405],
])('A browser gets the usual response for any other path: %s %s', async (method, path, expected) => {
  const { ask } = await startServer();
  const { status, headers } = await ask(method, path, { headers: BROWSER });
  expect([status, headers['content-type']?.includes('json')]).toEqual([expected, true]);
});

describe('Values that a client sends are only text in a page', () => {
  test.each([
    ['Host', '"><script>alert(1)</script>'],
    ['Host', "x'onload='alert(1)"],
    ['X-Forwarded-Host', '"><script>alert(1)</script>'],
    ['X-Forwarded-Prefix', '/"><script>alert(1)</script>'],
    ['X-Forwarded-Prefix', 'javascript:alert(1)//'],
    ['X-Forwarded-Proto', 'javascript'],
    ['Forwarded', 'host="<script>";proto=javascript'],
  ])('%s: %s', async (name, value) => {
    const { status, text } = await sent(`${await exposed({ trustProxy: true })}/`, { [name]: value });
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|onload='|href="(?!\/__admin|data:)|javascript/);
  });

  test('the prefix of a host app is text in the console', async () => {
    const { mock } = await startMock({ records: 1 });
    const host = express().use(/^\/[^/]+/, mock.app);
    const { text } = await supertest(host).get(`/"><script>'&/__admin`).set(BROWSER);
    expect(text).not.toContain('<script>');
    expect(text).toMatch(/src="\/[^"]*script[^"]*\/__admin\/assets\/theme/);
  });

  test('a prefix that would begin another host is ignored', async () => {
    const { mock } = await startMock({ records: 1 });
    const host = (request: { url?: string; originalUrl?: string }, response: never) => {
      Object.assign(request, { originalUrl: '//evil.example/', url: '/' });
      mock.app(request as never, response);
    };
    const { headers } = await supertest(host as never)
      .get('/x')
      .set(BROWSER);
    expect(headers.location).toBe('/evil.example/__admin');
  });
});

/** `fetch` sets the header Host itself. */
function sent(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    request(url, { headers: { ...BROWSER, ...headers } }, response => {
      let text = '';
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}
