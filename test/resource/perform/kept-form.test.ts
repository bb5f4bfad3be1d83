import { expect, test } from 'vitest';
import type { CollectionRule, Resources } from '../../../src/resource/resources.js';
import { openResources } from '../resource-mock.js';

const TEXT = { type: 'string' };
const BOAT = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: TEXT,
    berths: { type: 'array', items: { type: ['string', 'integer'] } },
    owner: { type: 'object', properties: { name: TEXT, phone: { type: ['string', 'null'] } } },
    owner_name: { ...TEXT, readOnly: true },
  },
};
const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Boat' } } } };
const responses = { 200: { description: 'A boat', ...body } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Harbour', version: '1' },
  paths: {
    '/boats': { post: { operationId: 'add', requestBody: body, responses } },
    '/boats/{id}': {
      parameters: [id],
      put: { operationId: 'replace', requestBody: body, responses },
      patch: { operationId: 'change', requestBody: body, responses },
    },
  },
  components: { schemas: { Boat: BOAT } },
};
const RULE: CollectionRule = {
  schema: 'api.json#/components/schemas/Boat',
  key: 'id',
  records: 0,
  members: ['id', 'owner'],
  follows: { owner_name: { member: 'owner.name' } },
  keptAs: { berths: 'text', owner: { phone: null, name: 'none' } },
};

function open({ wholeMembers = false } = {}) {
  const one = { collection: 'boats', key: { in: 'path', name: 'id' }, response: '' } as const;
  const operations: Resources['operations'] = {
    add: { does: 'create', collection: 'boats', response: '', ...(wholeMembers && { wholeMembers }) },
    replace: { does: 'replace', ...one },
    change: { does: 'update', ...one, ...(wholeMembers && { wholeMembers }) },
  };
  return openResources(DOCUMENT, { collections: { boats: RULE }, operations });
}

test.each([false, true])(
  'What clients send gets the form in which it is kept; wholeMembers: %s',
  async wholeMembers => {
    const { call } = await open({ wholeMembers });
    const added = call('add', { body: { name: 'Ada', berths: [1, 'b'], owner: { name: 'Eve' } } }).body;
    expect(JSON.stringify(added)).toBe(
      '{"id":1,"owner":{"phone":null,"name":"Eve"},"name":"Ada","berths":["1","b"],"owner_name":"Eve"}',
    );
    const sent = { berths: [2], owner: { name: 'Mia' } };
    expect(call('change', { path: { id: '1' }, body: sent }).body).toEqual({
      ...added,
      berths: ['2'],
      owner: { phone: null, name: 'Mia' },
      owner_name: 'Mia',
    });
  },
);

test('A replacement has it too, and a merge keeps what was not sent', async () => {
  const { call } = await open();
  call('add', { body: { name: 'Ada', owner: { name: 'Eve', phone: '5' } } });
  const changed = call('change', { path: { id: '1' }, body: { owner: { name: 'Mia' } } }).body;
  expect([changed.owner, changed.owner_name]).toEqual([{ phone: '5', name: 'Mia' }, 'Mia']);
  const replaced = call('replace', {
    path: { id: '1' },
    body: { name: 'Bea', berths: [3], owner: { phone: '6' } },
  }).body;
  expect([replaced.berths, replaced.owner]).toEqual([['3'], { phone: '6', name: 'none' }]);
});
