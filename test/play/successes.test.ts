import { describe, expect, test } from 'vitest';
import { api, expectNoFailure, json, ok, play } from './play.js';

const TEXT = { type: 'string' };

test.each([
  ['the first 2xx, in the order of the description', ['201', '200'].map(status => [status, json(TEXT)]), 200],
  ['a 2xx before default', [['default', json(TEXT)] as const, ['201', json(TEXT)] as const], 201],
  ['the range 2XX as 200', [['404', json(TEXT)] as const, ['2XX', json(TEXT)] as const], 200],
  ['default as 200', [['404', json(TEXT)] as const, ['default', json(TEXT)] as const], 200],
  [
    'a redirection where there is nothing better',
    [['404', json(TEXT)] as const, ['302', { description: '' }] as const],
    302,
  ],
  ['the range 3XX as 303', [['3XX', { description: '' }] as const], 303],
  ['204 without a body', [['204', json(TEXT)] as const], 204],
  ['205 without a body', [['205', json(TEXT)] as const], 205],
  ['501 where there are only errors', [['404', json(TEXT)] as const, ['409', json(TEXT)] as const], 501],
  ['501 where there are no responses', [], 501],
  ['a documented 501 where there is one', [['501', json({ type: 'object' })] as const], 501],
  ['no interim status', [['100', { description: '' }] as const, ['202', { description: '' }] as const], 202],
])('An operation responds with %s', async (_, responses, status) => {
  const played = await play(api({ '/things': { get: { responses: Object.fromEntries(responses) } } }));
  const received = await played.get('/things');
  expect(received.status).toBe(status);
  if ([204, 205, 302, 303].includes(status)) expect(received.text).toBe('');
  expectNoFailure(played);
});

describe('The media type of a response', () => {
  const responses = {
    200: {
      description: '',
      content: {
        'application/json': { schema: { type: 'object', required: ['name'], properties: { name: TEXT } } },
        'application/hal+json': { schema: { type: 'array', items: TEXT } },
        'text/plain': { schema: TEXT, example: 'plain' },
        'application/xml': { schema: { type: 'array', items: { type: 'object', properties: { name: TEXT } } } },
        'text/csv': { example: 'a,b\n1,2\n' },
      },
    },
  };
  const described = api({ '/things': { get: { responses } } });

  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/*', 'text/plain'],
    ['text/csv', 'text/csv'],
    ['application/hal+json', 'application/hal+json'],
    ['application/json;q=0.1, application/xml;q=0.9', 'application/xml'],
    ['application/json;q=0, */*;q=0.5', 'application/hal+json'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['nonsense', 'application/json'],
  ])('for Accept %s is %s', async (accept, mediaType) => {
    const played = await play(described);
    const received = await played.get('/things', accept === undefined ? {} : { Accept: accept });
    expect([received.status, received.headers['content-type']]).toEqual([200, mediaType]);
    expectNoFailure(played);
  });

  test('is refused with 406 where the client accepts none', async () => {
    const played = await play(described);
    const received = await played.get('/things', { Accept: 'image/png' });
    expect(received.status).toBe(406);
    expect(received.json.detail).toBe(
      'The header Accept allows none of the responses: application/json or application/hal+json or text/plain or application/xml or text/csv.',
    );
    expectNoFailure(played);
  });

  test('is never a range', async () => {
    const of = (mediaType: string) => ({
      get: { responses: { 200: { description: '', content: { [mediaType]: {} } } } },
    });
    const ranges = { '/a': '*/*', '/b': 'application/*', '/c': 'text/*', '/d': 'image/*', '/e': 'application/*+json' };
    const played = await play(api(Object.fromEntries(Object.entries(ranges).map(([path, type]) => [path, of(type)]))));
    const types = await Promise.all(
      Object.keys(ranges).map(async path => (await played.get(path)).headers['content-type']),
    );
    expect(types).toEqual(['application/json', 'application/json', 'text/plain', 'image/png', 'application/x+json']);
    expectNoFailure(played);
  });

  test('of text is sent as it is, and XML has one root', async () => {
    const played = await play(described);
    expect((await played.get('/things', { Accept: 'text/plain' })).text).toBe('plain');
    expect((await played.get('/things', { Accept: 'text/csv' })).text).toBe('a,b\n1,2\n');
    const { text } = await played.get('/things', { Accept: 'application/xml' });
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<root>(<item><name>[^<]*<\/name><\/item>)+<\/root>$/,
    );
  });

  test('in 2.0 has its own body, although all types share a schema', async () => {
    const played = await play({
      swagger: '2.0',
      info: { title: 'Things', version: '1' },
      produces: ['application/json', 'application/xml'],
      paths: {
        '/things': {
          get: { responses: { 200: { description: '', schema: { type: 'object', properties: { name: TEXT } } } } },
        },
      },
    });
    expect((await played.get('/things')).text).toMatch(/^\{/);
    expect((await played.get('/things', { Accept: 'application/xml' })).text).toMatch(/^<\?xml/);
  });

  test('that is none is read as JSON, with a warning', async () => {
    const played = await play(
      api({
        '/things': {
          get: { responses: { 200: { description: '', content: { 'a\r\nb: c': { schema: { type: 'object' } } } } } },
        },
      }),
    );
    expect(await played.get('/things')).toMatchObject({ status: 200, text: '{}' });
    expect(played.mock.described[0]?.warnings).toBe(1);
    expectNoFailure(played);
  });
});

test('JSON without a schema is an object, since no text is no JSON', async () => {
  const played = await play(api({ '/things': { get: { responses: { 200: json(undefined) } } } }));
  expect(await played.get('/things')).toMatchObject({ status: 200, json: {} });
  expectNoFailure(played);
});

describe('The headers of a response', () => {
  test('are documented examples or values of their schemas', async () => {
    const headers = {
      'X-Rate-Limit': { schema: { type: 'integer', minimum: 5, maximum: 5 } },
      ETag: { schema: TEXT, example: '"abc"' },
      'X-List': { schema: { type: 'array', items: TEXT }, example: ['a', 'b'] },
      'X-Broken': { schema: { type: 'integer', minimum: 7, maximum: 7 }, example: 'no number' },
      'Content-Length': { schema: { type: 'integer' }, example: 1 },
      'Content-Type': { schema: TEXT, example: 'text/html' },
    };
    const played = await play(api({ '/things': { get: { responses: { 200: { ...json(TEXT), headers } } } } }));
    const received = await played.get('/things');
    expect(received.headers).toMatchObject({
      'x-rate-limit': '5',
      etag: '"abc"',
      'x-list': 'a,b',
      'x-broken': '7',
      'content-type': 'application/json',
      'content-length': String(received.text.length),
    });
  });

  test('never break the message, whatever their names and values are', async () => {
    const headers = {
      'X-Value': { schema: TEXT, example: 'a\r\nSet-Cookie: x=1\u2603' },
      'X-Name\r\n': { schema: TEXT, example: 'a' },
      constructor: { schema: TEXT, example: 'b' },
      'Transfer-Encoding': { schema: TEXT, example: 'chunked' },
    };
    const played = await play(api({ '/things': { get: { responses: { 200: { ...json(TEXT), headers } } } } }));
    const received = await played.get('/things');
    expect(received.headers['x-value']).toBe('a??Set-Cookie: x=1?');
    expect(Object.getOwnPropertyDescriptor(received.headers, 'constructor')?.value).toBe('b');
    expect(received.headers).not.toHaveProperty('set-cookie');
    expectNoFailure(played);
  });
});

test('HEAD gets the headers of GET', async () => {
  const played = await play(api({ '/things': { get: ok(TEXT) } }));
  const [head, get] = await Promise.all([played.send('HEAD', '/things'), played.get('/things')]);
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', get.headers['content-length']]);
});

test.each(['1', '2'])(
  'The same seed and request give the same bytes, and another seed gives others (%s)',
  async seed => {
    const described = api({
      '/things/{id}': { get: ok({ type: 'object', required: ['a', 'b'], properties: { a: TEXT, b: TEXT } }) },
    });
    const texts = async (seed: number) => {
      const played = await play(described, { seed });
      return (await Promise.all(['/things/1', '/things/2', '/things/1'].map(path => played.get(path)))).map(
        ({ text }) => text,
      );
    };
    const [first, again, other] = [await texts(Number(seed)), await texts(Number(seed)), await texts(77)];
    expect(again).toEqual(first);
    expect(first[2]).toBe(first[0]);
    expect(first[1]).not.toBe(first[0]);
    expect(other).not.toEqual(first);
  },
);
