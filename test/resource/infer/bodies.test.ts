import { expect, test } from 'vitest';
import { inferApi, type Short } from './inferring.js';

const ISSUE = { 'id!': 'string', 'key!': 'string', 'fields!': { 'summary!': 'string', status: 'string' } };
const ISSUES: Record<string, Short> = {
  'POST /issue': {
    sends: { 'fields!': { 'summary!': 'string', status: 'string' } },
    gives: { 'id!': 'string', 'key!': 'string' },
    status: 201,
  },
  'GET /issue/{issueKey}': { gives: 'Issue' },
  'PUT /issue/{issueKey}': { sends: { fields: { type: 'object' } }, status: 204 },
  'GET /search': {
    gives: { issues: { type: 'array', items: { $ref: '#/components/schemas/Issue' } }, total: 'integer' },
  },
};

test('the only member of a body is no envelope where records have that member', async () => {
  const { resources } = await inferApi(ISSUES, { Issue: ISSUE });
  expect(resources.operations['POST /issue']).toEqual({ does: 'create', collection: 'issue', response: '' });
  expect(resources.operations['PUT /issue/{issueKey}']).toMatchObject({ does: 'update' });
  expect(resources.operations['PUT /issue/{issueKey}']).not.toHaveProperty('request');
});

test('a list elsewhere has the records of the only collection with its schema that has no list', async () => {
  const { resources } = await inferApi(ISSUES, { Issue: ISSUE });
  expect(Object.keys(resources.collections)).toEqual(['issue']);
  expect(resources.operations['GET /search']).toMatchObject({ does: 'list', collection: 'issue', response: 'issues' });
});

test('a list elsewhere has records of its own where the collection has a list', async () => {
  const { resources } = await inferApi({ ...ISSUES, 'GET /issue': { gives: ['Issue'] } }, { Issue: ISSUE });
  expect(resources.operations['GET /search']).toMatchObject({ does: 'list', collection: 'search' });
});

test('the record in a response is the member that has its schema', async () => {
  const { resources } = await inferApi(
    {
      'GET /pets': { gives: ['Pet'] },
      'GET /pets/{id}': { gives: 'Pet' },
      'DELETE /pets/{id}': { gives: { deleted: 'boolean', previous: 'Pet' } },
    },
    { Pet: { 'id!': 'integer', name: 'string' } },
  );
  expect(resources.operations['DELETE /pets/{id}']).toMatchObject({ does: 'delete', response: 'previous' });
});

test('a request that only chooses one of the listed records creates none', async () => {
  const { resources } = await inferApi(
    {
      ...ISSUES,
      'GET /issue/{issueKey}/transitions': {
        gives: { transitions: { type: 'array', items: { $ref: '#/components/schemas/Step' } } },
      },
      'POST /issue/{issueKey}/transitions': { sends: { transition: { id: 'string' } }, status: 204 },
    },
    { Issue: ISSUE, Step: { id: 'string', name: 'string' } },
  );
  expect(resources.operations['POST /issue/{issueKey}/transitions']).toMatchObject({
    does: 'action',
    collection: 'issue',
  });
});

test('times of a record may stand in its metadata', async () => {
  const { resources } = await inferApi(
    { 'GET /users': { gives: ['User'] }, 'GET /users/{id}': { gives: 'User' } },
    {
      User: {
        id: 'string',
        meta: { created: 'string date-time', lastModified: 'string date-time' },
        boss: { created: 'string date-time' },
      },
    },
  );
  expect(resources.collections.users).toMatchObject({ created: ['meta.created'], updated: ['meta.lastModified'] });
});

test('a read on the path of a collection that gives something else is a doubt', async () => {
  const { doubts } = await inferApi(
    {
      'GET /patients': { gives: { resourceType: 'string', entry: ['Entry'] } },
      'POST /patients': { sends: 'Patient', gives: 'Patient', status: 201 },
      'GET /patients/{id}': { gives: 'Patient' },
    },
    {
      Patient: { id: 'string', gender: 'string', active: 'boolean' },
      Entry: { fullUrl: 'string', resource: { type: 'object' } },
    },
  );
  expect(doubts).toEqual(['GET /patients gives something else than the patients.']);
});
