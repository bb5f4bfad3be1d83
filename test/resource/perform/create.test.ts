import { expect, test } from 'vitest';
import { json, jsonBody } from '../../play/play.js';
import { PET_RESOURCES, PETS } from '../pets.js';
import { openInferred, openResources } from '../resource-mock.js';

test('a record that was created is found under its location until it is deleted', async () => {
  const { call } = await openResources(PETS, PET_RESOURCES);
  const created = call('createPet', { body: { name: 'Rex', age: 3 } });
  expect([created.status, created.headers]).toEqual([201, { location: 'http://127.0.0.1/pets/26' }]);
  const pet = {
    id: 26,
    name: 'Rex',
    status: 'available',
    age: 3,
    createdAt: '2026-11-30T12:00:00.000Z',
    updatedAt: '2026-11-30T12:00:00.000Z',
  };
  expect(created.body).toEqual(pet);
  expect(call('getPet', { path: { petId: '26' } }).body).toEqual(pet);
  expect(call('deletePet', { path: { petId: '26' } }).status).toBe(204);
  expect(call('getPet', { path: { petId: '26' } }).refusal).toEqual({
    reason: 'unknown-record',
    statuses: [404],
    message: 'There is no pet 26.',
  });
  expect(call('deletePet', { path: { petId: '26' } }).refusal?.statuses).toEqual([404]);
});

test('a key is never given again', async () => {
  const { call } = await openResources(PETS, PET_RESOURCES, { records: 0 });
  const create = () => call('createPet', { body: { name: 'Rex' } }).body.id;
  expect([create(), create()]).toEqual([1, 2]);
  call('deletePet', { path: { petId: '2' } });
  expect(create()).toBe(3);
});

test.each(['007', '7.0', ' 7', 'x', ''])('an integer key is not %j', async petId => {
  const { call } = await openResources(PETS, PET_RESOURCES);
  expect(call('getPet', { path: { petId: '7' } }).status).toBe(200);
  expect(call('getPet', { path: { petId } }).refusal?.statuses[0]).toBeGreaterThanOrEqual(400);
});

test('what a client may only send is not kept, nor what only the server sets', async () => {
  const { call } = await openResources(PETS, PET_RESOURCES);
  const body = { id: 99, name: 'Rex', secret: 'x', other: 1, createdAt: '2000-01-01T00:00:00Z' };
  const created = call('createPet', { body });
  expect(created.body).toMatchObject({ id: 26, createdAt: '2026-11-30T12:00:00.000Z' });
  expect(Object.keys(created.body)).toEqual(['id', 'name', 'status', 'createdAt', 'updatedAt']);
});

const pet = { $ref: '#/components/schemas/Pet' };
const petId = { name: 'petId', in: 'path', required: true, schema: { type: 'integer' } };
const deletion = {
  parameters: [petId],
  delete: { operationId: 'delete', responses: { 204: { description: 'gone' } } },
};
const documented = { Location: { schema: { type: 'string' } } };

test.each([
  ['no operation serves it', {}, {}, undefined],
  ['the response documents it', {}, documented, 'http://127.0.0.1/pets/1'],
  ['only a deletion serves it', { '/pets/{petId}': deletion }, {}, 'http://127.0.0.1/pets/1'],
  ['a deletion serves it elsewhere', { '/animals/{petId}': deletion }, {}, 'http://127.0.0.1/animals/1'],
  [
    'its path needs more than is known',
    { '/of/{owner}/pets/{petId}': { ...deletion, parameters: [petId, { ...petId, name: 'owner' }] } },
    {},
    undefined,
  ],
])('where %s, the location of a new record is right or left out', async (_, paths, headers, location) => {
  const created = { 201: { ...json(pet), headers } };
  const document = {
    ...PETS,
    paths: { '/pets': { post: { operationId: 'create', requestBody: jsonBody(pet), responses: created } }, ...paths },
  };
  const { call } = await openResources(
    document,
    {
      collections: PET_RESOURCES.collections,
      operations: {
        create: { does: 'create', collection: 'pets', response: '' },
        ...(Object.keys(paths).length > 0 && {
          delete: { does: 'delete', collection: 'pets', key: { in: 'path', name: 'petId' } },
        }),
      },
    },
    { records: 0 },
  );
  expect(call('create', { body: { name: 'Rex' } }).headers.location).toBe(location);
});

test('a record has the members that a response requires beside a reference', async () => {
  const shown = { allOf: [{ $ref: '#/components/schemas/Pet' }], required: ['id', 'status'] };
  const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
  const { call } = await openInferred({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        get: { operationId: 'listPets', responses: { 200: content({ type: 'array', items: shown }) } },
        post: {
          operationId: 'createPet',
          requestBody: content({ $ref: '#/components/schemas/Pet' }),
          responses: { 201: content(shown) },
        },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          properties: {
            id: { type: 'integer' },
            name: { type: 'string' },
            status: { type: 'string', enum: ['new', 'sold'] },
          },
        },
      },
    },
  });
  expect(call('createPet', { body: { name: 'Rex' } }).body).toEqual({ id: 26, name: 'Rex', status: 'new' });
  const { body } = call('listPets');
  expect(body).toHaveLength(26);
  for (const pet of body) expect(Object.keys(pet)).toEqual(['id', 'name', 'status']);
});
