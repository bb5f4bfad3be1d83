import { describe, expect, test } from 'vitest';
import { json, jsonBody } from '../../play/play.js';
import { PET_RESOURCES, PETS } from '../pets.js';
import { openInferred, openResources } from '../resource-mock.js';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const PATCH = { 'content-type': 'application/json-patch+json' };
const path = { petId: '1' };

async function openPets() {
  const mock = await openResources(PETS, PET_RESOURCES, { records: 0 });
  const body = { name: 'Rex', age: 3, nickname: 'R' };
  return { ...mock, pet: mock.call('createPet', { body }).body };
}

test('a patch changes what it names, and the time of the change', async () => {
  const { call, pet, time } = await openPets();
  time.now += 60_000;
  const { body } = call('updatePet', { path, body: { age: 4 }, headers: MERGE });
  expect(body).toEqual({ ...pet, age: 4, updatedAt: '2026-11-30T12:01:00.000Z' });
});

test.each([
  ['id', 5],
  ['createdAt', '2000-01-01T00:00:00Z'],
  ['secret', 'x'],
  ['unknown', 1],
])('a patch cannot change the member %s', async (name, value) => {
  const { call, pet } = await openPets();
  expect(call('updatePet', { path, body: { [name]: value }, headers: MERGE }).body).toEqual(pet);
});

test.each([
  ['application/merge-patch+json', undefined],
  ['application/json', null],
])('null in %s makes a member that may be null %s', async (type, nickname) => {
  const { call } = await openPets();
  const { body } = call('updatePet', { path, body: { nickname: null }, headers: { 'content-type': type } });
  expect(body.nickname).toBe(nickname);
});

test.each([
  [{ name: null }, 'name', 'The member name must have required property'],
  [{ age: -1 }, 'age', 'The member age must be >= 0.'],
  [{ age: 'old' }, 'age', 'The member age must be integer.'],
])('the patch %j is refused with the name of the member, and changes nothing', async (body, where, sentence) => {
  const { call, pet } = await openPets();
  const { refusal } = call('updatePet', { path, body, headers: MERGE });
  expect(refusal).toMatchObject({ statuses: [422, 400], message: expect.stringContaining(sentence) });
  expect(refusal?.issues).toEqual([{ in: 'body', where, message: expect.any(String) }]);
  expect(call('getPet', { path }).body).toEqual(pet);
});

describe('a JSON patch (RFC 6902)', () => {
  test('is applied as a whole', async () => {
    const { call, pet } = await openPets();
    const body = [
      { op: 'test', path: '/name', value: 'Rex' },
      { op: 'replace', path: '/age', value: 5 },
      { op: 'remove', path: '/nickname' },
    ];
    const { nickname: _, ...rest } = pet;
    expect(call('updatePet', { path, body, headers: PATCH }).body).toEqual({ ...rest, age: 5 });
  });

  test.each([
    [[{ op: 'test', path: '/name', value: 'Max' }], 'The operation 1 (test /name) cannot be applied.'],
    [[{ op: 'remove', path: '/none/at' }], 'The operation 1 (remove /none/at) cannot be applied.'],
    [[{ op: 'jump', path: '/name' }], 'The operation 1 (jump /name) cannot be applied.'],
    [[{ op: 'replace', path: '', value: 5 }], 'The record must stay an object.'],
    [{ age: 5 }, 'The body must be a list of operations.'],
  ])('that cannot be applied is refused: %j', async (body, message) => {
    const { call, pet } = await openPets();
    expect(call('updatePet', { path, body, headers: PATCH }).refusal).toEqual({
      reason: 'invalid',
      statuses: [422, 409, 400],
      message,
    });
    expect(call('getPet', { path }).body).toEqual(pet);
  });

  test('cannot reach a prototype', async () => {
    const { call } = await openPets();
    const body = [{ op: 'add', path: '/__proto__/polluted', value: true }];
    call('updatePet', { path, body, headers: PATCH });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

const NOTE = {
  type: 'object',
  required: ['id', 'title', 'status'],
  properties: {
    id: { type: 'string', readOnly: true },
    title: { type: 'string' },
    status: { type: 'string', enum: ['open', 'closed', 'archived'] },
  },
};
const REF = { $ref: '#/components/schemas/Note' };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const NOTES = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      get: { operationId: 'list', responses: { 200: json({ type: 'array', items: REF }) } },
      post: { operationId: 'create', requestBody: jsonBody(REF), responses: { 201: json(REF) } },
    },
    '/notes/{id}': {
      parameters: [ID],
      get: { operationId: 'get', responses: { 200: json(REF) } },
      patch: { operationId: 'update', requestBody: jsonBody(REF), responses: { 204: { description: 'done' } } },
    },
    '/notes/{id}/archive': {
      parameters: [ID],
      post: { operationId: 'archive', responses: { 200: json(REF) } },
    },
    '/notes/{id}/ping': {
      parameters: [ID],
      post: {
        operationId: 'ping',
        responses: { 202: json({ type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } }) },
      },
    },
  },
  components: { schemas: { Note: NOTE } },
};

test('an action whose name is a status sets that, and another one only wants the record to exist', async () => {
  const { call } = await openInferred(NOTES, { records: 1 });
  const { id } = call('create', { body: { title: 'Buy milk', status: 'open' } }).body;
  expect(call('archive', { path: { id } }).body).toEqual({ id, title: 'Buy milk', status: 'archived' });
  expect(call('get', { path: { id } }).body.status).toBe('archived');
  expect(call('ping', { path: { id } }).status).toBe(202);
  for (const name of ['archive', 'ping']) {
    expect(call(name, { path: { id: 'none' } }).refusal).toEqual({
      reason: 'unknown-record',
      statuses: [404],
      message: 'There is no note none.',
    });
  }
});

test('a change without a body in its response has none', async () => {
  const { call } = await openInferred(NOTES, { records: 1 });
  const { id } = call('create', { body: { title: 'Buy milk', status: 'open' } }).body;
  expect(call('update', { path: { id }, body: { title: 'Buy tea' } })).toMatchObject({ status: 204, body: undefined });
  expect(call('get', { path: { id } }).body.title).toBe('Buy tea');
});
