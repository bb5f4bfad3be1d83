import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startServer } from '../server/start-server.js';
import { startMock } from '../start-mock.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const NAVIGATION = { ...BROWSER, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

describe('A browser at /__admin', () => {
  test.each(['/__admin', '/__admin/', '/~box/__admin'])('gets the console: %s', async path => {
    const { ask } = await startServer();
    const { status, headers, text } = await ask('GET', path, { headers: BROWSER });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const base = path.replace(/\/$/, '');
    const files = [...text.matchAll(/(?:href|src)="(\/[^"]+\.(?:js|css))"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      expect(file.startsWith(`${base}/assets/`)).toBe(true);
      const asset = await ask('GET', file);
      expect(asset).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
    }
  });

  test('creates no sandbox, and is in no journal', async () => {
    const { ask, mock } = await startServer();
    await ask('GET', '/~box/__admin', { headers: BROWSER });
    expect(JSON.parse((await ask('GET', '/__admin/sandboxes')).text)).toEqual({ sandboxes: [] });
    expect((await mock.journal.list()).total).toBe(0);
  });

  test('gets HEAD without the page', async () => {
    const { ask } = await startServer();
    expect(await ask('HEAD', '/__admin', { headers: BROWSER })).toMatchObject({ status: 200, text: '' });
  });

  test('without JavaScript reads a sentence, with a link to the description', async () => {
    const { ask } = await startServer();
    const { text } = await ask('GET', '/__admin', { headers: BROWSER });
    const [, sentence = ''] = /<noscript>(.*)<\/noscript>/s.exec(text) ?? [];
    expect(sentence).toContain('needs JavaScript');
    const [, link = ''] = /href="([^"]+)"/.exec(sentence) ?? [];
    expect((await ask('GET', link)).status).toBe(200);
  });
});

test('a client that prefers JSON gets the list of operations', async () => {
  const { ask } = await startServer();
  const { status, text } = await ask('GET', '/__admin', { headers: { Accept: 'application/json' } });
  expect(status).toBe(200);
  expect(JSON.parse(text).operations).toContainEqual({
    method: 'GET',
    path: '/__admin/requests',
    summary: 'List the requests, the newest first',
  });
});

describe('The headers of the page', () => {
  test('let it load only its own files, in no frame', async () => {
    const { ask } = await startServer();
    const { headers, text } = await ask('GET', '/__admin', { headers: BROWSER });
    const [, nonce = ''] = /<style nonce="([^"]+)">/.exec(text) ?? [];
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      vary: 'Accept',
    });
    expect(text).not.toMatch(/ style=|<script>|\son\w+=/);
  });

  test('have another nonce each time', async () => {
    const { ask } = await startServer();
    const policies = await Promise.all([1, 2].map(() => ask('GET', '/__admin', { headers: BROWSER })));
    expect(new Set(policies.map(({ headers }) => headers['content-security-policy'])).size).toBe(2);
  });
});

describe('A page of another site', () => {
  const site = { 'Sec-Fetch-Site': 'cross-site' };

  test('may link to the console', async () => {
    const { ask } = await startServer();
    expect((await ask('GET', '/__admin', { headers: { ...NAVIGATION, ...site } })).status).toBe(200);
  });

  test.each([
    ['show it in a frame', '/__admin', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
    ['fetch it', '/__admin', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
    ['navigate to data', '/__admin/requests', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }],
    ['load data as a script', '/__admin/requests', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
    ['load its files', '/__admin/assets/main.js', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
  ])('may not %s', async (_, path, headers) => {
    const { ask } = await startServer();
    expect((await ask('GET', path, { headers: { ...BROWSER, ...site, ...headers } })).status).toBe(403);
  });

  test('may not post a form', async () => {
    const { ask } = await startServer();
    expect((await ask('POST', '/__admin', { headers: { ...NAVIGATION, ...site } })).status).toBe(403);
  });
});

describe('Another host name', () => {
  test.each(['/__admin', '/__admin/requests', '/__admin/assets/main.js'])('is refused: %s', async path => {
    const { ask } = await startServer();
    expect((await ask('GET', path, { headers: { ...NAVIGATION, Host: 'evil.example' } })).status).toBe(403);
  });

  test('may reach the page where a token protects the data', async () => {
    const { ask } = await startServer({ adminToken: 'right' });
    const headers = { ...NAVIGATION, Host: 'mock.example' };
    expect((await ask('GET', '/__admin', { headers })).status).toBe(200);
    expect((await ask('GET', '/__admin/state', { headers })).status).toBe(401);
  });
});

test('another machine gets the page, and reads there that the rest is closed', async () => {
  const { mock } = await startMock({ records: 1 });
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  const url = `http://127.0.0.1:${port}/__admin`;
  expect((await fetch(url, { headers: BROWSER })).status).toBe(200);
  expect((await fetch(`${url}/state`)).status).toBe(403);
});

describe('A file of the console', () => {
  test.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br;q=1.0', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ] as const)('is sent compressed to a client that accepts %s', async (accepted, coding, decode) => {
    const { ask, url } = await startServer();
    const { text } = await ask('GET', '/__admin', { headers: BROWSER });
    const [, path = ''] = /<script type="module" src="([^"]+)"/.exec(text) ?? [];
    const plain = await ask('GET', path);
    const { headers, bytes } = await bytesOf(url + path, { 'Accept-Encoding': accepted });
    expect([headers['content-encoding'], headers.vary, headers['content-type']]).toEqual([
      coding,
      'Accept-Encoding',
      'text/javascript; charset=utf-8',
    ]);
    expect(decode(bytes).toString()).toBe(plain.text);
  });

  test.each(['../manifest.json', 'manifest.json', 'main.js', '..%2fmanifest.json', ''])(
    'is not there: %j',
    async name => {
      const { ask } = await startServer();
      expect((await ask('GET', `/__admin/assets/${name}`)).status).toBe(404);
    },
  );
});

function bytesOf(url: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    request(url, { headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}
