import { expect, test } from 'vitest';
import type { OwnCall, OwnHandlers } from '../../../src/index.js';
import { loadOwnHandlers } from '../../../src/resource/index.js';
import { loadFiles } from '../../openapi/files.js';
import { json, jsonBody } from '../../play/play.js';
import { PET_RESOURCES, PETS } from '../pets.js';
import { NOW, openResources } from '../resource-mock.js';

const ANY = { type: 'object' };
const DOCUMENT = {
  ...PETS,
  paths: {
    ...PETS.paths,
    '/login': {
      post: {
        requestBody: jsonBody(ANY),
        responses: { 201: json(ANY, { example: { token: 'example' } }), 401: json(ANY), 204: { description: 'none' } },
      },
    },
  },
};
const RESOURCES = {
  ...PET_RESOURCES,
  operations: { ...PET_RESOURCES.operations, 'POST /login': { does: 'respond' } as const },
};

const open = (own: OwnHandlers, records = 3) => openResources(DOCUMENT, RESOURCES, { own, records });

/** What a handler of `POST /login` returns, which is the body of its response. */
async function run<Value>(work: (call: OwnCall) => Value): Promise<Value> {
  let result: { value: Value } | undefined;
  const { call } = await open({
    'POST /login': got => {
      result = { value: work(got) };
      return {};
    },
  });
  call('POST /login', { body: { name: 'ann' }, query: { page: 2 }, headers: { 'x-a': 'b' } });
  return (result as { value: Value }).value;
}

test('a handler gets the request and the clock of the mock', async () => {
  expect(await run(({ request, clock }) => ({ request, now: clock.now() }))).toEqual({
    request: { method: 'POST', path: {}, query: { page: 2 }, headers: { 'x-a': 'b' }, body: { name: 'ann' } },
    now: new Date(NOW),
  });
});

test.each([
  ['a plain value', { token: 'x' }, 201, { token: 'x' }],
  ['a record with a status', { status: 'sold' }, 201, { status: 'sold' }],
  ['a record with a status and more', { status: 7, name: 'x' }, 201, { status: 7, name: 'x' }],
  ['an empty object', {}, 201, {}],
  ['a status and a body', { status: 401, body: { message: 'no' } }, 401, { message: 'no' }],
  ['only a body', { body: { a: 1 } }, 201, { a: 1 }],
  ['only a status', { status: 204 }, 204, undefined],
])('%s is a response', async (_, returned, status, body) => {
  const { call } = await open({ 'POST /login': () => returned });
  expect(call('POST /login', { body: {} })).toMatchObject({ status, body });
});

test('a handler sets headers', async () => {
  const { call } = await open({ 'POST /login': () => ({ headers: { 'X-Left': 3 }, body: {} }) });
  expect(call('POST /login').headers).toEqual({ 'x-left': '3' });
});

test('a handler lists, finds, creates, changes and deletes records', async () => {
  const done = await run(({ records: { pets } }) => {
    const created = pets?.create({ name: 'Rex', age: 3 });
    const updated = pets?.update(4, { age: 4, status: 'sold' });
    return {
      created,
      updated,
      found: pets?.get('4'),
      listed: pets?.list({ name: 'Rex', age: 4 }),
      replaced: pets?.replace(4, { name: 'Max' }),
      deleted: [pets?.delete(1), pets?.delete(1)],
      missing: [pets?.get(1), pets?.update(1, {}), pets?.replace(1, {})],
      keys: pets?.list().map(({ id }) => id),
    };
  });
  const time = '2026-11-30T12:00:00.000Z';
  const rex = { id: 4, name: 'Rex', status: 'available', age: 3, createdAt: time, updatedAt: time };
  const sold = { ...rex, age: 4, status: 'sold' };
  expect(done).toEqual({
    created: rex,
    updated: sold,
    found: sold,
    listed: [sold],
    replaced: { id: 4, name: 'Max', status: 'available', createdAt: time, updatedAt: time },
    deleted: [true, false],
    missing: [undefined, undefined, undefined],
    keys: [2, 3, 4],
  });
});

test('a handler chooses keys, and sets what only the server sets', async () => {
  const created = await run(({ records }) =>
    records.pets?.create({ id: 70, name: 'Rex', createdAt: '2020-01-01T00:00:00Z' }),
  );
  expect(created).toMatchObject({ id: 70, createdAt: '2020-01-01T00:00:00Z' });
});

test('the key of a record stays', async () => {
  expect(await run(({ records }) => records.pets?.update(2, { id: 9, name: 'x' }))).toMatchObject({ id: 2, name: 'x' });
});

test('a handler can let the mock respond, and change its response', async () => {
  const { call } = await open({
    getPet({ respond }): unknown {
      const { status, body } = respond();
      return { status, body: { ...(body as object), nickname: 'Rexy' } };
    },
    'POST /login': ({ respond }) => respond(),
  });
  const pet = call('getPet', { path: { petId: '2' } });
  expect(pet).toMatchObject({ status: 200, body: { id: 2, nickname: 'Rexy' } });
  expect(call('getPet', { path: { petId: '9' } }).refusal?.statuses).toEqual([404]);
  expect(call('POST /login')).toMatchObject({ status: 201, body: { token: 'example' } });
});

test('what a handler does is kept only if it does not fail', async () => {
  let isFailing = true;
  const { call } = await open({
    'POST /login': ({ records }) => {
      records.pets?.create({ name: 'Rex' });
      records.pets?.delete(1);
      if (isFailing) throw new Error('no more');
      return {};
    },
  });
  const names = () => call('listPets').body.map(({ id }: { id: number }) => id);
  expect(names()).toEqual([1, 2, 3]);
  expect(() => call('POST /login')).toThrow(
    /^The handler of POST \/login failed at test\/resource\/own\/own-handlers\.test\.ts:\d+: no more\.$/,
  );
  expect(names()).toEqual([1, 2, 3]);
  isFailing = false;
  call('POST /login');
  expect(names()).toEqual([2, 3, 4]);
});

test('a taken key is refused as the API refuses it, and nothing is kept', async () => {
  const { call } = await open({
    'POST /login': ({ records }) => {
      records.pets?.delete(1);
      return records.pets?.create({ id: 2, name: 'Rex' });
    },
  });
  expect(call('POST /login').refusal).toMatchObject({
    statuses: [409, 422, 400],
    message: 'The pet 2 exists already.',
  });
  expect(call('getPet', { path: { petId: '1' } }).status).toBe(200);
});

test('a handler can catch a refusal', async () => {
  const message = await run(({ records }) => {
    try {
      return records.pets?.create({ id: 2, name: 'Rex' });
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toBe('The pet 2 exists already.');
});

test.each<[string, (call: OwnCall) => unknown, string]>([
  ['an invalid record', ({ records }) => records.pets?.create({ name: 7 }), 'The member name must be string.'],
  ['an unknown collection', ({ records }) => records.pet?.list(), 'there is no collection pet; did you mean pets?'],
  ['an unknown parent', ({ records }) => records.pets?.get(1, { shops: 1 }), 'pets has no parent shops.'],
  ['a promise', async () => ({}), 'it is asynchronous; a handler runs in one transaction, and cannot wait.'],
  ['a promise that rejects', () => Promise.reject(new Error('x')), 'it is asynchronous'],
  [
    'a status that HTTP does not have',
    () => ({ status: 99 }),
    'it returned the status 99; a status is from 200 to 599.',
  ],
  ['a header that cannot be sent', () => ({ headers: { 'X-A': 'a\nb' } }), 'Invalid character in header content'],
  ['a body that is no JSON', () => ({ body: { n: 1n } }), 'Do not know how to serialize a BigInt'],
])('%s fails with a problem', async (_, handler, reason) => {
  const { call } = await open({ 'POST /login': got => handler(got) });
  expect(() => call('POST /login')).toThrow(reason);
  expect(() => call('POST /login')).toThrow(expect.objectContaining({ code: 'own-handler-failed' }));
});

test.each([[undefined], [null], ['text'], [7]])('%j may be thrown', async thrown => {
  const { call } = await open({
    'POST /login': () => {
      throw thrown;
    },
  });
  expect(() => call('POST /login')).toThrow(`The handler of POST /login failed: ${thrown}.`);
});

test.each<[object, string]>([
  [{ 'POST /logn': () => 1 }, 'POST /logn is no operation of api.json; did you mean POST /login?'],
  [{ getPets: () => 1 }, 'getPets is no operation of api.json; did you mean getPet?'],
  [{ getPet: 7 }, 'getPet must be a function, not 7.'],
  [{ getPet: () => 1, 'get /pets/{petId}': () => 1 }, 'get /pets/{petId} is an operation that has a handler already.'],
  [{ getPet: async () => 1 }, 'getPet is asynchronous; a handler runs in one transaction, and cannot wait.'],
  [
    { getPet: function* (): Generator<number> {} },
    'getPet is asynchronous; a handler runs in one transaction, and cannot wait.',
  ],
])('the handlers %j are refused', async (own, issue) => {
  const description = await loadFiles({ 'api.json': DOCUMENT });
  await expect(loadOwnHandlers(own as never, description)).rejects.toMatchObject({
    code: 'own-handlers-invalid',
    message: `The option handlers has issues:\n  ${issue}`,
  });
});
