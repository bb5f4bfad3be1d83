import { expect, test } from 'vitest';
import { json, jsonBody } from '../../play/play.js';
import { openInferred } from '../resource-mock.js';

const INTEGER = { type: 'integer' };
const REF = { $ref: '#/components/schemas/Boat' };
const ERROR = { description: 'an error' };

/** Boats whose clients may choose the key, with examples in any order. */
function boats({ key = 'id', examples = [], id = {} }: { key?: string; examples?: object[]; id?: object } = {}) {
  const listed = { type: 'object', required: ['data'], properties: { data: { type: 'array', items: REF } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Boats', version: '1' },
    paths: {
      '/boats': {
        get: {
          operationId: 'list',
          parameters: ['after', 'before', 'limit'].map(name => ({ name, in: 'query', schema: INTEGER })),
          responses: { 200: json(listed) },
        },
        post: { operationId: 'create', requestBody: jsonBody(REF), responses: { 201: json(REF) } },
      },
      [`/boats/{${key}}`]: {
        parameters: [{ name: key, in: 'path', required: true, schema: INTEGER }],
        get: { operationId: 'get', responses: { 200: json(REF), 404: ERROR } },
        put: { operationId: 'put', requestBody: jsonBody(REF), responses: { 200: json(REF), 201: json(REF) } },
        patch: { operationId: 'patch', requestBody: jsonBody({ type: 'object' }), responses: { 200: json(REF) } },
        delete: { operationId: 'delete', responses: { 204: { description: 'gone' } } },
      },
    },
    components: {
      schemas: {
        Boat: {
          type: 'object',
          required: [key, 'name'],
          properties: { [key]: { ...INTEGER, ...id }, name: { type: 'string' } },
          examples,
        },
      },
    },
  };
}

async function open(given: Parameters<typeof boats>[0] = {}, records = 3) {
  const { api, store, call } = await openInferred(boats(given), { records });
  const at = (id: number) => ({ path: { id: String(id) } });
  return {
    api,
    store,
    call,
    at,
    create: (body: object): number => call('create', { body: { name: 'Ida', ...body } }).body.id,
    put: (id: string) => call('put', { path: { id }, body: { name: 'Ida' } }),
    ids: (query = {}): number[] => call('list', { query }).body.data.map(({ id }: { id: number }) => id),
  };
}

test('a record whose key counts is stored as clients see it', async () => {
  const { store, create, call, at } = await open();
  const id = create({});
  expect(store.collection('things.boats').get(id)).toEqual(call('get', at(id)).body);
});

test('new keys follow those that clients choose, but not the very high ones', async () => {
  const { create, ids } = await open();
  expect([create({ id: 1000 }), create({}), create({ id: 500 }), create({})]).toEqual([1000, 1001, 500, 1002]);
  expect([create({ id: 3_000_000_000 }), create({}), create({ id: 999_999_999_999_999 }), create({})]).toEqual([
    3_000_000_000, 1003, 999_999_999_999_999, 1004,
  ]);
  expect(ids()).toEqual([1, 2, 3, 500, 1000, 1001, 1002, 1003, 1004, 3_000_000_000, 999_999_999_999_999]);
});

test('a key of more than 15 digits is not that of the new record', async () => {
  const { create, put } = await open({}, 0);
  expect(put('1234567890123456').refusal?.message).toBe('No boat can have the key 1234567890123456.');
  expect(put('007').refusal?.statuses[0]).toBe(422);
  expect(put('7').status).toBe(201);
  expect(put('7').status).toBe(200);
  expect(create({ id: 8 })).toBe(8);
});

test('examples with keys in any order come first, and no key is given again', async () => {
  const examples = [
    { id: 50, name: 'Ada' },
    { id: 7, name: 'Eve' },
  ];
  const { call, create, at, ids } = await open({ examples });
  expect(ids()).toEqual([7, 50, 51]);
  call('delete', at(51));
  expect(create({})).toBe(52);
  call('delete', at(52));
  expect(create({})).toBe(53);
  expect(call('get', at(50)).body).toEqual({ id: 50, name: 'Ada' });
});

test('keys begin where their schema says so', async () => {
  const { create } = await open({ id: { minimum: 100 } }, 0);
  expect([create({}), create({})]).toEqual([100, 101]);
});

test('a change does not change the key', async () => {
  const { call, at, ids } = await open();
  expect(call('patch', { ...at(2), body: { id: 9, name: 'Eve' } }).body).toEqual({ id: 2, name: 'Eve' });
  expect(call('put', { ...at(2), body: { id: 9, name: 'Ida' } }).body).toEqual({ id: 2, name: 'Ida' });
  expect(ids()).toEqual([1, 2, 3]);
});

test('a page follows a key whose record is gone, in the order of keys', async () => {
  const { call, create, at, ids } = await open();
  create({ id: 20 });
  create({ id: 10 });
  call('delete', at(10));
  expect(ids({ after: 10 })).toEqual([20]);
  expect(ids({ after: 2, limit: 1 })).toEqual([3]);
  expect(ids({ after: -5 })).toEqual([1, 2, 3, 20]);
});

test('data that were kept in another form are refused', async () => {
  const { api } = await open();
  const [boats] = api.collections;
  expect(boats?.issues({ id: 1, name: 'Ida' })).toEqual([]);
  expect(boats?.issues({ id: 1, name: 'Ida', $n: 1 })).toEqual([
    { pointer: '/$n', message: 'must be absent, since id counts the records' },
  ]);
});

test('records of which two have the same key under another definition are dropped', async () => {
  const { store, call } = await openInferred(boats({ key: 'id' }), { records: 2 });
  call('list');
  const { api } = await openInferred(boats({ key: 'number' }));
  const refused = await store.redefine(api.collections);
  expect([...refused]).toEqual([['things.boats', 2]]);
});
