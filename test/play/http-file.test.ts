import { expect, test } from 'vitest';
import { formatHttpFile } from '../../src/play/index.js';
import { loadFiles } from '../openapi/files.js';
import { readHttpFile } from './http-requests.js';
import { api, jsonBody, ok } from './play.js';

const SERVER = 'http://localhost:8000';

async function format(paths: unknown, more: Record<string, unknown> = {}): Promise<string> {
  const description = await loadFiles({ 'things.json': api(paths, more) });
  return formatHttpFile(description, { api: 'things', seed: 1, server: SERVER });
}

test('there is one request for each operation, with variables for the URL and the credentials', async () => {
  const text = await format(
    {
      '/things': {
        get: { summary: 'List\nthings', security: [{ key: [] }], ...ok(true) },
        post: { operationId: 'add', security: [{ basic: [] }], ...jsonBodyOf({ a: 1, b: '{{x}}' }), ...ok(true) },
      },
    },
    {
      servers: [{ url: '/v1' }],
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'query', name: 'k' },
          basic: { type: 'http', scheme: 'basic' },
          unused: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  );
  expect(text.replaceAll(/^(@token2? = )\S+$/gm, '$1…')).toBe(`# Things 1: a request for each operation.

@baseUrl = http://localhost:8000/v1
# for key
@token = …
# for basic, as NAME:PASSWORD in base64
@token2 = …

### GET /things: List things
GET {{baseUrl}}/things?k={{token}}

### add
POST {{baseUrl}}/things
Content-Type: application/json
Authorization: Basic {{token2}}

{
  "a": 1,
  "b": "{\\u007bx}}"
}
`);
  const [, add] = readHttpFile(text);
  expect(JSON.parse(add?.body ?? '')).toEqual({ a: 1, b: '{{x}}' });
});

test('requests that delete come last, and those with the longest path first', async () => {
  const paths = ['/things/{id}', '/things', '/things/{id}/parts/{part}'];
  const parameters = ['id', 'part'].map(name => ({ name, in: 'path', required: true, schema: { type: 'integer' } }));
  const text = await format(
    Object.fromEntries(paths.map(path => [path, { parameters, delete: ok(true), get: ok(true) }])),
  );
  const names = readHttpFile(text).map(({ name }) => name);
  expect(names).toEqual([
    ...paths.map(path => `GET ${path}`),
    ...['DELETE /things/{id}/parts/{part}', 'DELETE /things/{id}', 'DELETE /things'],
  ]);
});

test('an operation with a base path of its own has it in its URL', async () => {
  const text = await format(
    { '/a': { get: ok(true) }, '/b': { get: { servers: [{ url: '/other' }], ...ok(true) } } },
    { servers: [{ url: '/v1' }] },
  );
  expect(readHttpFile(text).map(({ url }) => url)).toEqual([`${SERVER}/v1/a`, `${SERVER}/other/b`]);
});

test.each([
  ['a script', '> {% x %}'],
  ['the end of a request', 'a\n### b'],
  ['the name of a file', '< ./secret.txt'],
  ['a variable', 'a {{x}}'],
])('a body with a line that editors take for %s is left out with a comment', async (_, example) => {
  const requestBody = { content: { 'text/plain': { schema: { type: 'string' }, example } } };
  const text = await format({ '/a': { post: { operationId: 'send', requestBody, ...ok(true) }, get: ok(true) } });
  expect(text).toContain('# send\n# POST /a has no request that such a file can hold.\n');
  expect(readHttpFile(text)).toHaveLength(1);
});

test('XML, forms and texts are written as they are sent', async () => {
  const content = { 'application/xml': { example: '<a>\n  <b/>\n</a>' } };
  const form = {
    'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: {} } }, example: { a: 'b c' } },
  };
  const text = await format({
    '/xml': { post: { requestBody: { content }, ...ok(true) } },
    '/form': { post: { requestBody: { content: form }, ...ok(true) } },
    '/text': { post: { requestBody: { content: { 'text/plain': { example: '[1,2]' } } }, ...ok(true) } },
  });
  expect(readHttpFile(text).map(({ body }) => body)).toEqual(['<a>\n  <b/>\n</a>', 'a=b+c', '[1,2]']);
});

function jsonBodyOf(example: unknown) {
  return { requestBody: { ...jsonBody(true), content: { 'application/json': { example } } } };
}
