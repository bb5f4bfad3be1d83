import { expect, test } from 'vitest';
import { schemaDocument } from '../../src/openapi/index.js';
import { describing, loadFiles } from './files.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

async function documentOf(schemas: unknown, openapi = '3.0.3'): Promise<Record<string, unknown>> {
  const description = await loadFiles({ 'a.json': describing(true, { openapi, components: { schemas } }) });
  return schemaDocument(description.bundle());
}

test('the named schemas of 3.0 become draft 2020-12, with their texts and without keywords of OpenAPI', async () => {
  const document = await documentOf({
    Pet: {
      description: 'An animal.',
      type: 'object',
      required: ['id', 'secret'],
      properties: {
        id: { type: 'integer', readOnly: true, minimum: 0, exclusiveMinimum: true },
        secret: { type: 'string', writeOnly: true, deprecated: true },
        owner: { $ref: '#/components/schemas/Owner' },
        name: { type: 'string', nullable: true, example: 'Tom', xml: { attribute: true }, 'x-own': 1 },
      },
      discriminator: { propertyName: 'name' },
    },
    Owner: { type: 'object', properties: { pets: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } } },
  });
  expect(document).toEqual({
    $schema: DIALECT,
    title: 'Things',
    $defs: {
      Pet: {
        description: 'An animal.',
        type: 'object',
        required: ['id', 'secret'],
        properties: {
          id: { type: 'integer', readOnly: true, exclusiveMinimum: 0 },
          secret: { type: 'string', writeOnly: true, deprecated: true },
          owner: { $ref: '#/$defs/Owner' },
          name: { type: ['string', 'null'], examples: ['Tom'] },
        },
      },
      Owner: { type: 'object', properties: { pets: { type: 'array', items: { $ref: '#/$defs/Pet' } } } },
    },
  });
});

test('the definitions of 2.0 become those of the document', async () => {
  const description = await loadFiles({
    'a.json': {
      swagger: '2.0',
      info: { title: 'Things', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
      definitions: { A: { type: 'file' } },
    },
  });
  expect(schemaDocument(description.bundle()).$defs).toEqual({ A: { type: 'string', format: 'binary' } });
});

test('a schema that is referred to at another place gets a name, and odd names are kept', async () => {
  const { $defs } = await documentOf(
    {
      A: { properties: { a: { $ref: '#/components/schemas/B~1c%20d' } } },
      'B/c d': { properties: { a: { type: 'string' }, self: { $ref: '#/components/schemas/A/properties/a' } } },
      a: { $ref: '#/components/schemas/Nothing' },
    },
    '3.1.0',
  );
  expect($defs).toEqual({
    A: { properties: { a: { $ref: '#/$defs/B~1c%20d' } } },
    'B/c d': { properties: { a: { type: 'string' }, self: { $ref: '#/$defs/a-2' } } },
    a: { unevaluatedItems: true, unevaluatedProperties: true },
    'a-2': { $ref: '#/$defs/B~1c%20d' },
  });
});

test('a description without named schemas has none', async () => {
  expect(await documentOf(undefined)).toEqual({ $schema: DIALECT, title: 'Things', $defs: {} });
});
