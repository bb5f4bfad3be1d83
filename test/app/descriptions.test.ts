import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.js';
import { writeFiles } from '../openapi/files.js';
import { api, ok, play } from '../play/play.js';

const SHOP = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: '/v1' }],
  paths: { '/phones': { get: { responses: { 200: { description: 'ok' } } } } },
};

/** The base paths of a mock that serves these files, each with the same description. */
async function basePathsOf(files: readonly string[], options: MockOptions = {}) {
  const folder = writeFiles(Object.fromEntries(files.map(file => [file, SHOP])));
  const mock = await createMock({ ...options, descriptions: files.map(file => join(folder, file)) });
  onTestFinished(() => mock.close());
  return mock.basePaths;
}

test.each<[string, string[], MockOptions, Record<string, string>]>([
  ['the name of its file', ['Phone Shop.yaml'], {}, { 'phone-shop': '/v1' }],
  ['its folder, where the file has a general name', ['shop/openapi.json'], {}, { shop: '/v1' }],
  ['a number, where the name is taken', ['a/shop.json', 'b/shop.json'], {}, { shop: '/v1', 'shop-2': '/shop-2/v1' }],
])('a description is served under %s', async (_, files, options, basePaths) => {
  expect(await basePathsOf(files, options)).toEqual(basePaths);
});

test('shipped APIs are served beside descriptions if they are named', async () => {
  expect(await basePathsOf(['shop.json'], { apis: ['dnl'] })).toEqual({ shop: '/v1', dnl: '/dnl/v1' });
  expect(await basePathsOf(['shop.json'], { apis: ['dnl'], defaultApi: 'dnl' })).toEqual({
    shop: '/shop/v1',
    dnl: '/v1',
  });
});

test.each<[MockOptions, string]>([
  [{ descriptions: ['none.yaml'] }, 'Failed to read none.yaml: there is no such file.'],
  [{ descriptions: ['.'] }, 'The folder . has no openapi.yaml, openapi.yml, openapi.json.'],
  [{ descriptions: ['package.json'] }, 'package.json is no OpenAPI description of version 2.0, 3.0 or 3.1.'],
  [{ descriptions: 'x' as never }, 'The option descriptions must be a list, not "x".'],
  [{ auth: 'none' as never }, 'The option auth must be one of form, strict, off, not "none".'],
])('%j is refused', async (options, message) => {
  await expect(createMock(options)).rejects.toThrow(message);
});

test.each([[[]], [[{ id: 7, name: 'Ann' }]]])('a collection begins with the records of a file: %j', async people => {
  const person = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const shop = api({
    '/people': { get: ok({ type: 'array', items: person }) },
    '/people/{id}': { parameters: [id], get: ok(person) },
  });
  const folder = writeFiles({ 'own.json': { things: { people } } });
  const { get } = await play(shop, { fixtures: join(folder, 'own.json') });
  expect((await get('/people')).json).toEqual(people);
});
