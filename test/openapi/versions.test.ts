import { describe, expect, test } from 'vitest';
import { describing, issuesOf, loadFiles } from './files.js';

describe('a schema means the same in every version', () => {
  const cases: [string, string, unknown, unknown, unknown][] = [
    ['nullable of 3.0 allows null', '3.0.3', { type: 'string', nullable: true }, null, 5],
    [
      'nullable beside a reference allows null',
      '3.0.3',
      { $ref: '#/components/schemas/Text', nullable: true },
      null,
      5,
    ],
    [
      'nullable beside allOf allows null',
      '3.0.3',
      { allOf: [{ $ref: '#/components/schemas/Text' }], nullable: true },
      null,
      5,
    ],
    ['a list of types of 3.1 allows null', '3.1.0', { type: ['string', 'null'] }, null, 5],
    [
      'nullable means nothing in the list of an enum',
      '3.0.3',
      { type: 'string', nullable: true, enum: ['a'] },
      'a',
      null,
    ],
    [
      'exclusiveMinimum of 3.0 belongs to minimum',
      '3.0.3',
      { type: 'number', minimum: 1, exclusiveMinimum: true },
      1.1,
      1,
    ],
    [
      'exclusiveMinimum: false allows the minimum',
      '3.0.3',
      { type: 'number', minimum: 1, exclusiveMinimum: false },
      1,
      0.9,
    ],
    ['exclusiveMaximum of 3.1 is a number', '3.1.0', { type: 'number', exclusiveMaximum: 3 }, 2.9, 3],
    [
      'keywords beside a reference count in 3.1',
      '3.1.0',
      { $ref: '#/components/schemas/Text', maxLength: 2 },
      'ab',
      'abc',
    ],
    [
      'a tuple of 2.0 is prefixItems',
      '3.0.3',
      { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
      ['a', 1],
      [1, 'a'],
    ],
    ['a type in capitals is read', '3.0.3', { type: 'String' }, 'a', 5],
    ['a boolean schema of 3.1 forbids', '3.1.0', { type: 'object', properties: { a: false } }, { b: 1 }, { a: 1 }],
    [
      'a pattern that Unicode forbids is read without it',
      '3.0.3',
      { type: 'string', pattern: '^[\\w\\-]+$' },
      'a-b',
      'a b',
    ],
    ['an anchor of 3.1 is found', '3.1.0', { $ref: '#text' }, 'a', 5],
  ];
  test.each(cases)('%s', async (_, openapi, schema, valid, invalid) => {
    const components = { schemas: { Text: { $anchor: 'text', type: 'string' } } };
    expect(await issuesOf(valid, schema, { openapi, components })).toEqual([]);
    expect(await issuesOf(invalid, schema, { openapi, components })).not.toEqual([]);
  });

  test('keywords beside a reference do not count in 3.0', async () => {
    const components = { schemas: { Text: { type: 'string' } } };
    expect(await issuesOf('abc', { $ref: '#/components/schemas/Text', maxLength: 2 }, { components })).toEqual([]);
  });

  test('a schema that contains itself validates at any depth', async () => {
    const components = {
      schemas: {
        Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' }, id: { type: 'integer' } } },
      },
    };
    const schema = { $ref: '#/components/schemas/Node' };
    expect(await issuesOf({ next: { next: { id: 1 } } }, schema, { components })).toEqual([]);
    expect(await issuesOf({ next: { next: { id: 'x' } } }, schema, { components })).toEqual([
      '/next/next/id must be integer',
    ]);
  });

  test('a write-only member may neither be in a response nor is it required there', async () => {
    const schema = {
      type: 'object',
      required: ['id', 'secret'],
      properties: { id: { type: 'integer' }, secret: { type: 'string', writeOnly: true } },
    };
    expect(await issuesOf({ id: 1 }, schema)).toEqual([]);
    expect(await issuesOf({ id: 1, secret: 'x' }, schema)).toHaveLength(1);
  });

  test('a read-only member is not required in a request, even if another part of allOf requires it', async () => {
    const { operations } = await loadFiles({
      'api.json': {
        ...describing({}),
        paths: {
          '/things': {
            post: {
              requestBody: {
                content: {
                  'application/json': {
                    schema: {
                      allOf: [
                        { type: 'object', required: ['id', 'name'] },
                        { properties: { id: { $ref: '#/components/schemas/Id' }, name: { type: 'string' } } },
                      ],
                    },
                  },
                },
              },
              responses: { 204: { description: 'done' } },
            },
          },
        },
        components: { schemas: { Id: { type: 'integer', readOnly: true } } },
      },
    });
    const schema = operations[0]?.body?.contents[0]?.schema;
    expect(schema?.validate({ name: 'a' })).toEqual([]);
    expect(schema?.validate({ id: 1 }).map(({ message }) => message)).toEqual(["must have required property 'name'"]);
  });
});

test('parameters, bodies, files and forms of 2.0 become those of 3.x', async () => {
  const { operations, basePaths, schemes } = await loadFiles({
    'api.yaml': `
swagger: '2.0'
info: { title: Things, version: 1.0.0 }
host: things.example
basePath: /v2/
consumes: [application/json]
produces: [application/json, text/csv]
securityDefinitions:
  key: { type: apiKey, in: query, name: api_key }
  login: { type: basic }
security: [{ key: [] }]
parameters:
  Limit: { name: limit, in: query, type: integer, maximum: 10 }
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, type: integer }
    get:
      operationId: getThing
      parameters:
        - $ref: '#/parameters/Limit'
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: ids, in: query, type: array, items: { type: integer }, collectionFormat: pipes }
      responses:
        200: { description: ok, schema: { $ref: '#/definitions/Thing' }, examples: { application/json: { id: 1, $ref: data } } }
        default: { description: error }
    put:
      security: [{ login: [] }]
      parameters: [{ name: thing, in: body, required: true, schema: { $ref: '#/definitions/Thing' } }]
      responses: { 204: { description: done } }
    post:
      security: []
      parameters:
        - { name: file, in: formData, type: file, required: true }
        - { name: labels, in: formData, type: array, items: { type: string }, collectionFormat: multi }
      responses: { 201: { description: made } }
definitions:
  Thing: { type: object, required: [id], properties: { id: { type: integer }, when: { type: string, x-nullable: true } } }
`,
  });
  expect(basePaths).toEqual(['/v2']);
  expect(schemes.map(({ type }) => type)).toEqual(['apiKey', 'basic']);
  const [get, put, post] = operations;
  expect(operations.map(({ id }) => id)).toEqual(['getThing', 'PUT /things/{id}', 'POST /things/{id}']);
  expect(get?.parameters.map(({ name, in: where, style, explode }) => [name, where, style, explode])).toEqual([
    ['id', 'path', 'simple', false],
    ['limit', 'query', 'form', false],
    ['tags', 'query', 'form', true],
    ['ids', 'query', 'pipeDelimited', false],
  ]);
  expect(get?.parameters[1]?.schema.validate(11)).toHaveLength(1);
  expect(get?.security.map(one => one.map(({ scheme }) => scheme.name))).toEqual([['key']]);
  expect(get?.responses.map(({ status, contents }) => [status, contents.map(({ mediaType }) => mediaType)])).toEqual([
    ['200', ['application/json', 'text/csv']],
    ['default', []],
  ]);
  expect(get?.responses[0]?.contents[0]?.examples[0]?.value()).toEqual({ id: 1, $ref: 'data' });
  expect(get?.responses[0]?.contents[0]?.schema?.validate({ id: 1, when: null })).toEqual([]);
  expect(put?.body?.required).toBe(true);
  expect(put?.body?.contents[0]?.schema?.validate({}).map(({ schemaPath }) => schemaPath)).toEqual([
    'api.yaml#/definitions/Thing/required',
  ]);
  expect(put?.security.map(one => one.map(({ scheme }) => scheme.name))).toEqual([['login']]);
  expect(post?.security).toEqual([]);
  expect(post?.body?.contents.map(({ mediaType }) => mediaType)).toEqual(['multipart/form-data']);
  expect(post?.body?.contents[0]?.schema?.validate({ file: 'x', labels: ['a'] })).toEqual([]);
  expect(post?.body?.contents[0]?.schema?.validate({})).toHaveLength(1);
  expect(post?.body?.contents[0]?.encoding.labels).toMatchObject({ explode: true });
});
