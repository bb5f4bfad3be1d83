import { expect, test } from 'vitest';
import { SchemaView } from '../../../src/openapi/index.js';
import { findList, findRecord } from '../../../src/resource/infer/read/find-records.js';
import { nounOf } from '../../../src/resource/infer/read/nouns.js';
import { describing, loadFiles } from '../../openapi/files.js';

const PET = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const PETS = { type: 'array', items: PET };
const TEXT = { type: 'string' };
const NUMBER = { type: 'integer' };
const ANY = { type: 'object' };

async function viewOf(schema: unknown): Promise<SchemaView> {
  const { operations } = await loadFiles({ 'api.json': describing(schema) });
  const described = operations[0]?.responses[0]?.contents[0]?.schema;
  if (!described) throw new Error('there is no schema');
  return new SchemaView(described);
}

function members(properties: Record<string, unknown>) {
  return { type: 'object', properties };
}

test.each([
  ['an array', PETS, ''],
  ['data', members({ data: PETS, total: NUMBER }), 'data'],
  ['the name of the resource', members({ pets: PETS, owners: PETS }), 'pets'],
  ['the name of the resource with a collective', members({ petList: PETS, owners: PETS }), 'petList'],
  ['a usual name before another array', members({ items: PETS, errors: { type: 'array', items: ANY } }), 'items'],
  [
    'the only array of objects',
    members({ animals: PETS, tags: { type: 'array', items: TEXT }, total: NUMBER }),
    'animals',
  ],
  ['an array inside an object', members({ _embedded: members({ pets: PETS }), page: ANY }), '_embedded.pets'],
  [
    'a list inside of data',
    members({ data: members({ items: PETS, total: NUMBER }), ok: { type: 'boolean' } }),
    'data.items',
  ],
  ['none of two arrays', members({ cats: PETS, dogs: PETS }), undefined],
  ['no array of a record', members({ id: NUMBER, items: PETS }), undefined],
  ['no array of an object with members of its own', members({ owner: ANY, visits: PETS }), undefined],
  [
    'no array of an object with many members',
    members({ color: TEXT, weight: NUMBER, height: NUMBER, parts: PETS }),
    undefined,
  ],
  ['no array of errors', members({ errors: PETS }), undefined],
])('the list is %s', async (_, schema, at) => {
  expect(findList(await viewOf(schema), ['pets'])?.at).toEqual(at);
});

test.each([
  ['the body', PET, ''],
  ['the only object', members({ payload: PET, success: { type: 'boolean' }, message: TEXT }), 'payload'],
  ['the name of the resource', members({ pet: PET, token: TEXT }), 'pet'],
  ['the body, where it has an id', members({ id: NUMBER, pet: PET }), ''],
  ['the body, where two objects are in it', members({ home: ANY, work: ANY }), ''],
  ['nothing in a list', PETS, undefined],
  ['nothing in a text', TEXT, undefined],
])('the record is %s', async (_, schema, at) => {
  expect(findRecord(await viewOf(schema), ['pets'])?.at).toEqual(at);
});

test.each([
  ['pets', 'pet'],
  ['PetCategories', 'petcategory'],
  ['addresses', 'address'],
  ['people', 'person'],
  ['user-list', 'user'],
  ['UserCollection', 'user'],
  ['news', 'news'],
  ['statuses', 'status'],
  ['boxes', 'box'],
  ['matches', 'match'],
  ['houses', 'house'],
  ['caches', 'cache'],
  ['databases', 'database'],
  ['movies', 'movie'],
  ['companies', 'company'],
  ['analyses', 'analysis'],
  ['series', 'series'],
  ['bus', 'bus'],
  ['shelves', 'shelf'],
  ['list', 'list'],
])('the singular of %s is %s', (name, noun) => {
  expect(nounOf(name)).toBe(noun);
});
