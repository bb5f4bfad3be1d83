import type { Resources } from '../../src/resource/resources.js';
import { json, jsonBody } from '../play/play.js';

const PET = {
  type: 'object',
  required: ['id', 'name', 'createdAt'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string', minLength: 1 },
    status: { type: 'string', enum: ['available', 'sold'], default: 'available' },
    age: { type: 'integer', minimum: 0 },
    nickname: { type: 'string', nullable: true },
    secret: { type: 'string', writeOnly: true },
    createdAt: { type: 'string', format: 'date-time', readOnly: true },
    updatedAt: { type: 'string', format: 'date-time', readOnly: true },
  },
};
const REF = { $ref: '#/components/schemas/Pet' };
const ID = { name: 'petId', in: 'path', required: true, schema: { type: 'integer' } };
const ERROR = { description: 'an error' };

/** Pets: one collection with everything that a client can do with it. */
export const PETS = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses: { 200: json({ type: 'array', items: REF }) } },
      post: { operationId: 'createPet', requestBody: jsonBody(REF), responses: { 201: json(REF), 409: ERROR } },
    },
    '/pets/{petId}': {
      parameters: [ID],
      get: { operationId: 'getPet', responses: { 200: json(REF), 404: ERROR } },
      put: { operationId: 'replacePet', requestBody: jsonBody(REF), responses: { 200: json(REF), 404: ERROR } },
      patch: {
        operationId: 'updatePet',
        requestBody: { content: { 'application/merge-patch+json': { schema: { type: 'object' } } } },
        responses: { 200: json(REF), 404: ERROR },
      },
      delete: { operationId: 'deletePet', responses: { 204: { description: 'gone' }, 404: ERROR } },
    },
  },
  components: { schemas: { Pet: PET } },
};

const key = { in: 'path', name: 'petId' } as const;

export const PET_RESOURCES: Resources = {
  collections: {
    pets: {
      schema: 'api.json#/components/schemas/Pet',
      key: 'id',
      ids: 'integer',
      created: ['createdAt'],
      updated: ['updatedAt'],
    },
  },
  operations: {
    listPets: { does: 'list', collection: 'pets', response: '' },
    createPet: { does: 'create', collection: 'pets', response: '' },
    getPet: { does: 'get', collection: 'pets', key, response: '' },
    replacePet: { does: 'replace', collection: 'pets', key, response: '' },
    updatePet: { does: 'update', collection: 'pets', key, response: '' },
    deletePet: { does: 'delete', collection: 'pets', key },
  },
};
