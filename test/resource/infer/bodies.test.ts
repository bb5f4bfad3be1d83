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
