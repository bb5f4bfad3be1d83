import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JudgedApi } from '../../../src/check/described/judged-api.js';
import { loadDescribedApi } from '../../../src/check/index.js';
import { writeFiles } from '../../openapi/files.js';

const responses = { 200: { description: 'ok' } };

async function withOperations(count: number): Promise<JudgedApi> {
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`/things${at}`, { get: { operationId: `list${at}`, responses } }]),
  );
  const description = { openapi: '3.0.3', info: { title: 'Things', version: '1' }, paths };
  return new JudgedApi(await loadDescribedApi(join(writeFiles({ 'things.json': description }), 'things.json')), '');
}

const KINDS = ['a', 'b', 'c', 'd', 'e'];

test('each operation of a small description gets all kinds', async () => {
  const api = await withOperations(3);
  expect(api.operations.map(one => api.inTurns(KINDS, one, 2))).toEqual([KINDS, KINDS, KINDS]);
});

test('the operations of a large description take turns, and each kind is tried', async () => {
  const api = await withOperations(100);
  const tried = api.operations.map(one => api.inTurns(KINDS, one, 2));
  expect(tried.every(kinds => new Set(kinds).size === 2)).toBe(true);
  const counts = KINDS.map(kind => tried.filter(kinds => kinds.includes(kind)).length);
  expect(Math.min(...counts)).toBeGreaterThan(30);
});

test('turns do not follow methods that alternate', async () => {
  const api = await withOperations(100);
  const ofEven = api.operations.filter((_, at) => at % 2 === 0).flatMap(one => api.inTurns(['a', 'b'], one));
  expect(new Set(ofEven)).toEqual(new Set(['a', 'b']));
});
