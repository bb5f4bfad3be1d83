import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDescription } from '../../src/openapi/index.js';
import { describing, loadFiles, writeFiles } from './files.js';

type Loaded = Awaited<ReturnType<typeof loadFiles>>;

/** The warnings, as `file:line message`. */
function warningsOf(description: Loaded): string[] {
  const warnings = description.warnings();
  const lines = description.lines(warnings);
  return warnings.map(({ place, message }, at) => `${place.split('#')[0]}:${lines[at]} ${message}`);
}

function contentOf({ operations }: Loaded) {
  return operations[0]?.responses[0]?.contents[0];
}

test('references lead over many files, and back', async () => {
  const description = await loadFiles({
    'api.yaml': `
openapi: 3.0.3
info: { title: Things, version: '1' }
paths:
  /things/{id}: { $ref: paths/thing.yaml }
components:
  schemas:
    Link: { type: string, format: uri }
`,
    'paths/thing.yaml': `
parameters: [{ $ref: '../parts.yaml#/parameters/id' }]
get:
  responses:
    200: { $ref: '../parts.yaml#/responses/thing' }
`,
    'parts.yaml': `
parameters:
  id: { name: id, in: path, required: true, schema: { $ref: 'schemas/a%20name.json' } }
responses:
  thing: { description: ok, headers: { X-Next: { schema: { $ref: 'api.yaml#/components/schemas/Link' } } }, content: { application/json: { schema: { $ref: '#/schemas/a~1b' } } } }
schemas:
  a/b: { type: object, required: [id], properties: { id: { $ref: 'schemas/a%20name.json' } } }
`,
    'schemas/a name.json': { type: 'integer', minimum: 1 },
  });
  const [operation] = description.operations;
  expect(warningsOf(description)).toEqual([]);
  expect(description.files.toSorted()).toEqual(['api.yaml', 'parts.yaml', 'paths/thing.yaml', 'schemas/a name.json']);
  expect(operation?.parameters[0]?.schema.validate(0)).toHaveLength(1);
  expect(contentOf(description)?.schema?.validate({ id: 0 })).toMatchObject([
    { schemaPath: 'schemas/a name.json#/minimum' },
  ]);
  expect(operation?.responses[0]?.headers[0]?.schema.validate('no uri')).toHaveLength(1);
});

describe('what looks like a reference in data is data', () => {
  const data = { $ref: '#/nowhere', more: [{ $ref: 'missing.yaml#/x' }] };
  test('in examples, defaults, enums and constants', async () => {
    const schema = {
      type: 'object',
      properties: { a: { default: data, enum: [data], example: data }, b: { type: 'string' } },
      example: { a: data },
    };
    const description = await loadFiles({ 'api.json': describing(schema) });
    expect(warningsOf(description)).toEqual([]);
    expect(contentOf(description)?.schema?.validate({ a: data })).toEqual([]);
    expect(contentOf(description)?.schema?.read()).toMatchObject({
      examples: [{ a: data }],
      properties: { a: { default: data } },
    });
  });

  test('in the name of a property', async () => {
    const description = await loadFiles({
      'api.json': describing({ type: 'object', properties: { $ref: { type: 'string' } } }),
    });
    expect(warningsOf(description)).toEqual([]);
    expect(contentOf(description)?.schema?.validate({ $ref: 5 })).toHaveLength(1);
  });
});

describe('a reference that leads nowhere means anything, with one warning', () => {
  test.each([
    [
      'in the file',
      '#/components/schemas/None',
      'refers to #/components/schemas/None, which does not exist; anything is allowed there',
    ],
    [
      'to a file',
      'none.yaml#/A',
      'refers to none.yaml#/A, which cannot be read: it does not exist; anything is allowed there',
    ],
    [
      'to another server',
      'http://127.0.0.1:1/a.yaml',
      'refers to http://127.0.0.1:1/a.yaml, which is not on this machine; anything is allowed there',
    ],
  ])('%s', async (_, reference, warning) => {
    const description = await loadFiles({ 'api.json': describing({ type: 'array', items: { $ref: reference } }) });
    expect(contentOf(description)?.schema?.validate([1, 'a', null])).toEqual([]);
    expect(contentOf(description)?.schema?.validate({})).toHaveLength(1);
    expect(warningsOf(description)).toEqual([expect.stringMatching(/^api\.json:\d+ /)]);
    expect(warningsOf(description)[0]).toContain(warning);
  });

  test('a parameter that refers to itself is left out', async () => {
    const description = await loadFiles({
      'api.yaml': `
openapi: 3.0.3
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/P' }]
      responses: { 200: { description: ok } }
components: { parameters: { P: { $ref: '#/components/parameters/Q' }, Q: { $ref: '#/components/parameters/P' } } }
`,
    });
    expect(description.operations[0]?.parameters).toEqual([]);
    expect(warningsOf(description)).toEqual(['api.yaml:6 refers to itself by #/components/parameters/P']);
  });
});

describe('only files below the folder of the description are read', () => {
  const description = describing({ $ref: '../outside/a.json' });
  test('unless a folder is allowed', async () => {
    const files = { 'in/api.json': description, 'outside/a.json': { type: 'integer' } };
    const closed = await loadFiles(files);
    expect(contentOf(closed)?.schema?.validate('x')).toEqual([]);
    expect(warningsOf(closed).join()).toMatch(
      /is not below the description's folder; --allow-refs .*outside allows it/,
    );
    const open = await loadFiles(files, ['outside']);
    expect(contentOf(open)?.schema?.validate('x')).toHaveLength(1);
    expect(warningsOf(open)).toEqual([]);
  });

  test('a link does not lead out of it', async () => {
    const folder = writeFiles({ 'in/api.json': describing({ $ref: 'link.json' }), 'secret.json': { type: 'integer' } });
    symlinkSync(join(folder, 'secret.json'), join(folder, 'in/link.json'));
    const loaded = await loadDescription(join(folder, 'in/api.json'));
    expect(contentOf(loaded)?.schema?.validate('x')).toEqual([]);
    expect(warningsOf(loaded)).toHaveLength(1);
  });
});

test('an example in another file is read when it is needed', async () => {
  const content = {
    'application/json': {
      schema: {},
      examples: { one: { externalValue: './one.json' }, none: { externalValue: 'none.json' } },
    },
  };
  const description = await loadFiles({
    'api.json': { openapi: '3.0.3', paths: { '/a': { get: { responses: { 200: { description: '', content } } } } } },
    'one.json': { id: 1 },
  });
  const [one, none] = contentOf(description)?.examples ?? [];
  expect(one?.value()).toEqual({ id: 1 });
  expect(none?.value()).toBeUndefined();
  expect(warningsOf(description)).toEqual([expect.stringContaining('names the file none.json, which does not exist')]);
});
