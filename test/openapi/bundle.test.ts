import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { type Description, loadDescription } from '../../src/openapi/index.js';
import { temporaryFolder } from '../cli/understudy.js';
import { describing, loadFiles } from './files.js';

/** Loads a bundle as a file, without the files that it was made of. */
async function reloaded(bundle: object): Promise<Description> {
  const file = join(await temporaryFolder(), 'api.json');
  await writeFile(file, JSON.stringify(bundle));
  return loadDescription(file);
}

/** Each operation with its parameters, bodies and responses. */
function shapeOf({ operations }: Description) {
  return operations.map(({ id, method, path, parameters, body, responses }) => ({
    ...{ id, method, path },
    parameters: parameters.map(({ name, in: place, required, style }) => [name, place, required, style]),
    body: body?.contents.map(({ mediaType }) => mediaType),
    responses: responses.map(({ status, headers, contents }) => [
      status,
      headers.map(({ name }) => name),
      contents.map(({ mediaType, examples }) => [mediaType, examples.map(({ name, value }) => [name, value()])]),
    ]),
  }));
}

/** What is wrong with some values under each schema of the operations. */
function verdictsOf({ operations }: Description, values: readonly unknown[]) {
  const schemas = operations.flatMap(({ parameters, body, responses }) => [
    ...parameters.map(({ schema }) => schema),
    ...[...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)].flatMap(
      ({ schema }) => schema ?? [],
    ),
    ...responses.flatMap(({ headers }) => headers.map(({ schema }) => schema)),
  ]);
  return schemas.map(schema =>
    values.map(value => schema.validate(value).map(({ path, message }) => `/${path.join('/')} ${message}`)),
  );
}

const VALUES = [
  ...[null, 0, 5, 'a', [], {}],
  { id: 1, kind: 'dog' },
  { id: 1, kind: 'cat', lives: 'nine' },
  { id: 1, kind: 'dog', friend: { id: 'x', kind: 'dog' } },
  { id: 1, kind: 'dog', parent: { id: 2, kind: 'dog', parent: 5 } },
];

async function expectSame(files: Record<string, unknown>): Promise<Record<string, unknown>> {
  const description = await loadFiles(files);
  const bundle = description.bundle();
  const alone = await reloaded(bundle);
  expect(alone.files).toHaveLength(1);
  expect(alone.warnings().length).toBe(description.warnings().length);
  expect(shapeOf(alone)).toEqual(shapeOf(description));
  expect(verdictsOf(alone, VALUES)).toEqual(verdictsOf(description, VALUES));
  return bundle;
}

async function findingsIn(bundle: object): Promise<string[]> {
  const file = join(await temporaryFolder(), 'openapi.json');
  await writeFile(file, JSON.stringify(bundle));
  const findings = await lint({ ref: file, config: await createConfig({ extends: ['spec'] }) });
  return findings.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

const THREE = {
  'api.yaml': `
openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: /v1 }]
paths:
  /pets/{id}: { $ref: 'paths/pet.yaml' }
  /owners:
    get:
      responses:
        200: { description: ok, content: { application/json: { schema: { $ref: 'schemas/owner.yaml' } } } }
components:
  schemas:
    Pet: { $ref: 'schemas/pet.yaml' }
    Name: { type: string, minLength: 1 }
`,
  'paths/pet.yaml': `
parameters: [{ $ref: '../parts.yaml#/parameters/id' }]
get:
  operationId: getPet
  parameters: [{ $ref: '../parts.yaml#/parameters/limit' }]
  responses:
    200: { $ref: '../parts.yaml#/responses/pet' }
    404: { description: none, content: { application/json: { schema: { $ref: '../schemas/error%20body.json' } } } }
post:
  requestBody: { $ref: '../parts.yaml#/bodies/pet' }
  responses: { 201: { description: ok } }
`,
  'parts.yaml': `
parameters:
  id: { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
  limit: { name: limit, in: query, schema: { $ref: '#/limit' } }
limit: { type: integer, default: 20 }
responses:
  pet:
    description: a pet
    headers: { X-Next: { $ref: '#/headers/next' } }
    content:
      application/json:
        schema: { $ref: 'api.yaml#/components/schemas/Pet' }
        examples:
          one: { $ref: '#/examples/one' }
          file: { externalValue: 'examples/two.json' }
headers: { next: { schema: { type: string } } }
examples: { one: { value: { id: 1, kind: dog, data: { $ref: 'nowhere.yaml#/x' } } } }
bodies: { pet: { content: { application/json: { schema: { $ref: 'schemas/pet.yaml' } } } } }
`,
  'schemas/pet.yaml': `
type: object
required: [id, kind]
properties:
  id: { type: integer }
  kind: { enum: [dog, cat], default: dog }
  name: { $ref: '../api.yaml#/components/schemas/Name' }
  parent: { $ref: 'pet.yaml' }
  friend: { $ref: '#' }
  owner: { $ref: 'owner.yaml' }
  ref: { default: { $ref: 'owner.yaml' }, enum: [{ $ref: 'owner.yaml' }] }
  lost: { $ref: 'lost.yaml' }
  alsoLost: { $ref: '#/components/schemas/Name' }
`,
  'schemas/owner.yaml': `{ type: object, properties: { pets: { type: array, items: { $ref: pet.yaml } }, id: { $ref: 'pet.yaml#/properties/id' } } }`,
  'schemas/error body.json': { $id: 'https://example.test/error', type: 'object', properties: { of: { $ref: '#' } } },
  'examples/two.json': { id: 2, kind: 'cat' },
};

describe('A description of many files becomes one', () => {
  test('with the same operations and schemas', async () => {
    const bundle = await expectSame(THREE);
    expect(bundle.openapi).toBe('3.0.3');
    expect(JSON.stringify(bundle)).not.toMatch(/\.\.\/|example\.test/);
  });

  test('in which a component that was only a reference holds what it referred to', async () => {
    const { components } = (await loadFiles(THREE)).bundle() as Record<string, Record<string, Record<string, unknown>>>;
    expect(Object.keys(components?.schemas ?? {}).toSorted()).toEqual(
      ['Name', 'Pet', 'error_body', 'id', 'limit', 'owner'].toSorted(),
    );
    expect(components?.schemas?.Pet).toMatchObject({
      properties: {
        name: { $ref: '#/components/schemas/Name' },
        parent: { $ref: '#/components/schemas/Pet' },
        friend: { $ref: '#/components/schemas/Pet' },
        owner: { $ref: '#/components/schemas/owner' },
        ref: { default: { $ref: 'owner.yaml' }, enum: [{ $ref: 'owner.yaml' }] },
        lost: { $ref: 'schemas/lost.yaml#' },
        alsoLost: { $ref: 'schemas/pet.yaml#/components/schemas/Name' },
      },
    });
    expect(components?.examples).toEqual({
      one: { value: expect.objectContaining({ data: { $ref: 'nowhere.yaml#/x' } }) },
    });
    expect(Object.keys(components ?? {}).toSorted()).toEqual(
      ['examples', 'headers', 'parameters', 'requestBodies', 'responses', 'schemas'].toSorted(),
    );
  });

  test('of version 2.0', async () => {
    const bundle = await expectSame({
      'api.yaml': `
swagger: '2.0'
info: { title: Pets, version: '1' }
basePath: /v1
paths:
  /pets:
    post:
      parameters: [{ $ref: 'parts.yaml#/body' }, { name: list, in: query, type: array, items: { type: integer } }]
      responses: { 200: { $ref: 'parts.yaml#/pet' } }
definitions:
  pet: { type: string }
`,
      'parts.yaml': `
body: { name: body, in: body, schema: { $ref: 'pet.json' } }
pet: { description: ok, schema: { $ref: 'pet.json' }, examples: { application/json: { $ref: 'pet.json' } } }
`,
      'pet.json': { type: 'object', required: ['id'], properties: { parent: { $ref: 'pet.json' } } },
    });
    expect(bundle).toMatchObject({
      swagger: '2.0',
      definitions: {
        pet: { type: 'string' },
        'pet-2': { properties: { parent: { $ref: '#/definitions/pet-2' } } },
      },
      parameters: { body: { in: 'body' } },
      responses: { pet: { examples: { 'application/json': { $ref: 'pet.json' } } } },
    });
    expect(bundle).not.toHaveProperty('components');
  });

  test('of version 3.1, with what stands beside references', async () => {
    const files = {
      'api.json': describing({ $ref: 'pet.json', required: ['lives'] }, { openapi: '3.1.0' }),
      'pet.json': {
        $anchor: 'pet',
        oneOf: [{ $ref: '#/$defs/dog' }, { $ref: '#cat' }],
        discriminator: { propertyName: 'kind', mapping: { dog: '#/$defs/dog', cat: 'pet.json#cat', none: 'Nothing' } },
        $defs: {
          dog: { properties: { kind: { const: 'dog' }, friend: { $ref: '#pet' } } },
          cat: { $anchor: 'cat', properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
        },
      },
    };
    const bundle = await expectSame(files);
    expect(bundle).toMatchObject({
      openapi: '3.1.0',
      components: {
        schemas: {
          pet: {
            oneOf: [{ $ref: '#/components/schemas/dog' }, { $ref: '#/components/schemas/cat' }],
            discriminator: {
              mapping: { dog: '#/components/schemas/dog', cat: '#/components/schemas/cat', none: 'Nothing' },
            },
          },
        },
      },
    });
  });

  test('that a public validator accepts', async () => {
    const pet = THREE['schemas/pet.yaml'].replace(/ {2}(lost|alsoLost|ref): .*\n/g, '');
    const description = await loadFiles({ ...THREE, 'schemas/pet.yaml': pet });
    expect(await findingsIn(description.bundle())).toEqual([]);
  });
});

test('A description of one file stays as it is', async () => {
  const odd = describing(
    { type: 'object', properties: { $ref: { type: 'string' }, self: { $ref: '#/components/schemas/A' } } },
    { components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/C' } } } },
  );
  expect((await loadFiles({ 'api.json': odd })).bundle()).toEqual(odd);
});

test('A path item that contains itself ends there', async () => {
  const files = {
    'api.yaml': `
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: { /pets: { get: { responses: { 200: { description: ok } } } } }
x-unused: { $ref: 'item.yaml' }
components: { callbacks: { again: { $ref: 'item.yaml#/post/callbacks/again' } } }
`,
    'item.yaml': `post: { responses: { 200: { description: ok } }, callbacks: { again: { '{$url}': { $ref: 'item.yaml' } } } }`,
  };
  const bundle = (await loadFiles(files)).bundle();
  expect(JSON.stringify(bundle)).not.toContain('item.yaml#');
});

test('Parts with the same name get different ones', async () => {
  const description = await loadFiles({
    'api.json': describing({ allOf: [{ $ref: 'a/pet.json' }, { $ref: 'b/pet.json' }, { $ref: 'c.json#/x/a~1b' }] }),
    'a/pet.json': { minimum: 1 },
    'b/pet.json': { maximum: 2 },
    'c.json': { x: { 'a/b': { type: 'integer' } } },
  });
  expect(description.bundle()).toMatchObject({
    components: { schemas: { pet: { minimum: 1 }, 'pet-2': { maximum: 2 }, a_b: { type: 'integer' } } },
  });
});
