import { describe, expect, test } from 'vitest';
import { api, expectNoFailure, json, ok, play, playFiles } from './play.js';

const TEXT = { type: 'string' };
const named = (operationId: string, schema: unknown = TEXT) => ({ operationId, ...ok(schema) });

/** The operation that a request gets. */
async function operationOf(description: unknown, method: string, path: string): Promise<string | number> {
  const played = await play(description);
  const { status, headers } = await played.send(method, path);
  expectNoFailure(played);
  return status < 300 ? decodeURI(String(headers['understudy-operation'])).replace('things.', '') : status;
}

describe('A path template', () => {
  const described = api({
    '/{id}.json': { get: named('json') },
    '/{a}.{b}': { get: named('dotted') },
    '/{id}': { get: named('whole') },
    '/fixed.json': { get: named('fixed') },
    '/x/{id}:action': { post: named('action') },
    '/x/{id}': { post: named('item') },
    '/range({from},{to})': { get: named('range') },
    '/v{version}/things': { get: named('version') },
    '/slash/': { get: named('slash') },
    '//double//slash': { get: named('double') },
    '/a b/é': { get: named('spaces') },
    '/encoded%20text': { get: named('encoded') },
    '/query?action=one': { get: named('query') },
    '/{__proto__}/{constructor}': { get: named('proto') },
    '/{': { get: named('brace') },
  });

  test.each([
    ['GET', '/12.json', 'json'],
    ['GET', '/a.b', 'dotted'],
    ['GET', '/a', 'whole'],
    ['GET', '/fixed.json', 'fixed'],
    ['GET', '/.json', 'whole'],
    ['POST', '/x/12:action', 'action'],
    ['POST', '/x/1:2:action', 'action'],
    ['POST', '/x/:action', 'item'],
    ['POST', '/x/12', 'item'],
    ['GET', '/range(1,2)', 'range'],
    ['GET', '/range(,2)', 'whole'],
    ['GET', '/v2/things', 'version'],
    ['GET', '/v/things', 'proto'],
    ['GET', '/slash/', 'slash'],
    ['GET', '/slash', 'whole'],
    ['GET', '/12/', 404],
    ['GET', '/double/slash', 'double'],
    ['GET', '//double//slash', 'double'],
    ['GET', '/a%20b/%C3%A9', 'spaces'],
    ['GET', '/encoded%20text', 'encoded'],
    ['GET', '/query', 'query'],
    ['GET', '/a%2Fb', 'whole'],
    ['GET', '/__proto__/constructor', 'proto'],
    ['GET', '/{', 'brace'],
    ['GET', '/%zz', 'whole'],
    ['DELETE', '/12.json', 405],
    ['GET', '/a/b/c', 404],
  ])('%s %s is %s', async (method, path, operation) => {
    expect(await operationOf(described, method, path)).toBe(operation);
  });

  test('gives each parameter its part of the segment', async () => {
    const integer = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
    const played = await play(
      api({
        '/{a}.{b}-{c}': { parameters: ['a', 'b', 'c'].map(integer), get: ok(TEXT) },
        '/files/{name}.{format}': {
          parameters: [{ name: 'format', in: 'path', required: true, schema: { enum: ['json', 'xml'] } }],
          get: ok(TEXT),
        },
      }),
    );
    expect((await played.get('/1.2-3')).status).toBe(200);
    expect((await played.get('/1.x-3')).json.detail).toBe('The path parameter b must be an integer.');
    expect((await played.get('/files/a.tar.json')).status).toBe(200);
    expect((await played.get('/files/json.exe')).status).toBe(400);
  });

  test('keeps an encoded slash in its segment', async () => {
    const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', enum: ['a/b'] } };
    const played = await play(api({ '/things/{id}': { get: { parameters: [parameter], ...ok(TEXT) } } }));
    expect((await played.get('/things/a%2Fb')).status).toBe(200);
    expect((await played.get('/things/a/b')).status).toBe(404);
  });
});

describe('The base path', () => {
  const at = (servers: unknown, more: Record<string, unknown> = {}) =>
    api({ '/things': { get: named('list'), ...more } }, { servers });

  test.each([
    ['https://example.com/v1', '/v1'],
    ['https://example.com/v1/', '/v1'],
    ['/v1', '/v1'],
    ['v1', '/v1'],
    ['./v1', '/v1'],
    ['//example.com/v1', '/v1'],
    ['https://example.com', ''],
    ['/', ''],
    ['', ''],
    ['/a+b', '/a+b'],
    ['/a%20b', '/a%20b'],
    ['https://{host}:{port}/v1', '/v1'],
    ['{scheme}://example.com/v1', '/v1'],
    ['http://exa mple/v1', '/v1'],
  ])('of %s is %s', async (url, base) => {
    expect(await operationOf(at([{ url }]), 'GET', `${base}/things`)).toBe('list');
    expect(await operationOf(at([{ url }]), 'GET', '/things')).toBe('list');
    expect(await operationOf(at([{ url }]), 'GET', `/things${base}/things`)).toBe('list');
    expect(await operationOf(at([{ url }]), 'GET', '/other/things')).toBe(404);
  });

  test('has the defaults of its variables', async () => {
    const servers = [
      { url: '/{region}/v{version}', variables: { region: { default: 'eu' }, version: { default: 2 } } },
    ];
    expect(await operationOf(at(servers), 'GET', '/eu/v2/things')).toBe('list');
  });

  test('may be of the path or of the operation', async () => {
    const described = at([{ url: '/v1' }], { post: { ...named('create'), servers: [{ url: '/v2' }] } });
    expect(await operationOf(described, 'POST', '/v2/things')).toBe('create');
    expect(await operationOf(described, 'POST', '/v1/things')).toBe(405);
    expect(await operationOf(described, 'GET', '/v1/things')).toBe('list');
  });

  test('may be one of several', async () => {
    const described = at([{ url: '/v1' }, { url: '/v2' }]);
    expect(await operationOf(described, 'GET', '/v1/things')).toBe('list');
    expect(await operationOf(described, 'GET', '/v2/things')).toBe('list');
  });
});

describe('A described method', () => {
  const described = api({
    '/things': {
      get: named('get'),
      head: {
        operationId: 'head',
        responses: { 200: { description: '', headers: { 'X-Count': { schema: { enum: [7] } } } } },
      },
      options: { operationId: 'options', ...ok({ enum: ['described'] }) },
      trace: { operationId: 'trace', responses: { 200: { description: '' } } },
    },
    '/only-head': { head: { responses: { 204: { description: '' } } } },
  });

  test('is responded to, also HEAD, OPTIONS and TRACE', async () => {
    expect(await operationOf(described, 'GET', '/things')).toBe('get');
    expect(await operationOf(described, 'HEAD', '/things')).toBe('head');
    expect(await operationOf(described, 'TRACE', '/things')).toBe('trace');
    expect(await operationOf(described, 'HEAD', '/only-head')).toBe('HEAD /only-head');
    expect(await operationOf(described, 'GET', '/only-head')).toBe(405);
    const played = await play(described);
    expect((await played.send('HEAD', '/things')).headers['x-count']).toBe('7');
    expect((await played.send('OPTIONS', '/things')).json).toBe('described');
    expect((await played.send('DELETE', '/things')).headers.allow).toBe('GET, HEAD, OPTIONS, TRACE');
  });

  test('does not hide the preflight of a browser', async () => {
    const played = await play(described);
    const headers = { Origin: 'http://localhost:1', 'Access-Control-Request-Method': 'GET' };
    expect((await played.send('OPTIONS', '/things', { headers })).status).toBe(204);
    expect((await played.send('OPTIONS', '/only-head')).status).toBe(204);
  });
});

describe('Several descriptions', () => {
  test('are served under the names of their files or folders, the first also at /', async () => {
    const described = api({ '/things': { get: named('list') } }, { servers: [{ url: '/v1' }] });
    const files = { 'One Api.json': described, 'two/openapi.json': described, 'two/one-api.json': described };
    const played = await playFiles(files, Object.keys(files));
    expect(played.mock.basePaths).toEqual({ 'one-api': '/v1', two: '/two/v1', 'one-api-2': '/one-api-2/v1' });
    for (const path of [
      '/v1/things',
      '/things',
      '/one-api/v1/things',
      '/two/v1/things',
      '/two/things',
      '/one-api-2/v1/things',
    ]) {
      expect((await played.get(path)).status).toBe(200);
    }
    expect((await played.get('/two/v1/things')).headers['understudy-operation']).toBe('two.list');
  });

  test('may stand beside shipped APIs', async () => {
    const files = { 'dnl.json': api({ '/things': { get: named('list') } }) };
    const played = await playFiles(files, ['dnl.json'], { apis: ['dnl-2', 'acefone'] });
    expect(Object.keys(played.mock.basePaths)).toEqual(['dnl-2', 'acefone']);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('may be called %s', async name => {
    const files = { [`${name}.json`]: api({ '/things': { get: named('list') } }) };
    const played = await playFiles(files, [`${name}.json`]);
    expect((await played.get('/things')).status).toBe(200);
    expect((await played.get('/__admin/apis')).status).toBe(200);
    expect((await played.get('/__admin/tokens')).status).toBe(200);
    expectNoFailure(played);
  });
});

test('A status that is no operation names the nearest operations', async () => {
  const played = await play(
    api({ '/things': { get: named('list') }, '/others': { get: { responses: { 200: json(TEXT) } } } }),
  );
  expect((await played.get('/thinks')).json.nearest[0]).toBe('GET /things');
});
