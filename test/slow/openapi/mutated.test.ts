import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, Problem } from '../../../src/kernel/index.js';
import { type Description, loadDescription, schemaDocument } from '../../../src/openapi/index.js';
import { exampleWarnings, formatHttpFile, sampleRequest } from '../../../src/play/index.js';
import { writeFiles } from '../../openapi/files.js';
import { readHttpFile } from '../../play/http-requests.js';

const PET = { $ref: '#/components/schemas/Pet' };
const parameter = (name: string, place: string, schema: unknown) => ({ name, in: place, schema });

const V3 = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://{host}/v{n}', variables: { host: { default: 'a' }, n: { default: '1' } } }],
  security: [{ key: [] }, {}],
  paths: {
    '/pets/{id}.{format}': {
      parameters: [parameter('id', 'path', { type: 'integer', minimum: 1 })],
      get: {
        operationId: 'getPet',
        tags: ['pets'],
        parameters: [
          parameter('q', 'query', { type: 'array', items: { type: 'string' } }),
          { $ref: '#/components/parameters/Page' },
        ],
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-Total': { schema: { type: 'integer' }, example: 3 } },
            content: { 'application/json': { schema: PET, examples: { cat: { value: { id: 1, name: 'Cat' } } } } },
          },
          404: { $ref: '#/components/responses/Gone' },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'multipart/form-data': { schema: PET, encoding: { name: { style: 'form' } } } },
        },
        responses: { '2XX': { description: '' }, default: { description: '' } },
        callbacks: { done: { '{$request.body#/url}': { post: { responses: { 200: { description: '' } } } } } },
      },
    },
  },
  components: {
    parameters: { Page: { ...parameter('page', 'query', { type: 'object' }), style: 'deepObject', explode: true } },
    responses: { Gone: { description: '', content: { 'application/json': { schema: { type: 'object' } } } } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Pet: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', pattern: '^[A-Z]', maxLength: 20, nullable: true },
          kind: { oneOf: [{ enum: ['a', 'b'] }, { type: 'boolean' }] },
          owner: { allOf: [PET, { type: 'object', additionalProperties: { type: 'number', multipleOf: 0.5 } }] },
          at: { type: 'string', format: 'date-time' },
        },
        discriminator: { propertyName: 'name', mapping: { a: '#/components/schemas/Pet' } },
      },
    },
  },
};

const V2 = {
  swagger: '2.0',
  info: { title: 'Pets', version: '1' },
  basePath: '/v1',
  consumes: ['application/json'],
  produces: ['application/json', 'application/xml'],
  securityDefinitions: { basic: { type: 'basic' } },
  paths: {
    '/pets': {
      post: {
        security: [{ basic: [] }],
        parameters: [
          { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } },
          { name: 'ids', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'csv' },
        ],
        responses: {
          200: { description: '', schema: { $ref: '#/definitions/Pet' }, examples: { 'application/json': { id: 1 } } },
        },
      },
      put: {
        parameters: [{ name: 'file', in: 'formData', type: 'file' }],
        responses: { 204: { description: '', headers: { 'X-A': { type: 'integer' } } } },
      },
    },
  },
  definitions: { Pet: { type: 'object', properties: { id: { type: 'integer', 'x-nullable': true } } } },
};

/** What stands at random places instead of what a description has there. */
const REPLACEMENTS: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    '',
    'x',
    'a\r\nb: c',
    '\ud800',
    '__proto__',
    [],
    [null],
    [1],
    {},
    { type: 'string' },
  ],
  ...[
    { $ref: '#' },
    { $ref: '#/paths' },
    { $ref: '#/components/schemas/Pet' },
    { $ref: '#/definitions/Pet' },
    { $ref: '#/nowhere' },
  ],
  ...[
    { $ref: 'missing.yaml#/a' },
    { $ref: 'http://localhost/a' },
    { $ref: 1 },
    { $ref: '#/%zz~2' },
    { allOf: [{ $ref: '#/components/schemas/Pet' }] },
  ],
  ...[
    { get: {} },
    { enum: [null, {}, []] },
    { type: ['object', 'null'], not: {} },
    'application/json',
    '#/components/schemas/Pet',
  ],
];

type Mutation = { at: number; kind: 'replace' | 'remove' | 'rename' | 'move'; to: number };

const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(10_000),
    kind: fc.constantFrom('replace', 'replace', 'remove', 'rename', 'move'),
    to: fc.nat(10_000),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Changes a copy of a value at random places. */
function mutate(value: unknown, changes: readonly Mutation[]): unknown {
  const root = structuredClone(value);
  for (const { at, kind, to } of changes) {
    const places = listPlaces(root);
    const [holder, name] = places[at % places.length] ?? [];
    if (!holder || name === undefined) return root;
    const [other, otherName] = places[to % places.length] ?? [];
    if (kind === 'remove') delete holder[name];
    else if (kind === 'rename') holder[NAMES[to % NAMES.length] as string] = holder[name];
    else if (kind === 'move' && other && otherName !== undefined) holder[name] = structuredClone(other[otherName]);
    else holder[name] = structuredClone(REPLACEMENTS[to % REPLACEMENTS.length]);
  }
  return root;
}

const NAMES = [
  'constructor',
  'toString',
  '$ref',
  'x\r\ny',
  '',
  '/',
  '{}',
  '200',
  'default',
  'items',
  'allOf',
  'content',
  '\ud800',
];

function listPlaces(value: unknown): [Record<string, unknown>, string][] {
  if (!Array.isArray(value) && !isObject(value)) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap(name => [[holder, name] as [typeof holder, string], ...listPlaces(holder[name])]);
}

/** Does everything with a description that a start, a request and an export do. */
function readAll(description: Description): void {
  description.lines([...description.warnings(), ...exampleWarnings(description)]);
  for (const operation of description.operations) {
    sampleRequest(operation, { api: 'pets', seed: 1 });
    for (const { schema } of operation.responses.flatMap(({ contents }) => contents))
      schema?.validate({ id: 1, name: 'A' });
  }
  schemaDocument(description.bundle());
  const file = formatHttpFile(description, { api: 'pets', seed: 1, server: 'http://localhost:8000' });
  const requests = readHttpFile(file);
  const without = file.split(' has no request that such a file can hold.\n').length - 1;
  expect(requests.length + without).toBe(description.operations.length);
  for (const { method, url, headers } of requests) {
    expect([method, url]).toEqual([expect.stringMatching(/^[A-Z]+$/), expect.stringMatching(/^http:\S+$/)]);
    new Headers(headers);
  }
}

test.each([
  ['2.0', V2],
  ['3.0', V3],
  ['3.1', { ...V3, openapi: '3.1.0' }],
])('A description of %s with random changes is read, or is description-invalid', async (_, description) => {
  await fc.assert(
    fc.asyncProperty(mutations, async changes => {
      const folder = writeFiles({ 'pets.json': JSON.stringify(mutate(description, changes)) });
      try {
        readAll(await loadDescription(join(folder, 'pets.json')));
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'description-invalid') throw error;
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 120), seed: 20_260_101 },
  );
});

test('Random text is read, or is description-invalid', async () => {
  const piece = fc.constantFrom(
    'openapi: 3.0.3',
    '\n',
    ' ',
    'paths:',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '<<: ',
    '- ',
    '? ',
    '|',
    '"',
    ': ',
    '/a',
    '!!x',
    '%',
    '\t',
    '\0',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async pieces => {
      const folder = writeFiles({ 'pets.yaml': pieces.join('') });
      await expect(loadDescription(join(folder, 'pets.yaml'))).rejects.toMatchObject({ code: 'description-invalid' });
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300), seed: 1 },
  );
});
