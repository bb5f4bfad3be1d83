import { expect, test } from 'vitest';
import type { OperationRule, Resources } from '../../../src/resource/index.js';
import { json, jsonBody } from '../../play/play.js';
import { openResources } from '../resource-mock.js';

const USER = {
  type: 'object',
  required: ['id', 'email'],
  properties: {
    id: { type: 'integer', readOnly: true },
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
  },
};
const SUMMARY = {
  type: 'object',
  required: ['id', 'label'],
  properties: { id: { type: 'integer' }, label: { type: 'string' }, email: { type: 'string' } },
};
const REF = { $ref: '#/components/schemas/User' };
const LIST = { type: 'array', items: REF };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const key = { in: 'path', name: 'id' } as const;
const ETAG = { ETag: { schema: { type: 'string' } } };

/** An API with one operation of some kind beside those that read. */
async function openUsers(
  path: string,
  method: string,
  {
    rule,
    operation,
    collection = {},
    records = 3,
  }: {
    rule: OperationRule;
    operation: Record<string, unknown>;
    collection?: Resources['collections'][string];
    records?: number;
  },
) {
  const base: Record<string, Record<string, unknown>> = {
    '/users': {
      get: { operationId: 'list', responses: { 200: json(LIST) } },
      post: { operationId: 'create', requestBody: jsonBody(REF), responses: { 201: json(REF) } },
    },
    '/users/{id}': {
      parameters: [ID],
      get: { operationId: 'get', responses: { 200: { ...json(REF), headers: operation.etag ? ETAG : {} } } },
    },
  };
  const { etag: _, ...described } = operation;
  const parameters = path.includes('{id}') ? [ID] : [];
  const paths = {
    ...base,
    [path]: { ...base[path], ...(base[path] ? {} : { parameters }), [method]: { operationId: 'tested', ...described } },
  };
  const resources: Resources = {
    collections: { users: { schema: 'api.json#/components/schemas/User', key: 'id', ids: 'integer', ...collection } },
    operations: {
      list: { does: 'list', collection: 'users', response: '' },
      create: { does: 'create', collection: 'users', response: '' },
      get: { does: 'get', collection: 'users', key, response: '' },
      tested: { collection: 'users', ...rule },
    },
  };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Users', version: '1' },
    paths,
    components: { schemas: { User: USER, Summary: SUMMARY } },
  };
  return openResources(document, resources, { records });
}

const done = { description: 'done' };
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
});
const message = object({ message: { type: 'string' } });

test.each([
  ['nothing', { 204: done }, undefined, { status: 204, body: undefined }],
  ['the record', { 200: json(REF) }, '', { status: 200, body: { id: 4, email: 'a@b' } }],
  [
    'the record in an envelope',
    { 200: json(object({ user: REF })) },
    'user',
    { status: 200, body: { user: { id: 4, email: 'a@b' } } },
  ],
  ['only its key', { 200: json(object({ id: { type: 'integer' } })) }, undefined, { status: 200, body: { id: 4 } }],
  [
    'its key by its whole name',
    { 202: json(object({ userId: { type: 'string' } })) },
    undefined,
    { status: 202, body: { userId: '4' } },
  ],
  [
    'its success',
    { 200: json(object({ deleted: { type: 'boolean' } })) },
    undefined,
    { status: 200, body: { deleted: true } },
  ],
  [
    'a message',
    { 200: json(message, { example: { message: 'Gone.' } }) },
    undefined,
    { status: 200, body: { message: 'Gone.' } },
  ],
  [
    'the other records',
    { 200: json(LIST) },
    '',
    { status: 200, body: [expect.anything(), expect.anything(), expect.anything()] },
  ],
])('a deletion responds with %s where that is described', async (_, responses, response, expected) => {
  const { call } = await openUsers('/users/{id}', 'delete', {
    rule: { does: 'delete', key, ...(response !== undefined && { response }) },
    operation: { responses },
  });
  const { id } = call('create', { body: { email: 'a@b' } }).body;
  expect(call('tested', { path: { id: String(id) } })).toMatchObject(expected);
  expect(call('get', { path: { id: '4' } }).refusal?.statuses).toEqual([404]);
});

test('a deletion without a key deletes all records and says how many', async () => {
  const { call } = await openUsers('/users', 'delete', {
    rule: { does: 'delete' },
    operation: { responses: { 200: json(object({ deleted: { type: 'integer' } })) } },
  });
  expect(call('tested').body).toEqual({ deleted: 3 });
  expect(call('list').body).toEqual([]);
});

test('a deletion by several keys deletes them all or none', async () => {
  const { call } = await openUsers('/users', 'delete', {
    rule: { does: 'delete', key: { in: 'query', name: 'ids' } },
    operation: { responses: { 204: done } },
  });
  expect(call('tested', { query: { ids: [1, 9] } }).refusal?.message).toBe('There is no user 9.');
  expect(call('list').body.length).toBe(3);
  call('tested', { query: { ids: [1, 3] } });
  expect(call('list').body.map(({ id }: { id: number }) => id)).toEqual([2]);
});

test('a list in the body creates several records, all or none', async () => {
  const { call } = await openUsers('/users/batch', 'post', {
    rule: { does: 'create', response: '' },
    operation: { requestBody: jsonBody(LIST), responses: { 201: json(LIST) } },
    collection: { unique: ['email'] },
  });
  const body = [{ email: 'a@b' }, { email: 'c@d' }];
  expect(call('tested', { body }).body).toEqual([
    { id: 4, email: 'a@b' },
    { id: 5, email: 'c@d' },
  ]);
  expect(call('tested', { body: [{ email: 'g@h' }] }).body).toEqual([{ id: 6, email: 'g@h' }]);
  const { refusal } = call('tested', { body: [{ email: 'e@f' }, { email: 'a@b' }] });
  expect(refusal).toMatchObject({ statuses: [409, 422, 400], message: 'Another user has the email a@b.' });
  expect(call('list').body.length).toBe(6);
});

test('one patch changes all records', async () => {
  const { call } = await openUsers('/users', 'patch', {
    rule: { does: 'updateAll' },
    operation: {
      requestBody: jsonBody({ type: 'object' }),
      responses: { 200: json(object({ updated: { type: 'integer' } })) },
    },
  });
  expect(call('tested', { body: { role: 'admin' } }).body).toEqual({ updated: 3 });
  expect(call('list').body.map(({ role }: { role: string }) => role)).toEqual(['admin', 'admin', 'admin']);
});

test('a list of patches changes each record that it names, all or none', async () => {
  const { call } = await openUsers('/users', 'patch', {
    rule: { does: 'updateAll', response: '' },
    operation: { requestBody: jsonBody({ type: 'array', items: { type: 'object' } }), responses: { 200: json(LIST) } },
  });
  const before = call('list').body;
  expect(
    call('tested', {
      body: [
        { id: 1, role: 'a' },
        { id: 2, role: 5 },
      ],
    }).refusal?.statuses,
  ).toEqual([422, 400]);
  expect(call('list').body).toEqual(before);
  const roles = call('tested', {
    body: [
      { id: 1, role: 'a' },
      { id: 3, role: 'b' },
    ],
  }).body.map(({ role }: { role: string }) => role);
  expect(roles).toEqual(['a', 'b']);
});

const WANTED = {
  parameters: [
    { name: 'role', in: 'query', schema: { type: 'string' } },
    { name: 'q', in: 'query', schema: { type: 'string' } },
  ],
};
const byQuery = { filters: { role: { member: 'role', compare: 'equal' } }, search: ['q'] } as const;

test.each([
  [{ role: 'guest' }, ['b', 'c']],
  [{ q: 'C@' }, ['c']],
  [{ role: 'guest', q: 'a@' }, []],
  [{}, ['a', 'b', 'c']],
])('the query %j says which records one patch changes', async (query, changed) => {
  const { call } = await openUsers('/users', 'patch', {
    rule: { does: 'updateAll', response: '', ...byQuery },
    operation: { ...WANTED, requestBody: jsonBody({ type: 'object' }), responses: { 200: json(LIST) } },
    records: 0,
  });
  for (const [name, role] of Object.entries({ a: 'admin', b: 'guest', c: 'guest' })) {
    call('create', { body: { email: `${name}@x`, name, role } });
  }
  const names = (users: { name: string }[]) => users.map(({ name }) => name);
  expect(names(call('tested', { query, body: { role: 'new' } }).body)).toEqual(changed);
  expect(names(call('list').body.filter(({ role }: { role: string }) => role === 'new'))).toEqual(changed);
});

test('the query says which records a deletion of many deletes', async () => {
  const { call } = await openUsers('/users', 'delete', {
    rule: { does: 'delete', ...byQuery },
    operation: { ...WANTED, responses: { 200: json(object({ deleted: { type: 'integer' } })) } },
  });
  call('create', { body: { email: 'a@b', role: 'the only one' } });
  expect(call('tested', { query: { role: 'the only one' } }).body).toEqual({ deleted: 1 });
  expect(call('list').body.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3]);
  expect(call('tested').body).toEqual({ deleted: 3 });
  expect(call('list').body).toEqual([]);
});

test('two patches of one record in a list are both made', async () => {
  const { call } = await openUsers('/users', 'patch', {
    rule: { does: 'updateAll', response: '' },
    operation: { requestBody: jsonBody({ type: 'array', items: { type: 'object' } }), responses: { 200: json(LIST) } },
  });
  call('tested', {
    body: [
      { id: 1, role: 'a' },
      { id: 1, name: 'b' },
    ],
  });
  expect(call('get', { path: { id: '1' } }).body).toMatchObject({ role: 'a', name: 'b' });
});

test('an example that has given way is back if a later record of the same request is refused', async () => {
  const example = { id: 1, email: 'shown@b' };
  const { call } = await openUsers('/users/batch', 'post', {
    rule: { does: 'create', response: '' },
    operation: { requestBody: jsonBody(LIST), responses: { 201: json(LIST, { example: [example] }) } },
    collection: { unique: ['email'] },
  });
  const before = call('list').body;
  expect(before[0]).toEqual(example);
  const { refusal } = call('tested', { body: [{ email: 'shown@b' }, { email: before[1].email }] });
  expect(refusal?.statuses).toEqual([409, 422, 400]);
  expect(call('list').body).toEqual(before);
});

test('a replacement creates the record that does not exist, where that is its rule', async () => {
  const { call } = await openUsers('/users/{id}', 'put', {
    rule: { does: 'replace', key, response: '', creates: true },
    operation: { requestBody: jsonBody(REF), responses: { 200: json(REF), 201: json(REF) } },
  });
  const put = () => call('tested', { path: { id: '77' }, body: { email: 'a@b' } });
  expect(put()).toMatchObject({
    status: 201,
    body: { id: 77, email: 'a@b' },
    headers: { location: 'http://127.0.0.1/users/77' },
  });
  expect(put()).toMatchObject({ status: 200, body: { id: 77, email: 'a@b' }, headers: {} });
});

test('the key of a replacement may stand in the body', async () => {
  const { call } = await openUsers('/users', 'put', {
    rule: { does: 'replace', key: { in: 'body', name: 'id' }, response: '' },
    operation: { requestBody: jsonBody({ type: 'object' }), responses: { 200: json(REF) } },
  });
  expect(call('tested', { body: { id: 2, email: 'a@b' } }).body).toEqual({ id: 2, email: 'a@b' });
  expect(call('tested', { body: { id: 9, email: 'a@b' } }).refusal?.statuses).toEqual([404]);
  expect(call('tested', { body: { email: 'a@b' } }).refusal).toMatchObject({
    statuses: [400, 422, 404],
    message: 'The body has no id.',
  });
});

test('versions are compared where the description has them', async () => {
  const { call } = await openUsers('/users/{id}', 'put', {
    rule: { does: 'replace', key, response: '' },
    operation: { etag: true, requestBody: jsonBody(REF), responses: { 200: json(REF) } },
  });
  const path = { id: '1' };
  const { etag = '' } = call('get', { path }).headers;
  expect(etag).toMatch(/^"[\w-]+"$/);
  expect(call('get', { path, headers: { 'if-none-match': `"x", W/${etag}` } })).toMatchObject({
    status: 304,
    body: undefined,
  });
  const put = (email: string) => call('tested', { path, body: { email }, headers: { 'if-match': etag } });
  const changed = put('a@b');
  expect(changed.status).toBe(200);
  expect(changed.headers.etag).toBe(call('get', { path }).headers.etag);
  expect(put('c@d').refusal?.statuses).toEqual([412, 409]);
  expect(call('get', { path }).body).toEqual({ id: 1, email: 'a@b' });
});

test('versions are not sent where the description has none', async () => {
  const { call } = await openUsers('/users/{id}', 'delete', {
    rule: { does: 'delete', key },
    operation: { responses: { 204: done } },
  });
  expect(call('get', { path: { id: '1' }, headers: { 'if-none-match': '*' } })).toMatchObject({
    status: 200,
    headers: {},
  });
});

test('a list with another schema shows each record fitted to it, the same each time', async () => {
  const { call } = await openUsers('/summaries', 'get', {
    rule: { does: 'list', response: '' },
    operation: { responses: { 200: json({ type: 'array', items: { $ref: '#/components/schemas/Summary' } }) } },
  });
  const { id, email } = call('create', { body: { email: 'a@b', name: 'Ann', role: 'admin' } }).body;
  const first = call('tested').body;
  expect(first[3]).toEqual({ id, label: expect.any(String), email });
  expect(call('tested').body).toEqual(first);
});
