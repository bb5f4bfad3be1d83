import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDescription } from '../../src/openapi/index.js';
import { playDescription } from '../../src/play/index.js';
import { writeFiles } from '../openapi/files.js';
import { api, ok } from './play.js';

const parameter = (name: string, schema: unknown, more: object = {}) => ({ name, in: 'query', schema, ...more });

const described = api({
  '/things/{id}': {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', default: 'x' } },
      { name: 'X-Count', in: 'header', schema: { type: 'integer', default: 5 } },
    ],
    get: {
      ...ok({ type: 'string' }),
      parameters: [
        parameter('page', { type: 'integer', minimum: 1, default: 1 }),
        parameter('size', { type: 'integer' }),
        parameter('tags', { type: 'array', items: { type: 'string' } }, { explode: false }),
        parameter('price', { type: 'object', properties: { min: { type: 'number' } } }, { style: 'deepObject' }),
      ],
    },
  },
});

test.each([
  ['', { page: 1 }, []],
  ['page=3', { page: 3 }, ['page']],
  ['size=10&tags=a,b', { page: 1, size: 10, tags: ['a', 'b'] }, ['size', 'tags']],
  ['price[min]=1.5', { page: 1, price: { min: 1.5 } }, ['price']],
  ['unknown=1', { page: 1 }, []],
  ['page=none&size=all', { page: 1 }, ['page', 'size']],
])('Handlers read the query %j as %j', async (search, query, sentParameters) => {
  const folder = writeFiles({ 'things.json': described });
  const description = await loadDescription(join(folder, 'things.json'));
  const played = playDescription({
    ...{ name: 'things', description, statements: [], seed: 1, auth: 'form', validateRequests: true, isDynamic: false },
    rules: { operations: {} },
    tokenKey: () => new Uint8Array(32),
    resources: {
      ...{
        collections: [],
        handlers: new Map(),
        certainty: () => 'derived',
        admit: () => undefined,
        issues: () => undefined,
        bulkChange: () => undefined,
      },
      ...{ sampleKeys: () => [], seed() {}, records: () => [], nextNumber: () => 1 },
    },
  });
  const [operation] = played.operations;
  if (!operation) throw new Error('there is no operation');
  const read = played.readParameters(operation, { path: { id: '1' }, search, headers: {} });
  expect(read.query).toEqual(query);
  expect(read.sentParameters).toEqual(sentParameters);
});
