import { expect, test } from 'vitest';
import { describing, loadFiles } from './files.js';

test('an operation has the value of its x-understudy, also in another file', async () => {
  const { operations } = await loadFiles({
    'api.json': { openapi: '3.0.3', paths: { '/pets': { $ref: 'pets.json' }, '/cats': { get: { responses: {} } } } },
    'pets.json': { get: { responses: {}, 'x-understudy': false } },
  });
  expect(operations.map(({ path, extension }) => [path, extension])).toEqual([
    ['/pets', false],
    ['/cats', undefined],
  ]);
});

test('a schema is found at its place', async () => {
  const description = await loadFiles({
    'api.json': describing({}, { components: { schemas: { Pet: { type: 'object' } } } }),
  });
  expect(description.schemaAt('api.json#/components/schemas/Pet')?.validate(7)).toMatchObject([
    { message: 'must be object' },
  ]);
  expect(description.schemaAt('api.json#/components/schemas/Cat')).toBeUndefined();
  expect(description.schemaAt('other.json#/components/schemas/Pet')).toBeUndefined();
});
