import { expect, test } from 'vitest';
import type { ShownMembers } from '../../../src/resource/resources.js';
import { openResources } from '../resource-mock.js';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });

const MEMBER = object({
  id: { type: 'string', pattern: '^[0-9]{4}$' },
  name: text,
  card: { type: ['string', 'null'] },
  role: text,
  blocked: { type: 'boolean' },
  disabled: { type: 'boolean' },
});

const json = (schema: object, example: unknown) => ({
  200: { description: 'ok', content: { 'application/json': { schema, example } } },
});

const DESCRIPTION = {
  openapi: '3.1.0',
  info: { title: 'Club', version: '1' },
  paths: {
    '/members': {
      get: {
        operationId: 'listMembers',
        parameters: ['after', 'limit'].map(name => ({ name, in: 'query', schema: { type: 'integer' } })),
        responses: json(
          object({ last: { type: ['integer', 'null'] }, more: { type: 'boolean' }, items: { type: 'array' } }),
          {
            last: 2,
            more: false,
            items: [],
          },
        ),
      },
    },
    '/members/{id}': {
      get: {
        operationId: 'getMember',
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: json(object({ item: {} }), { item: {} }),
      },
    },
  },
  components: { schemas: { Member: MEMBER } },
};

const RECORDS = [
  { id: '0002', name: 'Ann', card: null, role: 'a', blocked: false, disabled: false },
  { id: '0003', name: 'Bob', card: '7', role: 'b', blocked: true, disabled: true },
  { id: '0010', name: 'Cem', card: '8', role: 'x', blocked: true, disabled: false },
];

async function openClub({ ofCollection, ofGet }: { ofCollection?: ShownMembers; ofGet?: ShownMembers } = {}) {
  const club = await openResources(
    DESCRIPTION,
    {
      collections: {
        members: {
          ...{ schema: 'api.json#/components/schemas/Member', key: 'id', ids: 'integer', records: 0 },
          ...(ofCollection && { shows: ofCollection }),
        },
      },
      operations: {
        listMembers: {
          ...{ does: 'list', collection: 'members', response: 'items' },
          paging: { by: 'cursor', after: 'after', token: 'key', size: 'limit' },
          companions: { last: 'resumeKey', more: 'hasMore' },
        },
        getMember: {
          ...{ does: 'get', collection: 'members', key: { in: 'path', name: 'id' }, response: 'item' },
          ...(ofGet && { shows: ofGet, with: { ok: true } }),
        },
      },
    },
    { records: 0 },
  );
  club.store.transact(() => {
    const { name } = club.api.collections[0] as { name: string };
    for (const record of RECORDS) club.store.collection(name).add(record);
  });
  return club;
}

test('What an operation shows has these members and no others, with other values in their places', async () => {
  const club = await openClub({
    ofGet: {
      number: { member: 'id', as: 'integer' },
      card: { where: 'card', shows: { name: 'name', number: 'card', kind: { always: 'plastic' } } },
      role: { id: 'role', title: { member: 'role', values: { a: 'Chair', b: 'Cashier' }, otherwise: '' } },
      state: { member: 'disabled', values: { true: 2, false: { member: 'blocked', values: { true: 1, false: 0 } } } },
      isNew: false,
    },
  });
  const [ann, bob, cem] = RECORDS.map(({ id }) => club.call('getMember', { path: { id } }).body);
  expect(ann).toEqual({
    item: { number: 2, card: null, role: { id: 'a', title: 'Chair' }, state: 0, isNew: false },
    ok: true,
  });
  expect(bob.item).toMatchObject({ card: { name: 'Bob', number: '7', kind: 'plastic' }, state: 2 });
  expect(cem.item).toMatchObject({ role: { id: 'x', title: '' }, state: 1 });
  expect(Object.keys(bob.item)).toEqual(['number', 'card', 'role', 'state', 'isNew']);
});

test('What a collection shows is in the place of some members in all responses; the others stay', async () => {
  const club = await openClub({ ofCollection: { name: 'name', card: { where: 'card', member: 'name' } } });
  const [ann, bob] = RECORDS;
  expect(club.call('getMember', { path: { id: '0002' } }).body.item).toEqual(ann);
  expect(club.call('getMember', { path: { id: '0003' } }).body.item).toEqual({ ...bob, card: 'Bob' });
  expect(club.call('listMembers').body.items.map(({ card }: { card: unknown }) => card)).toEqual([null, 'Bob', 'Cem']);
});

test('Members that are shown as they are change nothing: records come as they are stored, whatever the schema', async () => {
  const club = await openClub({ ofCollection: { name: 'name' } });
  expect(club.call('listMembers').body.items).toEqual(RECORDS);
});

test.each([
  [{}, ['0002', '0003', '0010'], 10, false],
  [{ limit: 2 }, ['0002', '0003'], 3, true],
  [{ after: 3 }, ['0010'], 10, false],
  [{ after: 4, limit: 1 }, ['0010'], 10, false],
  [{ after: 0, limit: 1 }, ['0002'], 2, true],
  [{ after: 10 }, [], 10, false],
  [{ after: 12_345 }, [], 12_345, false],
])('Texts with a fixed number of digits count the records: %j finds %j', async (query, ids, last, more) => {
  const club = await openClub();
  const { body } = club.call('listMembers', { query });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect([body.last, body.more]).toEqual([last, more]);
});
