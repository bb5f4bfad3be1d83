import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { api, expectNoFailure, json, jsonBody, ok, play } from './play.js';

const TEXT = { type: 'string' };
const parameter = (name: string, place: string, schema: unknown = TEXT) => ({ name, in: place, schema });

const described = api({
  '/things/{id}': {
    parameters: [
      { ...parameter('id', 'path'), required: true },
      parameter('q', 'query', { type: 'integer' }),
      parameter('list', 'query', { type: 'array', items: { type: 'integer' } }),
      parameter('session', 'cookie', { type: 'integer' }),
      parameter('X-Count', 'header', { type: 'integer' }),
    ],
    get: ok({ type: 'object', properties: { name: TEXT } }),
    post: {
      requestBody: {
        required: true,
        content: {
          ...jsonBody({
            type: 'object',
            properties: { name: TEXT, list: { type: 'array', items: { type: 'integer' } } },
          }).content,
          'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { name: TEXT } } },
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
          },
          'application/xml': { schema: TEXT },
        },
      },
      responses: { 200: json(TEXT), default: json({ type: 'object', properties: { message: TEXT } }) },
    },
  },
});

const JSON_TYPE = { 'Content-Type': 'application/json' };

test.each([
  ['GET', '/things/%zz', 200],
  ['GET', '/things/%E0%A4%A', 200],
  ['GET', '/things/%00', 200],
  ['GET', '/things/..', 200],
  ['GET', `/things/${'a'.repeat(10_000)}`, 200],
  ['GET', `/things/${'a'.repeat(20_000)}`, 414],
  ['GET', '/things/1?q=1&q=2', 400],
  ['GET', '/things/1?q=%zz', 400],
  ['GET', '/things/1?q', 400],
  ['GET', '/things/1?&&&=&==', 200],
  ['GET', '/things/1?__proto__=1&constructor=2&q=3', 200],
  ['GET', `/things/1?${'list=1&'.repeat(1000)}`, 200],
  ['GET', `/things/1?${'list=x&'.repeat(1000)}`, 400],
  ['GET', '/things/1?__code=', 400],
  ['GET', '/things/1?__code=x&__code=200', 400],
  ['GET', '/things/1?__example=%00', 400],
])('%s %.50s gets %i', async (method, path, status) => {
  const played = await play(described);
  expect((await played.send(method, path)).status).toBe(status);
  expectNoFailure(played);
});

test.each<[name: string, headers: Record<string, string>, body: string | Buffer, status: number]>([
  ['1 MB of JSON', JSON_TYPE, JSON.stringify({ name: 'a'.repeat(1_000_000) }), 200],
  ['a list of 200,000 wrong items', JSON_TYPE, `{"list":[${'"x",'.repeat(200_000)}1]}`, 422],
  ['more than the limit', JSON_TYPE, JSON.stringify({ name: 'a'.repeat(1_100_000) }), 413],
  ['deep JSON', JSON_TYPE, `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
  ['members called __proto__', JSON_TYPE, '{"__proto__":{"x":1},"constructor":{"prototype":1}}', 200],
  ['bytes that are no text', JSON_TYPE, Buffer.from([0xff, 0xfe, 0x00]), 400],
  ['no media type', {}, '{"name":"a"}', 200],
  ['an empty media type', { 'Content-Type': '' }, '{"name":"a"}', 200],
  ['a media type that is none', { 'Content-Type': ';;;' }, '{}', 415],
  ['an unknown charset', { 'Content-Type': 'application/json; charset=x-none' }, '{"name":"a"}', 200],
  ['another media type', { 'Content-Type': 'image/png' }, 'x', 415],
  [
    'a form with wrong encodings',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    'name=%zz&%=&&a[b=1&a]b=2',
    200,
  ],
  ['multipart without a boundary', { 'Content-Type': 'multipart/form-data' }, 'x', 400],
  ['multipart that ends too early', { 'Content-Type': 'multipart/form-data; boundary=b' }, '--b\r\nContent-Dis', 400],
  ['XML', { 'Content-Type': 'application/xml' }, '<a><b></a>', 200],
])('A body with %s gets a valid response', async (_, headers, body, status) => {
  const played = await play(described);
  const received = await played.send('POST', '/things/1', { headers, body });
  expect(received.status).toBe(status);
  expectNoFailure(played);
  expect((await played.get('/things/1')).status).toBe(200);
});

test.each<[headers: Record<string, string | string[]>, status: number]>([
  [{ Cookie: 'session=1; session=2' }, 400],
  [{ Cookie: ';;=;session' }, 200],
  [{ Cookie: 'session=%zz' }, 400],
  [{ 'X-Count': 'x' }, 400],
  [{ 'X-Count': ['1', '2'] }, 400],
  [{ Accept: ',;q=,*/*;q=nonsense,\t' }, 200],
  [{ Accept: 'a/b,'.repeat(1000) }, 406],
  [{ Prefer: 'code=99999' }, 400],
  [{ Prefer: 'example="' }, 400],
  [{ Authorization: 'Bearer '.repeat(500) }, 200],
])('The headers %.60j get %i', async (headers, status) => {
  const played = await play(described);
  expect((await played.send('GET', '/things/1', { headers })).status).toBe(status);
  expectNoFailure(played);
});

test('A connection that ends in the middle of a body leaves the mock as it was', async () => {
  const played = await play(described);
  const socket = connect(Number(new URL(played.url).port), '127.0.0.1');
  await new Promise<void>(resolve => socket.once('connect', resolve));
  socket.write(
    'POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na',
  );
  await new Promise<void>(resolve => socket.end(resolve));
  expect((await played.get('/things/1')).status).toBe(200);
  expectNoFailure(played);
});
