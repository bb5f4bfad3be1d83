import { describe, expect, test } from 'vitest';
import { sampleRequest } from '../../src/play/index.js';
import { loadFiles } from '../openapi/files.js';
import { api, json, jsonBody, ok, type Played, play, playFiles, sendTo } from './play.js';

const TEXT = { type: 'string' };
const A = { $ref: '#/components/schemas/A' };
const schemas = (A: unknown) => ({ components: { schemas: { A } } });

/** The statuses of plausible requests to all operations of a description, and of requests with nothing but the path. */
async function statusesOf(description: unknown): Promise<{ played: Played; statuses: number[] }> {
  const files = { 'things.json': description };
  const played = await playFiles(files, ['things.json']);
  const { operations } = await loadFiles(files);
  const statuses: number[] = [];
  for (const operation of operations) {
    const sample = sampleRequest(operation, { api: 'things', seed: 1 });
    if (!sample) throw new Error(`There is no sample request for ${operation.id}.`);
    statuses.push((await sendTo(played.url, { ...sample, body: sample.body as Buffer })).status);
    await sendTo(played.url, { method: sample.method, path: sample.path.replace(/\?.*/, '') });
  }
  return { played, statuses };
}

/** A text of JSON with an operation whose schema is nested. */
function nested(levels: number): string {
  const [before, after] = JSON.stringify(api({ '/a': { get: ok('HERE') } })).split('"HERE"');
  return `${before}${'{"items":'.repeat(levels)}{}${'}'.repeat(levels)}${after}`;
}

describe('Odd descriptions are played as far as they can be', () => {
  test.each<[name: string, description: unknown, statuses: number[]]>([
    ['an operation without responses', api({ '/a': { get: {} } }), [501]],
    ['responses that are null', api({ '/a': { get: { responses: null } } }), [501]],
    ['a response that is null', api({ '/a': { get: { responses: { 200: null } } } }), [200]],
    ['content that is null', api({ '/a': { get: { responses: { 200: { content: null } } } } }), [200]],
    [
      'a media type that is null',
      api({ '/a': { get: { responses: { 200: { content: { 'application/json': null } } } } } }),
      [200],
    ],
    [
      'parameters that are null',
      api({ '/a/{id}': { parameters: null, get: { parameters: null, ...ok(TEXT) } } }),
      [200],
    ],
    ['a schema that is null', api({ '/a': { get: ok(null) } }), [200]],
    ['a body that is null', api({ '/a': { post: { requestBody: null, ...ok(TEXT) } } }), [200]],
    ['security that is null', api({ '/a': { get: { security: null, ...ok(TEXT) } } }), [200]],
    [
      'numbers as names',
      { openapi: 3.1, paths: { '/1': { get: { operationId: 5, ...ok({ properties: { 1: { type: 'integer' } } }) } } } },
      [200],
    ],
    ['OpenAPI 3.2', { openapi: '3.2.0', paths: { '/a': { get: ok(TEXT), query: ok(TEXT) } } }, [200]],
    ['no version', { paths: { '/a': { get: ok(TEXT) } } }, [200]],
    [
      'a schema that refers to itself',
      api({ '/a': { get: ok(A), post: { requestBody: jsonBody(A), ...ok(A) } } }, schemas(A)),
      [200, 200],
    ],
    ['a schema of itself twice', api({ '/a': { get: ok(A) } }, schemas({ allOf: [A, A, A] })), [200]],
    ['a choice of itself', api({ '/a': { get: ok(A) } }, schemas({ anyOf: [A, A] })), [200]],
    [
      'a schema in itself',
      api(
        { '/a': { get: ok(A) } },
        schemas({ type: 'object', properties: { a: A, list: { type: 'array', items: A } } }),
      ),
      [200],
    ],
    ['the document as a schema', api({ '/a': { get: ok({ $ref: '#' }) } }), [200]],
    [
      'circles of references everywhere',
      api(
        {
          '/a': { $ref: '#/paths/~1b' },
          '/b': { $ref: '#/paths/~1a' },
          '/c': {
            get: {
              parameters: [{ $ref: '#/components/parameters/P' }],
              requestBody: { $ref: '#/components/requestBodies/B' },
              responses: { 200: { $ref: '#/components/responses/R' }, 201: { description: '' } },
            },
          },
        },
        {
          security: [{ S: [] }],
          components: {
            parameters: { P: { $ref: '#/components/parameters/P' } },
            requestBodies: { B: { $ref: '#/components/requestBodies/B' } },
            responses: { R: { $ref: '#/components/responses/R' } },
            securitySchemes: { S: { $ref: '#/components/securitySchemes/S' } },
          },
        },
      ),
      [200],
    ],
    [
      'wrong keywords',
      api({ '/a': { get: ok({ type: {}, required: 'x', properties: [1], enum: [], pattern: '[', maxLength: -1 }) } }),
      [200],
    ],
    [
      'numbers that JSON does not have',
      'openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          content:\n            application/json:\n              example: {a: .inf, b: .nan}\n              schema: {type: object, properties: {a: {type: number}}}\n',
      [200],
    ],
    [
      'half a character',
      JSON.parse(
        '{"openapi":"3.0.3","paths":{"/a":{"get":{"operationId":"\\ud800","responses":{"200":{"content":{"application/json":{"schema":{"type":"object","required":["\\ud800"],"properties":{"\\ud800":{"type":"string"}}}}}}}}}}}',
      ),
      [200],
    ],
    ['deep nesting', nested(150), [200]],
  ])('%s', async (_, description, expected) => {
    const { played, statuses } = await statusesOf(description);
    expect(statuses).toEqual(expected);
    expect(played.failures.map(({ message }) => message)).toEqual([]);
  });

  test('names that objects have already', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const parameters = (place: string) =>
      names.map(name => `{"name":"${name}","in":"${place}","required":true,"schema":{"type":"integer"}}`).join();
    const properties = names.map(name => `"${name}":{"type":"integer"}`).join();
    const schema = '{"$ref":"#/components/schemas/__proto__"}';
    const { played, statuses } = await statusesOf(
      `{"openapi":"3.0.3","paths":{"/a/{__proto__}/{constructor}/{toString}":{"post":{"operationId":"__proto__",
        "parameters":[${['path', 'query', 'cookie'].map(parameters).join()}],
        "requestBody":{"required":true,"content":{"application/json":{"schema":${schema}}}},
        "responses":{"200":{"description":"","headers":{"__proto__":{"schema":{"type":"integer"}}},
        "content":{"application/json":{"schema":${schema}}}}}}},
        "/b":{"get":{"operationId":"constructor","responses":{"200":{"description":""}}}}},
        "components":{"schemas":{"__proto__":{"type":"object","required":["__proto__","constructor","toString"],"properties":{${properties}}}}}}`,
    );
    expect(statuses).toEqual([200, 200]);
    expect(played.failures).toEqual([]);
  });
});

describe('What cannot be read is refused in one sentence', () => {
  test.each([
    ['no paths', { openapi: '3.0.3', paths: {} }, /describes no operation that could be played\.$/],
    ['paths that are null', { openapi: '3.0.3', paths: null }, /describes no operation that could be played\.$/],
    ['another version', { openapi: '4.0.0', paths: {} }, /Its version is "4\.0\.0"\.$/],
    ['a list', [], /is no OpenAPI description of version 2\.0, 3\.0 or 3\.1\.$/],
    ['an empty file', '', /^Failed to read /],
    ['text that is no YAML', 'a: [', /line \d+/],
    ['too deep nesting', nested(5000), /nesting exceeded maxDepth \(200\)\.$/],
    ['extreme nesting', nested(200_000), /nesting exceeded maxDepth \(200\)\.$/],
    [
      'aliases that repeat too much',
      `a0: &a0 [1, 2]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`,
      /aliases make it more than 5000000 values\.$/,
    ],
    ['an alias in its own value', 'a: &a [*a]', /an alias refers to a value that contains the alias\.$/],
  ])('%s', async (_, description, sentence) => {
    await expect(play(description)).rejects.toMatchObject({
      code: 'description-invalid',
      message: expect.stringMatching(sentence),
    });
  });
});

test('Warnings are one line each, whatever names are in them', async () => {
  const { warnings } = await loadFiles({
    'things.json': api({
      '/a': { get: { ...ok({ type: 'x\ny\u001b[31m' }), security: [{ ['z\n'.repeat(1000)]: [] }] } },
    }),
  });
  for (const { message } of warnings()) expect(message).toMatch(/^[^\p{Cc}]{1,1001}$/u);
  expect(warnings()).toHaveLength(2);
});

test('Interim responses are left out with a warning', async () => {
  const { warnings } = await loadFiles({
    'a.json': api({ '/a': { get: { responses: { 100: json(TEXT), 200: json(TEXT) } } } }),
  });
  expect(warnings().map(({ message }) => message)).toEqual([
    'has the status 100, of an interim response, which is not sent; it is ignored',
  ]);
});
