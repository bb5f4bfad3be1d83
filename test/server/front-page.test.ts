import { createHash } from 'node:crypto';
import express from 'express';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { startMock } from '../start-mock.js';
import { startServer } from './start-server.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };

describe('A browser at the printed address', () => {
  test('gets a page about the mock, with the URLs of the APIs and links to the control plane', async () => {
    const { ask, url } = await startServer();
    const { status, headers, text } = await ask('GET', '/', { headers: BROWSER });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>Understudy plays dnl and acefone</h1>');
    expect(text).toContain(`<code>${url}/v1</code>`);
    expect(text).toContain(`<code>${url}/acefone/v1</code>`);
    expect(text).toContain('<code>GET /v1/user/{user_id}</code>');
    expect(text).toContain('<code>POST /v1/auth</code> <small>companion</small>');
    const links = [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    expect(links).toHaveLength(10);
    for (const href of links) expect([href, (await ask('GET', href)).status]).toEqual([href, 200]);
  });

  test('gets the same page at the path of the control plane, of a sandbox, too', async () => {
    const { ask } = await startServer();
    for (const [path, location] of [
      ['/__admin', '/'],
      ['/__admin/', '/'],
      ['/~box/__admin', '/~box/'],
    ] as const) {
      const redirect = await ask('GET', path, { headers: BROWSER });
      expect([redirect.status, redirect.headers.location]).toEqual([302, location]);
    }
    const { text } = await ask('GET', '/~box/', { headers: BROWSER });
    expect(text).toContain('href="/~box/__admin/rules"');
  });

  test('gets a page without scripts and loaded files, and only with the styles whose hash the policy has', async () => {
    const { ask } = await startServer();
    const { headers, text } = await ask('GET', '/', { headers: BROWSER });
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).not.toMatch(/<script|<img|style=|\son\w+=|https?:\/\/(?!127\.0\.0\.1)/);
    expect(headers.vary).toBe('Accept, Origin');
  });

  test('is not in the journal, and a rule for its path still applies', async () => {
    const { ask } = await startServer();
    await ask('GET', '/', { headers: BROWSER });
    expect(JSON.parse((await ask('GET', '/__admin/requests')).text).total).toBe(0);
    const rule = { match: { urlPath: '/' }, response: { status: 418, body: {} } };
    await ask('POST', '/__admin/rules', { body: JSON.stringify(rule) });
    expect((await ask('GET', '/', { headers: BROWSER })).status).toBe(418);
  });

  test.each([
    [{}, 'Here you inspect the mock'],
    [{ adminToken: 'right' }, 'It requires its token'],
  ])('reads who may use the control plane: %j', async (options, told) => {
    const { ask } = await startServer(options);
    const { text } = await ask('GET', '/', { headers: BROWSER });
    expect(text).toContain(told);
    expect(text).not.toContain('right<');
  });

  test('reads that it is closed where other machines can be clients', async () => {
    const { mock } = await startMock({ records: 1 });
    const { port } = new URL(await mock.listen(0, '0.0.0.0'));
    const page = await (await fetch(`http://127.0.0.1:${port}/`, { headers: BROWSER })).text();
    expect(page).toContain('It is closed to other machines');
  });

  test('shows how to create a sandbox where other machines may', async () => {
    const { mock } = await startMock({ records: 1, remoteOverrides: 'open' });
    const { port } = new URL(await mock.listen(0, '0.0.0.0'));
    const url = `http://127.0.0.1:${port}`;
    const page = await (await fetch(`${url}/`, { headers: BROWSER })).text();
    expect(page).toContain(`<code>curl -X POST ${url}/__admin/sandboxes</code>`);
    const made = await fetch(`${url}/__admin/sandboxes`, { method: 'POST' });
    const { prefix } = (await made.json()) as { prefix: string };
    expect((await fetch(`${url}${prefix}/__admin/rules`)).status).toBe(200);
    const within = await (await fetch(`${url}${prefix}/`, { headers: BROWSER })).text();
    expect(within).not.toContain('curl -X POST');
  });

  test('gets HEAD without the page', async () => {
    const { ask } = await startServer();
    expect(await ask('HEAD', '/', { headers: BROWSER })).toMatchObject({ status: 200, text: '' });
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
])('A client that accepts %j gets its 404', async accept => {
  const { ask } = await startServer();
  const headers = accept === undefined ? {} : { Accept: accept };
  for (const path of ['/', '/__admin']) {
    const { status, text } = await ask('GET', path, { headers });
    expect([status, JSON.parse(text).code]).toEqual([404, 'no-such-operation']);
  }
});

test.each([
  ['POST', '/', 404],
  ['GET', '/nowhere', 404],
  ['GET', '/v1/user/list', 401],
  ['POST', '/__admin', 404],
])('A browser gets the usual response for any other path: %s %s', async (method, path, expected) => {
  const { ask } = await startServer();
  const { status, headers } = await ask(method, path, { headers: BROWSER });
  expect([status, headers['content-type']?.includes('json')]).toEqual([expected, true]);
});

describe('Values that a client sends are only text in the page', () => {
  test.each([
    ['Host', '"><script>alert(1)</script>'],
    ['Host', "x'onload='alert(1)"],
    ['X-Forwarded-Host', '"><script>alert(1)</script>'],
    ['X-Forwarded-Prefix', '/"><script>alert(1)</script>'],
    ['X-Forwarded-Prefix', 'javascript:alert(1)//'],
    ['X-Forwarded-Proto', 'javascript'],
    ['Forwarded', 'host="<script>";proto=javascript'],
  ])('%s: %s', async (name, value) => {
    const { ask } = await startServer({ trustProxy: true });
    const { status, text } = await ask('GET', '/', { headers: { ...BROWSER, [name]: value } });
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|onload='|href="(?!\/__admin|data:)|javascript/);
  });

  test('the prefix of a host app is text, too', async () => {
    const { mock } = await startMock({ records: 1 });
    const host = express().use(/^\/[^/]+/, mock.app);
    const path = `/"><script>'&`;
    const { text } = await supertest(host).get(path).set(BROWSER);
    expect(text).not.toContain('<script>');
    expect(text).toMatch(/href="\/[^"]*script[^"]*\/__admin\/rules"/);
  });

  test('a prefix that would begin another host is ignored', async () => {
    const { mock } = await startMock({ records: 1 });
    const host = (request: { url?: string; originalUrl?: string }, response: never) => {
      Object.assign(request, { originalUrl: '//evil.example/__admin', url: '/__admin' });
      mock.app(request as never, response);
    };
    const { headers } = await supertest(host as never)
      .get('/x')
      .set(BROWSER);
    expect(headers.location).toBe('/evil.example/');
  });
});
