import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/understudy.js';
import { api, json, ok, play } from '../play/play.js';

const THING = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const PAGE = [
  { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
  { name: 'limit', in: 'query', schema: { type: 'integer' } },
];
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const SHOP = api({
  '/things': {
    get: { parameters: PAGE, ...ok({ type: 'array', items: THING }) },
    post: {
      requestBody: { content: { 'application/json': { schema: { type: 'object', properties: THING.properties } } } },
      responses: { 201: json(THING) },
    },
  },
  '/things/{id}': { parameters: [ID], get: ok(THING), delete: { responses: { 204: { description: 'gone' } } } },
});

/** More than a request waits for. */
const MANY = 1200;

test.each([1000, MANY])('%i starting records are the same as the first of more', async records => {
  const [some, more] = [await play(SHOP, { records }), await play(SHOP, { records: 2 * MANY })];
  const path = `/things?limit=${records}`;
  const [left, right] = [await some.get(path), await more.get(path)];
  expect(left.json).toHaveLength(records);
  expect(left.json).toEqual(right.json);
});

test('a collection with many starting records has them before the first request', async () => {
  const reports: number[] = [];
  const { mock } = await play(SHOP, { records: 10_000, onProgress: count => reports.push(count) });
  expect(reports).toEqual([10_000]);
  expect(await mock.records.read('things' as never, 'things' as never)).toHaveLength(10_000);
});

test('a record that is created follows many starting records', async () => {
  const { send, get } = await play(SHOP, { records: MANY });
  const created = await send('POST', '/things', { headers: { 'Content-Type': 'application/json' }, body: '{}' });
  expect(created.json.id).toBe(MANY + 1);
  expect((await get(`/things/${MANY + 1}`)).json).toEqual(created.json);
});

test('a reset brings back many starting records', async () => {
  const { mock, send, get } = await play(SHOP, { records: MANY });
  const before = await get('/things/7');
  expect((await send('DELETE', '/things/7')).status).toBe(204);
  expect((await get('/things/7')).status).toBe(404);
  await mock.reset();
  expect((await get('/things/7')).text).toBe(before.text);
});

test('many starting records that were all deleted stay deleted after a restart', async () => {
  const data = join(await temporaryFolder(), 'data');
  const first = await play(SHOP, { records: MANY, data });
  await first.mock.records.replace('things' as never, 'things' as never, []);
  await first.mock.close();
  const second = await play(SHOP, { records: MANY, data });
  expect((await second.get('/things')).json).toEqual([]);
});
