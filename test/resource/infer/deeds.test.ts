import { expect, test } from 'vitest';
import { deeds, inferApi, type Short } from './inferring.js';

const PET = {
  'id!': { type: 'integer' },
  'name!': 'string',
  status: { type: 'string', enum: ['available', 'sold', 'archived'] },
  ownerId: 'integer',
};
const NEW_PET = { 'name!': 'string', status: 'string' };
const LIST: Record<string, Short> = { 'GET /pets': { gives: ['Pet'] } };
const ITEM: Record<string, Short> = { 'GET /pets/{petId}': { gives: 'Pet' } };
const CREATE: Record<string, Short> = { 'POST /pets': { sends: NEW_PET, gives: 'Pet', status: 201 } };

type Case = [title: string, operations: Record<string, Short>, expected: Record<string, string>];

const CASES: Case[] = [
  [
    'a POST whose response is a receipt with the key creates',
    { ...LIST, ...ITEM, 'POST /pets': { sends: NEW_PET, gives: { id: 'integer' }, status: 201 } },
    { 'POST /pets': 'create pets' },
  ],
  [
    'a POST without a response creates',
    { ...LIST, 'POST /pets': { sends: NEW_PET, status: 204 } },
    { 'POST /pets': 'create pets' },
  ],
  [
    'a POST whose response is a list is an action of the collection',
    { ...LIST, ...ITEM, 'POST /pets': { sends: NEW_PET, gives: ['Pet'] } },
    { 'POST /pets': 'respond' },
  ],
  [
    'a POST whose response is something else is an action of the collection',
    { ...LIST, ...ITEM, 'POST /pets': { sends: { query: 'string' }, gives: { matches: 'integer', took: 'integer' } } },
    { 'POST /pets': 'respond' },
  ],
  [
    'a POST of a list is an action of the collection',
    { ...LIST, ...ITEM, ...CREATE, 'POST /pets/batch': { sends: ['Pet'], gives: 'Pet' } },
    { 'POST /pets/batch': 'respond' },
  ],
  [
    'a PUT on the collection replaces the record whose key is in the body',
    { ...LIST, ...ITEM, ...CREATE, 'PUT /pets': { sends: 'Pet', gives: 'Pet' } },
    { 'PUT /pets': 'replace pets' },
  ],
  [
    'a PUT on the collection creates where nothing else does and a POST changes the record',
    {
      ...LIST,
      ...ITEM,
      'PUT /pets': { sends: NEW_PET, gives: 'Pet' },
      'POST /pets/{petId}': { sends: NEW_PET, gives: 'Pet' },
    },
    { 'PUT /pets': 'create pets', 'POST /pets/{petId}': 'update pets' },
  ],
  [
    'a POST on the record changes it',
    { ...LIST, ...ITEM, 'POST /pets/{petId}': { sends: { name: 'string' }, gives: 'Pet' } },
    { 'POST /pets/{petId}': 'update pets' },
  ],
  [
    'a POST on the record with query parameters for a body changes it',
    { ...LIST, ...ITEM, 'POST /pets/{petId}': { query: { name: { type: 'string' } }, gives: 'Pet' } },
    { 'POST /pets/{petId}': 'update pets' },
  ],
  [
    'a POST on the record with other members is an action',
    { ...LIST, ...ITEM, 'POST /pets/{petId}': { sends: { command: 'string', speed: 'integer' } } },
    { 'POST /pets/{petId}': 'action pets' },
  ],
  [
    'a PATCH on the collection whose response lists the records changes all',
    { ...LIST, ...ITEM, 'PATCH /pets': { sends: { status: 'string' }, gives: ['Pet'] } },
    { 'PATCH /pets': 'updateAll pets' },
  ],
  [
    'a PATCH on the collection whose response counts changes all',
    { ...LIST, ...ITEM, 'PATCH /pets': { sends: { status: 'string' }, gives: { updatedCount: 'integer' } } },
    { 'PATCH /pets': 'updateAll pets' },
  ],
  [
    'a PATCH on the collection that says nothing of it is an action of the collection',
    { ...LIST, ...ITEM, 'PATCH /pets': { sends: { status: 'string' }, status: 204 } },
    { 'PATCH /pets': 'respond' },
  ],
  [
    'a DELETE on the collection has no state',
    { ...LIST, ...ITEM, 'DELETE /pets': { status: 204 } },
    { 'DELETE /pets': 'respond' },
  ],
  [
    'a DELETE on the collection whose response counts deletes all',
    { ...LIST, ...ITEM, 'DELETE /pets': { gives: { deleted: 'integer' } } },
    { 'DELETE /pets': 'delete pets' },
  ],
  [
    'a DELETE on the collection with a required key deletes that record',
    { ...LIST, ...ITEM, 'DELETE /pets': { status: 204, query: { id: { type: 'integer', required: true } } } },
    { 'DELETE /pets': 'delete pets' },
  ],
  [
    'several keys in a path have no state',
    { ...LIST, ...ITEM, 'GET /pets/{petIds}': { gives: ['Pet'] } },
    { 'GET /pets/{petIds}': 'respond' },
  ],
  [
    'a list of keys in a path has no state',
    { ...LIST, 'DELETE /pets/{pet}': { path: { pet: { type: 'array', items: { type: 'integer' } } }, status: 204 } },
    { 'DELETE /pets/{pet}': 'respond' },
  ],
  [
    'a list of keys that is described elsewhere has no state',
    { ...LIST, 'DELETE /pets/{pet}': { path: { pet: { allOf: [{ type: 'array' }] } }, status: 204 } },
    { 'DELETE /pets/{pet}': 'respond' },
  ],
  [
    'several variables in a part of a path have no state',
    { ...LIST, ...ITEM, 'GET /pets/{from}-{to}': { gives: 'Pet' } },
    { 'GET /pets/{from}-{to}': 'respond' },
  ],
  [
    'records that no list shows and nothing creates have no state',
    { ...ITEM, 'DELETE /pets/{petId}': { status: 204 } },
    { 'GET /pets/{petId}': 'respond', 'DELETE /pets/{petId}': 'respond' },
  ],
  ...[{}, { type: 'object' }].map(
    (blob): Case => [
      `records of any content that nothing creates have no state: ${JSON.stringify(blob)}`,
      {
        'GET /blobs': { gives: [{ type: 'object' }] },
        'GET /blobs/{name}': { gives: blob },
        'PUT /blobs/{name}': { sends: blob, gives: blob },
        'POST /blobs/{name}/copy': { status: 204 },
      },
      {
        'GET /blobs': 'list blobs',
        'GET /blobs/{name}': 'respond',
        'PUT /blobs/{name}': 'respond',
        'POST /blobs/{name}/copy': 'respond',
      },
    ],
  ),
  ...[{}, 'string'].map(
    (blob): Case => [
      `what is kept under a name, and is no record, has no state, though the names are listed: ${JSON.stringify(blob)}`,
      {
        'GET /blobs': { gives: [{ name: 'string' }] },
        'GET /blobs/{name}': { gives: blob },
        'PUT /blobs/{name}': { sends: blob, gives: blob },
        'DELETE /blobs/{name}': { status: 204 },
      },
      {
        'GET /blobs': 'list blobs',
        'GET /blobs/{name}': 'respond',
        'PUT /blobs/{name}': 'respond',
        'DELETE /blobs/{name}': 'respond',
      },
    ],
  ),
  [
    'records whose keys no response shows have no state',
    {
      'GET /tickets': { gives: [{ text: 'string' }] },
      'GET /tickets/{ticketSid}': { gives: { text: 'string' } },
      'DELETE /tickets/{ticketSid}': { status: 204 },
    },
    {
      'GET /tickets': 'list tickets',
      'GET /tickets/{ticketSid}': 'respond',
      'DELETE /tickets/{ticketSid}': 'respond',
    },
  ],
  [
    'records that are created on another path are kept',
    { ...ITEM, 'POST /owners/{ownerId}/pets': { sends: NEW_PET, gives: 'Pet', status: 201 } },
    { 'POST /owners/{ownerId}/pets': 'create pets', 'GET /pets/{petId}': 'get pets' },
  ],
  [
    'records with keys that clients choose are created by PUT',
    { 'GET /pets/{name}': { gives: 'Pet' }, 'PUT /pets/{name}': { sends: NEW_PET, gives: 'Pet' } },
    { 'GET /pets/{name}': 'get pets', 'PUT /pets/{name}': 'replace pets' },
  ],
  [
    'lists below a collection list its records',
    {
      ...LIST,
      ...ITEM,
      'GET /pets/findByStatus': { gives: ['Pet'] },
      'GET /pets/search': { gives: { items: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } } },
    },
    { 'GET /pets/findByStatus': 'list pets', 'GET /pets/search': 'list pets' },
  ],
  [
    'objects below a collection have no state',
    { ...LIST, ...ITEM, 'GET /pets/mine': { gives: 'Pet' }, 'GET /pets/count': { gives: { count: 'integer' } } },
    { 'GET /pets/mine': 'respond', 'GET /pets/count': 'respond' },
  ],
  [
    'what is below a record needs the record',
    {
      ...LIST,
      ...ITEM,
      'GET /pets/{petId}/photo': { gives: 'string' },
      'POST /pets/{petId}/feed': { sends: { food: 'string' } },
    },
    { 'GET /pets/{petId}/photo': 'action pets', 'POST /pets/{petId}/feed': 'action pets' },
  ],
  [
    'a PATCH of a part of a record changes it',
    { ...LIST, ...ITEM, 'PATCH /pets/{petId}/status': { sends: { status: 'string' }, gives: 'Pet' } },
    { 'PATCH /pets/{petId}/status': 'update pets' },
  ],
  [
    'a list without records of its own is a collection that can only be listed',
    { 'GET /breeds': { gives: [{ name: 'string' }] } },
    { 'GET /breeds': 'list breeds' },
  ],
  ['a list of texts has no state', { 'GET /tags': { gives: ['string'] } }, { 'GET /tags': 'respond' }],
  [
    'an object that nothing changes has no state',
    { 'GET /health': { gives: { ok: 'boolean' } } },
    { 'GET /health': 'respond' },
  ],
  [
    'an object that is read and replaced is a singleton',
    {
      'GET /settings': { gives: { theme: 'string' } },
      'PUT /settings': { sends: { 'theme!': 'string' } },
      'PATCH /settings': { sends: { theme: 'string' } },
      'DELETE /settings': { status: 204 },
    },
    {
      'GET /settings': 'get settings',
      'PUT /settings': 'replace settings',
      'PATCH /settings': 'update settings',
      'DELETE /settings': 'delete settings',
    },
  ],
  [
    'an object that is read and sent by POST is a singleton',
    { 'GET /profile': { gives: { name: 'string', city: 'string' } }, 'POST /profile': { sends: { name: 'string' } } },
    { 'GET /profile': 'get profile', 'POST /profile': 'update profile' },
  ],
  [
    'a PUT of something else does not make a singleton',
    {
      'GET /player': { gives: { device: 'string', song: 'string' } },
      'PUT /player': { sends: { play: 'boolean' }, status: 204 },
    },
    { 'GET /player': 'respond', 'PUT /player': 'respond' },
  ],
  [
    'verbs at the ends of paths say what operations do',
    {
      'GET /pet/list': { gives: ['Pet'] },
      'POST /pet/create': { sends: NEW_PET, gives: 'Pet' },
      'GET /pet/{petId}/view': { gives: 'Pet' },
      'POST /pet/{petId}/update': { sends: NEW_PET, gives: 'Pet' },
      'POST /pet/delete/{petId}': { status: 204 },
    },
    {
      'GET /pet/list': 'list pet',
      'POST /pet/create': 'create pet',
      'GET /pet/{petId}/view': 'get pet',
      'POST /pet/{petId}/update': 'update pet',
      'POST /pet/delete/{petId}': 'delete pet',
    },
  ],
  [
    'verbs before nouns say what operations do',
    {
      'GET /listPets': { gives: ['Pet'] },
      'GET /getPet': { gives: 'Pet', query: { petId: { type: 'integer', required: true } } },
      'POST /createPet': { sends: NEW_PET, gives: 'Pet' },
      'POST /deletePet': { sends: { id: 'integer' }, status: 204 },
    },
    {
      'GET /listPets': 'list pet',
      'GET /getPet': 'get pet',
      'POST /createPet': 'create pet',
      'POST /deletePet': 'delete pet',
    },
  ],
  [
    'a verb without what it needs is only a name',
    { ...LIST, ...ITEM, 'GET /pets/new': { gives: { form: 'string' } }, 'GET /new-releases': { gives: ['Pet'] } },
    { 'GET /pets/new': 'respond', 'GET /new-releases': 'list new-releases' },
  ],
  [
    'colons separate verbs, too',
    { ...LIST, ...ITEM, 'POST /pets/{petId}:archive': { gives: 'Pet' } },
    { 'POST /pets/{petId}:archive': 'action pets' },
  ],
];

test.each(CASES)('%s', async (_, operations, expected) => {
  const found = await deeds(operations, { Pet: PET });
  expect(Object.fromEntries(Object.keys(expected).map(id => [id, found[id]]))).toEqual(expected);
});

test('a PUT that documents 201 creates what does not exist', async () => {
  const { resources } = await inferApi(
    { ...LIST, ...ITEM, ...CREATE, 'PUT /pets/{petId}': { sends: 'Pet', gives: 'Pet', also: [201] } },
    { Pet: PET },
  );
  expect(resources.operations['PUT /pets/{petId}']).toMatchObject({ does: 'replace', creates: true });
});

test('a PUT that requires nothing changes what it is sent where there is no PATCH', async () => {
  const put = { 'PUT /pets/{petId}': { sends: { name: 'string' }, gives: 'Pet' } };
  expect(await deeds({ ...LIST, ...ITEM, ...CREATE, ...put }, { Pet: PET })).toMatchObject({
    'PUT /pets/{petId}': 'update pets',
  });
  const patch = { 'PATCH /pets/{petId}': { sends: { name: 'string' }, gives: 'Pet' } };
  expect(await deeds({ ...LIST, ...ITEM, ...CREATE, ...put, ...patch }, { Pet: PET })).toMatchObject({
    'PUT /pets/{petId}': 'replace pets',
  });
});

test('members of a team are put and deleted, and have keys of their own', async () => {
  const { resources } = await inferApi(
    {
      'GET /teams': { gives: ['Team'] },
      'GET /teams/{teamId}': { gives: 'Team' },
      'GET /teams/{teamId}/members': { gives: ['User'] },
      'PUT /teams/{teamId}/members/{username}': { status: 204 },
      'DELETE /teams/{teamId}/members/{username}': { status: 204 },
    },
    { Team: { 'id!': 'integer', name: 'string' }, User: { 'username!': 'string', name: 'string' } },
  );
  expect(resources.collections.members).toMatchObject({ key: 'username', parents: { teams: {} } });
  expect(resources.operations).toMatchObject({
    'GET /teams/{teamId}/members': { does: 'list', parents: { teams: 'teamId' } },
    'PUT /teams/{teamId}/members/{username}': { does: 'replace', creates: true, parents: { teams: 'teamId' } },
    'DELETE /teams/{teamId}/members/{username}': { does: 'delete' },
  });
});

test('what is not understood below a record needs the record', async () => {
  const toys = {
    'GET /pets/{petId}/toys': { gives: ['Pet'] },
    'POST /pets/{petId}/toys': { sends: ['string'], gives: ['Pet'] },
  } as const;
  const { resources } = await inferApi({ ...LIST, ...ITEM, ...toys }, { Pet: PET });
  expect(resources.operations['POST /pets/{petId}/toys']).toEqual({
    does: 'action',
    collection: 'pets',
    key: { in: 'path', name: 'petId' },
  });
});

test('each operation has a reason that a person can read', async () => {
  const { operations, doubts } = await inferApi(
    {
      'GET /pets': { gives: ['Pet'], query: { include: { type: 'string' } } },
      ...ITEM,
      ...CREATE,
      'POST /pets/{petId}/archive': {},
      'GET /health': { gives: { ok: 'boolean' } },
    },
    { Pet: PET },
  );
  expect(operations).toEqual({
    'GET /pets': { rule: 'collection', why: 'GET /pets lists what GET /pets/{petId} gives; its key is id.' },
    'POST /pets': { rule: 'collection', why: 'POST /pets creates one of the pets.' },
    'GET /pets/{petId}': { rule: 'item', why: 'GET /pets/{petId} gives one of the pets; {petId} is its id.' },
    'POST /pets/{petId}/archive': {
      rule: 'item action',
      why: 'POST /pets/{petId}/archive is about one of the pets and sets status to archived; {petId} is its id.',
    },
    'GET /health': { rule: 'object', why: 'GET /health gives an object that no operation changes.' },
  });
  expect(doubts).toEqual(['The parameter include of GET /pets is not used.']);
});

test.each<[id: string, short: Short, why: string]>([
  ['PATCH /pets', { sends: { name: 'string' }, gives: ['Pet'] }, 'PATCH /pets changes all pets that the query finds.'],
  ['DELETE /pets', { gives: { deleted: 'integer' } }, 'DELETE /pets deletes all pets that the query finds.'],
])('the query of %s says which records it is about', async (id, short, why) => {
  const query = { status: { type: 'string' }, q: { type: 'string' }, dryRun: { type: 'boolean' } };
  const { resources, operations, doubts } = await inferApi(
    { ...LIST, ...ITEM, [id]: { ...short, query } },
    { Pet: PET },
  );
  expect(resources.operations[id]).toMatchObject({
    filters: { status: { member: 'status', compare: 'equal' } },
    search: ['q'],
  });
  expect(operations[id]?.why).toBe(why);
  expect(doubts).toEqual([`The parameter dryRun of ${id} is not used.`]);
});
