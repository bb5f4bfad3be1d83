import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatYaml } from '../../src/openapi/index.js';
import { writeFiles } from '../openapi/files.js';
import { api, json, jsonBody, type Played, playFiles } from './play.js';

const TEXT = { type: 'string' };
const BOAT = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: TEXT,
    state: { type: 'string', enum: ['free', 'sold'] },
    isNew: { type: 'boolean' },
    length: { type: 'integer' },
    built: { type: 'string', format: 'date-time' },
  },
};

const query = (name: string, schema: object) => ({ name, in: 'query', schema });

const MARINA = api({
  '/boats': {
    get: {
      operationId: 'listBoats',
      parameters: [
        query('state', { type: 'string', enum: ['free', 'sold', 'sunk'] }),
        query('isNew', { type: 'boolean' }),
        query('built_after', { type: 'string', format: 'date-time' }),
        query('sort', { type: 'string', enum: ['name', 'length'] }),
        query('dir', { type: 'string', enum: ['asc', 'desc'] }),
        query('limit', { type: 'integer' }),
      ],
      responses: { 200: json({ type: 'array', items: BOAT }) },
    },
    post: { operationId: 'addBoat', requestBody: jsonBody(BOAT), responses: { 201: json(BOAT) } },
  },
});

const BOATS = [
  { id: 1, name: 'Ada', state: 'free', isNew: true, length: 9, built: '2026-01-01T00:00:00Z' },
  { id: 2, name: 'Bea', state: 'sold', isNew: false, length: 7, built: '2026-02-01T00:00:00Z' },
  { id: 3, name: 'Cea', state: 'free', isNew: false, length: 8, built: '2026-03-01T00:00:00Z' },
];

const WORDS = { true: ['true', 'yes', '1'], false: ['false', 'no', '0'] };

/** Plays a marina with three boats that reads requests as rules say. */
async function marina(requests: object): Promise<Played> {
  const resources = {
    operations: {
      listBoats: {
        order: { by: 'sort', direction: 'dir', swapped: true },
        filters: { state: { member: 'state', compare: 'equal', only: ['free', 'sold'] } },
      },
    },
    requests,
  };
  const files = { 'marina/openapi.json': MARINA, 'marina/resources.yaml': formatYaml(resources) };
  const folder = writeFiles({ 'boats.json': { marina: { boats: BOATS } } });
  return playFiles(files, ['marina'], { fixtures: join(folder, 'boats.json') });
}

const LOOSE = {
  query: { booleans: WORDS, labels: { state: { Available: 'free' } } },
  body: { booleans: WORDS, integers: 'signed', nulls: 'leave-out', escapedWhitespace: 'forgive' },
};

test.each([
  ['isNew=YES', [1]],
  ['isNew=0', [2, 3]],
  ['state=available', [1, 3]],
  ['built_after=2026-02-01T00:30:00+01:00', [2, 3]],
  ['built_after=2026-02-01T02:00:00%2B02:00', [3]],
  ['sort=length&dir=Descending', [1, 3, 2]],
  ['sort=desc&dir=length', [1, 3, 2]],
  ['sort=length&limit=1', [2]],
])('a query is read as its rules say: %s', async (search, expected) => {
  const { get } = await marina(LOOSE);
  const { status, json } = await get(`/boats?${search}`);
  expect([status, status === 200 ? json.map(({ id }: { id: number }) => id) : json]).toEqual([200, expected]);
});

test.each(['state=sunk', 'state=gone', 'isNew=maybe'])('a value that is not allowed is refused: %s', async search => {
  const { get } = await marina(LOOSE);
  expect((await get(`/boats?${search}`)).status).toBe(400);
});

test.each([
  ['last', 'state=free&state=sold', [2]],
  ['any', 'state=free&state=Available', [1, 3]],
  ['any', 'state=free&state=sold', [1, 2, 3]],
  ['any', 'limit=1&limit=2', [1, 2]],
])('with %s, of a parameter that comes more than once: %s', async (repeated, search, expected) => {
  const { get } = await marina({ ...LOOSE, repeated });
  const { json } = await get(`/boats?${search}`);
  expect(json.map(({ id }: { id: number }) => id)).toEqual(expected);
});

test.each([
  ['{"name":"Dea","isNew":"yes","length":"-7"}', { isNew: true, length: -7 }],
  ['{\\t"name": "Dea", "length": null, "isNew": 0}', { isNew: false }],
])('a body is read as its rules say: %s', async (body, expected) => {
  const { send } = await marina(LOOSE);
  const { status, json } = await send('POST', '/boats', { headers: { 'Content-Type': 'application/json' }, body });
  expect([status, json]).toEqual([201, { id: 4, name: 'Dea', ...expected }]);
});

test('without rules, requests have the types of their schemas', async () => {
  const { get, send } = await marina({});
  expect((await get('/boats?isNew=yes')).status).toBe(400);
  const headers = { 'Content-Type': 'application/json' };
  expect((await send('POST', '/boats', { headers, body: '{"name":"Dea","length":"7"}' })).status).toBe(422);
});

test('a parameter with labels that no operation has is an error', async () => {
  const labels = { stat: { Available: 'free' } };
  await expect(marina({ query: { labels } })).rejects.toThrow(
    /\/requests\/query\/labels\/stat names no query parameter; did you mean state\?/,
  );
});
