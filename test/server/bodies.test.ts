import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expectUnshaken, startServer } from './start-server.js';

const NEW = { name: 'new', passwd: 'x', user_type: 'client', email: null };
const JSON_TEXT = JSON.stringify(NEW);

const deep = (levels: number) => `{"fullname":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)},${JSON_TEXT.slice(1)}`;

describe('A body is read as JSON', () => {
  test.each([
    ['under application/json', 'application/json', JSON_TEXT],
    ['under curl’s default', 'application/x-www-form-urlencoded', JSON_TEXT],
    ['under another charset, still as UTF-8', 'application/json; charset=iso-8859-1', JSON_TEXT],
    ['under multipart', 'multipart/form-data; boundary=x', JSON_TEXT],
    ['under a media type that is none', ';;;', JSON_TEXT],
    ['under an image’s', 'image/png', JSON_TEXT],
    ['with a byte order mark', 'application/json', `\uFEFF${JSON_TEXT}`],
    ['with white space around it', 'application/json', `\r\n\t ${JSON_TEXT}\n\n`],
    ['of which the last of two keys counts', 'application/json', `{"passwd":null,"name":7,${JSON_TEXT.slice(1)}`],
    ['with escapes in keys', 'application/json', JSON_TEXT.replace('"name"', '"\\u006eame"')],
  ])('%s', async (_, type, body) => {
    const server = await startServer();
    const { status, text } = await server.asAdmin('POST', '/v1/user/create', {
      headers: { 'Content-Type': type },
      body,
    });
    expect([status, text]).toEqual([200, '{"object_id":6,"success":true}']);
    expect(JSON.parse((await server.asAdmin('GET', '/v1/user/6')).text).payload.name).toBe('new');
    await expectUnshaken(server, 6);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateRawSync],
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip, gzip', (text: string) => gzipSync(gzipSync(text))],
    ['br,GZIP', (text: string) => gzipSync(brotliCompressSync(text))],
    ['gzip, identity , deflate', (text: string) => deflateSync(gzipSync(text))],
    ['identity, , br', brotliCompressSync],
    [
      'gzip, gzip, gzip, gzip, gzip',
      (text: string) => [1, 2, 3, 4, 5].reduce(packed => gzipSync(packed), Buffer.from(text)),
    ],
    ['gzip', (text: string) => Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])],
  ])('whose content encoding is %s', async (encoding, compress) => {
    const server = await startServer();
    const headers = { 'Content-Encoding': encoding };
    const { status } = await server.asAdmin('POST', '/v1/user/create', { headers, body: compress(JSON_TEXT) });
    expect(status).toBe(200);
    await expectUnshaken(server, 6);
  });
});

describe('A body that is no JSON object is refused', () => {
  test.each([
    ['a list', '[]'],
    ['a list of objects', `[${JSON_TEXT}]`],
    ['null', 'null'],
    ['true', 'true'],
    ['a number', '12'],
    ['a number beyond all numbers', '1e999'],
    ['a text', '"name"'],
    ['an unfinished object', '{"name":"new"'],
    ['two objects', `${JSON_TEXT}${JSON_TEXT}`],
    ['a comment', `${JSON_TEXT}//`],
    ['a trailing comma', '{"name":"new",}'],
    ['a form', 'name=new&passwd=x'],
    ['XML', '<user name="new"/>'],
    ['a zero byte', '\u0000'],
    ['a raw line end in a text', '{"name":"a\nb"}'],
    ['two byte order marks', `\uFEFF\uFEFF${JSON_TEXT}`],
    ['UTF-16', Buffer.from(JSON_TEXT, 'utf16le')],
    ['Latin 1', Buffer.from('{"name":"é"}', 'latin1')],
    ['an overlong form', Buffer.from([0x7b, 0xc0, 0xa2, 0x7d])],
    ['half a surrogate pair as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a cut character', Buffer.from('{"name":"é', 'utf8').subarray(0, -1)],
    ['65 levels', deep(65)],
    ['500,000 levels of lists', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['500,000 levels that never close', '['.repeat(500_000)],
    ['150,000 levels of objects', '{"a":'.repeat(150_000)],
  ])('%s', async (_, body) => {
    const server = await startServer();
    const { status, text } = await server.asAdmin('POST', '/v1/user/create', { body });
    expect(status).toBe(400);
    const { error, errors } = JSON.parse(text);
    expect(error?.type ?? JSON.parse(text).error_type ?? text).toContain('validation');
    expect(Object.keys(errors[0])).toEqual(['_schema']);
    await expectUnshaken(server);
  });

  test('but 64 levels are not too many', async () => {
    const server = await startServer();
    expect((await server.asAdmin('POST', '/v1/user/create', { body: deep(64) })).text).not.toContain('_schema');
    await expectUnshaken(server, await server.total());
  });

  test.each([
    ['gzip that is none', 'gzip', JSON_TEXT],
    ['gzip that is cut short', 'gzip', gzipSync(JSON_TEXT).subarray(0, -9)],
    ['deflate that is none', 'deflate', JSON_TEXT],
    ['brotli that is none', 'br', JSON_TEXT],
    ['two encodings of which one is none', 'gzip, gzip', gzipSync(JSON_TEXT)],
    ['two encodings in the wrong order', 'gzip, br', gzipSync(brotliCompressSync(JSON_TEXT))],
    ['raw deflate that is none', 'deflate', Buffer.from([0xff, 0xff, 0xff])],
    ['one byte', 'deflate', 'x'],
  ])('%s', async (_, encoding, body) => {
    const server = await startServer();
    const { status } = await server.asAdmin('POST', '/v1/user/create', {
      headers: { 'Content-Encoding': encoding },
      body,
    });
    expect(status).toBe(400);
    await expectUnshaken(server);
  });
});

describe('An unknown content coding is named, with the known ones', () => {
  test.each([
    ['zstd', 'zstd'],
    ['compress', 'compress'],
    ['x-compress', 'x-compress'],
    ['rot13', 'rot13'],
    ['aes128gcm', 'aes128gcm'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['gzip, zstd', 'zstd'],
    ['ZSTD , gzip', 'zstd'],
    ['*', '*'],
    ['gzip;q=1', 'gzip;q=1'],
  ])('%s', async (encoding, named) => {
    const server = await startServer();
    const headers = { 'Content-Encoding': encoding };
    for (const path of ['/v1/user/create', '/acefone/v1/user', '/__admin/rules']) {
      const { status, headers: told, text } = await server.asAdmin('POST', path, { headers, body: JSON_TEXT });
      expect([path, status, told['accept-encoding']]).toEqual([path, 415, 'gzip, x-gzip, deflate, br, identity']);
      expect(JSON.parse(text)).toMatchObject({
        code: 'content-coding-unknown',
        detail: `The body has the content coding ${named}.`,
      });
    }
    await expectUnshaken(server);
  });

  test('also if a body has too many codings', async () => {
    const server = await startServer();
    const headers = { 'Content-Encoding': Array(6).fill('gzip').join() };
    const { status, text } = await server.asAdmin('POST', '/v1/user/create', { headers, body: JSON_TEXT });
    expect([status, JSON.parse(text).fix]).toEqual([415, 'Use at most 5.']);
  });

  test('but not if the operation ignores the body', async () => {
    const server = await startServer();
    const headers = { 'Content-Encoding': 'zstd' };
    expect((await server.asAdmin('GET', '/v1/user/list', { headers })).status).toBe(200);
    expect((await server.ask('POST', '/v1/user/create', { headers, body: JSON_TEXT })).status).toBe(401);
  });
});

describe('A compressed body', () => {
  const bomb = (text: string) => `{"fullname":"${text}"}`;

  test.each([
    ['gzip', gzipSync(bomb('x'.repeat(50_000_000)))],
    ['br', brotliCompressSync(bomb('x'.repeat(50_000_000)))],
    ['deflate', deflateRawSync(bomb('x'.repeat(50_000_000)))],
    ['gzip, gzip', gzipSync(gzipSync(bomb('x'.repeat(50_000_000))))],
  ])('is refused if it unpacks to more than the limit: %s', async (encoding, body) => {
    const server = await startServer();
    const headers = { 'Content-Encoding': encoding };
    expect((await server.asAdmin('POST', '/v1/user/create', { headers, body })).status).toBe(413);
    await expectUnshaken(server);
  });

  test('may be a little longer than its decompressed form', async () => {
    const server = await startServer({ limits: { bytes: 1000 } });
    const padded = JSON_TEXT.padEnd(1000);
    const headers = { 'Content-Encoding': 'gzip' };
    const stored = gzipSync(padded, { level: 0 });
    expect(stored.length).toBeGreaterThan(1000);
    expect((await server.asAdmin('POST', '/v1/user/create', { headers, body: stored })).status).toBe(200);
    const larger = gzipSync(`${padded} `, { level: 0 });
    expect((await server.asAdmin('POST', '/v1/user/create', { headers, body: larger })).status).toBe(413);
  });
});

describe('No body', () => {
  test.each([
    ['none', ''],
    ['white space', ' \t\r\n '],
    ['a byte order mark', '\uFEFF'],
  ])('is %s: create requires its fields', async (_, body) => {
    const server = await startServer();
    const { status, text } = await server.asAdmin('POST', '/v1/user/create', { body });
    expect(status).toBe(400);
    expect(Object.keys(JSON.parse(text).errors[0]).sort()).toEqual(['email', 'name', 'passwd', 'user_type']);
    await expectUnshaken(server);
  });

  test('is read for GET: a body that comes is ignored', async () => {
    const server = await startServer();
    for (const body of [JSON_TEXT, '{', 'x'.repeat(2_000_000)]) {
      expect((await server.asAdmin('GET', '/v1/user/list', { body })).status).toBe(200);
    }
    await expectUnshaken(server);
  });
});

describe('A number', () => {
  test.each([
    ['1e400', 'role_id'],
    ['-1e400', 'role_id'],
    ['1.5', 'role_id'],
    ['1e400', 'name'],
  ])('%s is refused for %s', async (number, field) => {
    const server = await startServer();
    const body = `{"${field}":${number}}`;
    const { status, text } = await server.asAdmin('PATCH', '/v1/user/all?user_id_in=1', { body });
    expect(status).toBe(400);
    expect(Object.keys(JSON.parse(text).errors[0])).toEqual([field]);
    await expectUnshaken(server);
  });

  test.each([['99999999999999999999999'], ['1e22'], ['-5'], ['0.0'], ['-0'], [`1${'0'.repeat(300)}`]])(
    '%s as a role is answered as JSON again',
    async number => {
      const server = await startServer();
      const { status } = await server.asAdmin('PATCH', '/v1/user/all?user_id_in=1', { body: `{"role_id":${number}}` });
      expect([200, 400]).toContain(status);
      const { text } = await server.asAdmin('GET', '/v1/user/1');
      if (status === 200) expect(JSON.parse(text).payload.role_id).toBeCloseTo(Number(number));
      await expectUnshaken(server);
    },
  );
});
