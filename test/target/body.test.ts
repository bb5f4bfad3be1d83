import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { formatCurl, openTarget, type TargetOptions } from '../../src/target/index.js';
import { connecting, serving } from '../check/listening.js';

const GET = { method: 'GET', path: '/v1/user/list', headers: {} };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const GOOD = '{"payload":"é"}';

/** Sends one request to a URL or an app. */
async function ask(address: string | RequestListener, more: Partial<TargetOptions> = {}) {
  const url = typeof address === 'string' ? address : await serving(address);
  const target = await openTarget(url, { basePath: '/v1', timeout: 5000, ...more });
  onTestFinished(() => target.close());
  return target.send(GET);
}

const answering =
  (headers: Record<string, string>, body: string | Buffer): RequestListener =>
  (_, response) =>
    void response.writeHead(404, { ...JSON_TYPE, ...headers }).end(body);

const twice = (text: string) => brotliCompressSync(gzipSync(text));

test.each<[string, Record<string, string>, Buffer]>([
  ['gzip', { 'Content-Encoding': 'gzip' }, gzipSync(GOOD)],
  ['x-gzip, in capitals', { 'Content-Encoding': ' X-GZIP ' }, gzipSync(GOOD)],
  ['deflate', { 'Content-Encoding': 'deflate' }, deflateSync(GOOD)],
  ['deflate without a head', { 'Content-Encoding': 'deflate' }, deflateRawSync(GOOD)],
  ['br', { 'Content-Encoding': 'br' }, brotliCompressSync(GOOD)],
  ['gzip and then br', { 'Content-Encoding': 'gzip, br' }, twice(GOOD)],
  ['identity', { 'Content-Encoding': 'identity' }, Buffer.from(GOOD)],
  ['latin1', { 'Content-Type': 'application/json; charset=ISO-8859-1' }, Buffer.from(GOOD, 'latin1')],
  ['utf-16', { 'Content-Type': 'application/json; charset="utf-16le"' }, Buffer.from(GOOD, 'utf16le')],
  ['utf-8 with a mark before it', {}, Buffer.from(`\uFEFF${GOOD}`)],
])('a body in %s is read as its headers say', async (_, headers, body) => {
  const { response } = await ask(answering(headers, body));
  expect(response).toMatchObject({ status: 404, json: { payload: 'é' } });
  expect(response?.issue).toBeUndefined();
});

const KIB = 1024;
const UNREAD: readonly [string, Record<string, string>, string | Buffer, RegExp][] = [
  ['marked as gzip', { 'Content-Encoding': 'gzip' }, GOOD, /^is marked as gzip but is not: \w/],
  ['marked as deflate', { 'Content-Encoding': 'deflate' }, GOOD, /^is marked as deflate but is not: \w/],
  ['marked as br', { 'Content-Encoding': 'br' }, GOOD, /^is marked as br but is not: \w/],
  ['half gzip', { 'Content-Encoding': 'gzip' }, gzipSync(GOOD).subarray(0, 20), /^is marked as gzip but is not: \w/],
  ['packed once of twice', { 'Content-Encoding': 'gzip, gzip' }, gzipSync(GOOD), /^is marked as gzip but is not: \w/],
  ['in a coding of nobody', { 'Content-Encoding': 'zip' }, GOOD, /^is marked as zip, which cannot be read here$/],
  ['packed often', { 'Content-Encoding': 'gzip, gzip, gzip, gzip, gzip' }, GOOD, /^has 5 content codings/],
  ['JSON in latin1', {}, Buffer.from(GOOD, 'latin1'), /^is JSON but not UTF-8$/],
  [
    'of another charset',
    { 'Content-Type': 'text/html; charset=utf-8' },
    Buffer.from(GOOD, 'latin1'),
    /^is marked as utf-8 but is not$/,
  ],
  [
    'in a charset of nobody',
    { 'Content-Type': 'application/json; charset=klingon' },
    GOOD,
    /^is marked with the charset klingon, which does not exist$/,
  ],
  ['too large', {}, 'x'.repeat(9 * KIB), /^is larger than 8 KiB, and is not read$/],
  [
    'too large once unpacked',
    { 'Content-Encoding': 'gzip' },
    gzipSync('x'.repeat(9 * KIB)),
    /^is larger than 8 KiB once it is decoded, and is not read$/,
  ],
  ['too deep', {}, '['.repeat(2000) + ']'.repeat(2000), /^has 2000 levels .* only 1000 are read$/],
];

test.each(UNREAD)('a body %s is an issue, and status and headers are kept', async (_, headers, body, message) => {
  const { response, failure } = await ask(answering(headers, body), { maxBody: 8 * KIB });
  expect(failure).toBeUndefined();
  expect(response).toMatchObject({
    status: 404,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    text: '',
    json: undefined,
    issue: { kind: 'unreadable', message: expect.stringMatching(message) },
  });
});

test.each([
  ['', /^is marked as application\/json and is empty$/],
  ['<!doctype html>', /^is marked as application\/json and is not JSON: \w/],
  [`${GOOD}${GOOD}`, /^is marked as application\/json and is not JSON: \w/],
  ['['.repeat(2000), /^is marked as application\/json and is not JSON: \w/],
])('a body that is marked as JSON and is not JSON is text with an issue: %j', async (body, message) => {
  const { response } = await ask(answering({}, body));
  expect(response).toMatchObject({ text: body, json: undefined, issue: { kind: 'no-json' } });
  expect(response?.issue?.message).toMatch(message);
});

test('a body that is marked as text may be other than JSON and UTF-8', async () => {
  const { response } = await ask(answering({ 'Content-Type': 'text/html' }, Buffer.from('<p>é', 'latin1')));
  expect(response?.text).toMatch(/^<p>/);
  expect(response?.issue).toBeUndefined();
});

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** Writes text to whoever asks, and ends the connection then, or leaves it open. */
async function raw(text: string, { open = false } = {}): Promise<string> {
  return `http://${await connecting(socket => void socket.once('data', () => (open ? socket.write(text) : socket.end(text))))}`;
}

test.each<[string, string, { open?: boolean }, RegExp]>([
  [
    'is shorter than announced',
    'Content-Length: 20\r\n\r\n{}',
    {},
    /^breaks off after 2 of the 20 bytes that Content-Length/,
  ],
  ['is longer than announced', 'Content-Length: 2\r\n\r\n{}{}', {}, /^continues after its end: \w/],
  ['never ends', 'Content-Length: 20\r\n\r\n{}', { open: true }, /^did not end within 0\.3 s; 2 bytes came$/],
  ['lacks its last chunk', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n', {}, /^breaks off after 2 bytes$/],
  ['has a chunk of no length', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n', {}, /^breaks off after 0 bytes: \w/],
  ['has two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', {}, /^has headers that cannot be read: \w/],
  ['has a length that is no number', 'Content-Length: two\r\n\r\n{}', {}, /^has headers that cannot be read: \w/],
  [
    'has a header with a space in its name',
    'X Y: 1\r\nContent-Length: 2\r\n\r\n{}',
    {},
    /^has headers that cannot be read: \w/,
  ],
])('a body that %s is an issue, and status and headers are kept', async (_, rest, how, message) => {
  const { response, failure } = await ask(await raw(HEAD + rest, how), { timeout: 300 });
  expect(failure).toBeUndefined();
  expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' }, json: undefined });
  expect(response?.issue).toEqual({ kind: 'unreadable', message: expect.stringMatching(message) });
});

test('a body without an end is read up to the limit', async () => {
  let written = 0;
  const { response } = await ask(
    (_, response) => {
      const more = () => {
        if (response.destroyed) return;
        written += 64 * KIB;
        response.write('x'.repeat(64 * KIB), more);
      };
      more();
    },
    { maxBody: 256 * KIB },
  );
  expect(response?.issue?.message).toBe('is larger than 256 KiB, and is not read');
  expect(written).toBeLessThan(64 * 1024 * KIB);
});

test('a switch of protocols without a request for it is an issue', async () => {
  const { response } = await ask(
    await raw('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', { open: true }),
  );
  expect(response).toMatchObject({
    status: 101,
    issue: { message: 'is in another protocol, which the request did not ask for' },
  });
});

test('an interim response is skipped', async () => {
  const { response } = await ask(await raw(`HTTP/1.1 103 Early Hints\r\n\r\n${HEAD}Content-Length: 2\r\n\r\n{}`));
  expect(response).toMatchObject({ status: 200, json: {} });
});

test('late bytes on a kept connection are not read as the next response', async () => {
  const url = `http://${await connecting(socket => {
    socket.on('data', () => {
      socket.write(`${HEAD}Content-Length: 2\r\n\r\n{}`);
      setTimeout(() => socket.write('HTTP/1.1 500 Late\r\nContent-Length: 0\r\n\r\n'), 20);
    });
  })}`;
  const target = await openTarget(url, { basePath: '/v1', timeout: 5000 });
  onTestFinished(() => target.close());
  for (let at = 0; at < 3; at += 1) {
    expect((await target.send(GET)).response).toMatchObject({ status: 200, json: {} });
    await new Promise(resolve => setTimeout(resolve, 60));
  }
});

test('the curl for a compressed response decompresses it, and any other has no such flag', async () => {
  expect(formatCurl(await ask(answering({ 'Content-Encoding': 'gzip' }, GOOD)))).toMatch(/^curl -sS --compressed /);
  expect(formatCurl(await ask(answering({ 'Content-Encoding': 'br' }, brotliCompressSync(GOOD))))).toContain(
    '--compressed',
  );
  expect(formatCurl(await ask(answering({}, GOOD)))).not.toContain('--compressed');
});
