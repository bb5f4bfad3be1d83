import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openTarget, readMediaType, secret, type TargetAddress } from '../../src/target/index.js';
import { connecting, nobody } from '../check/listening.js';

const OPTIONS = { basePath: '/v1', timeout: 5000 };
const GET = { method: 'GET', path: '/v1/user/list?page=1', headers: {} };

async function opened(address: TargetAddress, more: Partial<typeof OPTIONS> = {}) {
  const target = await openTarget(address, { ...OPTIONS, ...more });
  onTestFinished(() => target.close());
  return target;
}

test('an app of this process is served until the target is closed', async () => {
  const { url, send, close } = await openTarget((_, response) => void response.end('{"a":1}'), OPTIONS);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await send(GET)).toMatchObject({
    request: GET,
    url: `${url}/v1/user/list?page=1`,
    response: { status: 200, text: '{"a":1}', json: { a: 1 } },
  });
  await close();
  expect((await send(GET)).failure).toMatchObject({ kind: 'refused' });
});

test('a request arrives as it is given, its secrets in full', async () => {
  const app: RequestListener = async (request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  };
  const { send } = await opened(app);
  const request = {
    method: 'PATCH',
    path: '/v1/user/patch-all?name=%C3%A9%20%2B&name=',
    headers: { 'X-Auth-Token': secret('the-token', '$TOKEN'), 'X-Empty': '', 'Content-Type': 'application/json' },
    body: '{"name":"é𝕏"}',
  };
  const { response } = await send(request);
  expect(response?.json).toMatchObject({
    method: request.method,
    url: request.path,
    headers: { 'x-auth-token': 'the-token', 'x-empty': '', 'content-type': 'application/json' },
    body: request.body,
  });
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('a response that is compressed with %s is read', async (encoding, pack) => {
  const { send } = await opened((_, response) => {
    response.setHeader('Content-Encoding', encoding).end(pack('{"payload":"é"}'));
  });
  expect((await send(GET)).response).toMatchObject({ text: '{"payload":"é"}', json: { payload: 'é' } });
});

test('a body that is not JSON has no JSON value, and the media type is in lower case, without parameters', async () => {
  const { send } = await opened((_, response) => {
    response.setHeader('Content-Type', 'Text/HTML; charset=utf-8').end('<p>');
  });
  const { response } = await send(GET);
  expect(response).toMatchObject({ text: '<p>', json: undefined });
  expect(response && readMediaType(response)).toBe('text/html');
});

test('a redirect is a response and is not followed', async () => {
  const seen: unknown[] = [];
  const { send } = await opened((request, response) => {
    seen.push(request.url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect((await send(GET)).response).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  expect(seen).toEqual([GET.path]);
});

test('it counts the requests that were sent', async () => {
  const target = await opened((_, response) => void response.end());
  await Promise.all([target.send(GET), target.send(GET)]);
  expect(target.sent).toBe(2);
});

test.each<[string, RequestListener]>([
  ['that never comes', () => {}],
  [
    'of which only interim ones come',
    (_, response) => {
      const more = setInterval(() => response.writeEarlyHints({ link: '</a>; rel=preload' }), 10);
      response.on('close', () => clearInterval(more));
    },
  ],
])('a response %s within the time becomes a timeout', async (_, app) => {
  const { send } = await opened(app, { timeout: 100 });
  const { response, failure } = await send(GET);
  expect(response).toBeUndefined();
  expect(failure).toEqual({ kind: 'timeout', message: 'No response came within 0.1 s.' });
});

const speaking = async (text: string) =>
  `http://${await connecting(socket => void socket.once('data', () => socket.end(text)))}`;

test.each<[string, () => Promise<string>, RegExp]>([
  ['breaks', async () => `http://${await connecting(socket => socket.destroy())}`, /^The connection broke: .+\.$/],
  ['speaks SSH', () => speaking('SSH-2.0-OpenSSH_9.2\r\n'), /^The response is not HTTP: .+\.$/],
  ['has no status', () => speaking('{"a":1}'), /^The response is not HTTP: .+\.$/],
  [
    'has headers without end',
    () => speaking(`HTTP/1.1 200 OK\r\n${'X-Long: long\r\n'.repeat(12_000)}\r\n`),
    /^Its headers are longer than 64 KiB: .+\.$/,
  ],
])('a connection that %s before a status came is a failure of kind broken', async (_, start, message) => {
  const { send } = await opened(await start());
  const { response, failure } = await send(GET);
  expect(response).toBeUndefined();
  expect(failure).toEqual({ kind: 'broken', message: expect.stringMatching(message) });
});

test('a port without a server is a failure of kind refused', async () => {
  const { send } = await opened(await nobody());
  const { response, failure } = await send(GET);
  expect(response).toBeUndefined();
  expect(failure).toEqual({ kind: 'refused', message: 'No connection could be made: ECONNREFUSED.' });
});
