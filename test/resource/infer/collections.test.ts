import { expect, test } from 'vitest';
import { inferApi, type Short } from './inferring.js';

const KEYS: [title: string, path: string, members: Record<string, unknown>, expected: Record<string, unknown>][] = [
  ['the name of the variable', '/pets/{petId}', { petId: 'integer', id: 'string' }, { key: 'petId', ids: 'integer' }],
  [
    'the name of the variable, written otherwise',
    '/Calls/{CallSid}',
    { call_sid: 'string', id: 'string' },
    { key: 'call_sid', ids: 'text' },
  ],
  ['id', '/pets/{petId}', { id: 'string uuid', name: 'string' }, { key: 'id', ids: 'uuid' }],
  [
    'the end of the name of the variable',
    '/articles/{articleSlug}',
    { id: 'integer', slug: 'string' },
    { key: 'slug', ids: 'slug' },
  ],
  ['the noun of the collection and id', '/apps/{id}', { appId: 'string', name: 'string' }, { key: 'appId' }],
  ['sid', '/calls/{call}', { sid: 'string', name: 'string' }, { key: 'sid' }],
  ['slug', '/posts/{post}', { slug: 'string', title: 'string' }, { key: 'slug', ids: 'slug' }],
  ['name', '/buckets/{bucket}', { name: 'string', size: 'integer' }, { key: 'name', ids: 'text' }],
  [
    'a text rather than a number, for a variable that is no id',
    '/users/{username}',
    { id: 'integer', login: 'string' },
    { key: 'login' },
  ],
  [
    'metadata.name',
    '/pods/{name}',
    { metadata: { name: 'string' }, spec: { type: 'object' } },
    { key: 'metadata.name' },
  ],
  [
    'an example of a uuid',
    '/pets/{id}',
    { id: { type: 'string', example: '6f1c5a4e-3d0f-4c7b-9a0e-0a6c1f7d2b11' } },
    { key: 'id', ids: 'uuid' },
  ],
  [
    'a key with a pattern',
    '/pets/{id}',
    { id: { type: 'string', pattern: '^pet_[a-z]{8}$' } },
    { key: 'id', ids: 'text' },
  ],
];

test.each(KEYS)('a record is identified by %s', async (_, path, members, expected) => {
  const list = path.slice(0, path.lastIndexOf('/'));
  const operations = { [`GET ${list}`]: { gives: ['Item'] }, [`GET ${path}`]: { gives: 'Item' } } as Record<
    string,
    Short
  >;
  const { resources } = await inferApi(operations, { Item: members });
  expect(Object.values(resources.collections)).toMatchObject([expected]);
});

test('an id in the path that no member has is kept beside the record', async () => {
  const { resources } = await inferApi(
    {
      'GET /tenants': { gives: ['Tenant'] },
      'POST /tenants': { sends: 'Tenant', gives: { sid: 'string' }, status: 201 },
      'GET /tenants/{tenantSid}': { gives: 'Tenant' },
    },
    { Tenant: { account_sid: 'string', name: 'string' } },
  );
  expect(resources.operations['GET /tenants/{tenantSid}']).toMatchObject({ does: 'get', collection: 'tenants' });
  expect(resources.collections.tenants).not.toHaveProperty('key');
  expect(resources.collections.tenants).toMatchObject({ ids: 'uuid' });
});

test.each([
  ['customerId', 'the singular of the parent and id'],
  ['customer_id', 'the same in other letters'],
  ['customer', 'the singular of the parent'],
])('the member %s has the key of the parent: %s', async member => {
  const { resources } = await inferApi(
    {
      'GET /customers': { gives: ['Customer'] },
      'GET /customers/{id}': { gives: 'Customer' },
      'GET /customers/{id}/orders': { gives: ['Order'] },
      'GET /customers/{id}/orders/{orderId}': { gives: 'Order' },
    },
    { Customer: { id: 'string', name: 'string' }, Order: { id: 'string', [member]: 'string' } },
  );
  expect(resources.collections.orders).toMatchObject({ parents: { customers: { member } } });
  expect(resources.operations['GET /customers/{id}/orders/{orderId}']).toMatchObject({
    key: { in: 'path', name: 'orderId' },
    parents: { customers: 'id' },
  });
});

test('a member of another type has no key of the parent', async () => {
  const { resources } = await inferApi(
    {
      'GET /customers': { gives: ['Customer'] },
      'GET /customers/{id}': { gives: 'Customer' },
      'GET /customers/{id}/orders': { gives: ['Order'] },
    },
    { Customer: { id: 'integer' }, Order: { id: 'integer', customer: { name: 'string' }, customerId: 'boolean' } },
  );
  expect(resources.collections.orders).toMatchObject({ parents: { customers: {} } });
});

test('a list below a parent and the records at the root are one collection', async () => {
  const { resources } = await inferApi(
    {
      'GET /users': { gives: ['User'] },
      'GET /users/{userId}': { gives: 'User' },
      'GET /users/{userId}/posts': { gives: ['Post'] },
      'POST /users/{userId}/posts': { sends: { 'title!': 'string' }, gives: 'Post', status: 201 },
      'GET /posts/{id}': { gives: 'Post' },
      'DELETE /posts/{id}': { status: 204 },
    },
    { User: { id: 'integer', name: 'string' }, Post: { id: 'integer', userId: 'integer', title: 'string' } },
  );
  expect(Object.keys(resources.collections)).toEqual(['users', 'posts']);
  expect(resources.collections.posts).toMatchObject({ key: 'id', parents: { users: { member: 'userId' } } });
  expect(resources.operations).toMatchObject({
    'POST /users/{userId}/posts': { does: 'create', collection: 'posts', parents: { users: 'userId' } },
    'GET /posts/{id}': { does: 'get', collection: 'posts' },
  });
  expect(resources.operations['GET /posts/{id}']).not.toHaveProperty('parents');
});

test('collections of one schema stay apart where both have records of their own', async () => {
  const { resources } = await inferApi(
    {
      'GET /users': { gives: ['User'] },
      'GET /users/{id}': { gives: 'User' },
      'GET /admin/users': { gives: ['User'] },
      'GET /admin/users/{id}': { gives: 'User' },
    },
    { User: { id: 'integer', name: 'string' } },
  );
  expect(Object.keys(resources.collections)).toEqual(['users', 'admin-users']);
});

test('lists of another name stay apart from the records of their schema', async () => {
  const { resources } = await inferApi(
    {
      'GET /users': { gives: ['User'] },
      'GET /users/{id}': { gives: 'User' },
      'GET /users/{id}/followers': { gives: ['User'] },
    },
    { User: { id: 'integer', name: 'string' } },
  );
  expect(resources.operations['GET /users/{id}/followers']).toMatchObject({
    collection: 'followers',
    parents: { users: 'id' },
  });
});

test('paths that begin otherwise have the same parents', async () => {
  const { resources } = await inferApi(
    {
      'GET /v1/users': { gives: ['User'] },
      'GET /v1/users/{id}': { gives: 'User' },
      'GET /v2/users/{userId}/posts': { gives: ['Post'] },
    },
    { User: { id: 'integer' }, Post: { id: 'integer', user_id: 'integer' } },
  );
  expect(resources.collections.posts).toMatchObject({ parents: { users: { member: 'user_id' } } });
});

test('members named after the key of another collection refer to it', async () => {
  const { resources } = await inferApi(
    {
      'GET /customers': { gives: ['Customer'] },
      'GET /customers/{id}': { gives: 'Customer' },
      'GET /orders': { gives: ['Order'] },
      'GET /orders/{id}': { gives: 'Order' },
    },
    {
      Customer: { id: 'integer' },
      Order: {
        id: 'integer',
        customerId: 'integer',
        billing_customer_id: 'integer',
        customerID: 'string',
        orderId: 'integer',
        supplierId: 'integer',
        customerIds: { type: 'array', items: { type: 'integer' } },
      },
    },
  );
  expect(resources.collections.orders).toMatchObject({
    references: { customerId: 'customers', billing_customer_id: 'customers', customerIds: 'customers' },
  });
});

test('times of creation and change are found by their names and types', async () => {
  const { resources } = await inferApi(
    { 'GET /things': { gives: ['Thing'] }, 'GET /things/{id}': { gives: 'Thing' } },
    {
      Thing: {
        id: 'integer',
        createdAt: 'string date-time',
        created: 'integer',
        creation_date: 'string date',
        updated_at: 'string',
        lastModified: 'string date-time',
        created_by: 'string',
        modified: 'boolean',
        updated: 'string',
      },
    },
  );
  expect(resources.collections.things).toMatchObject({
    created: ['createdAt', 'created', 'creation_date'],
    updated: ['updated_at', 'lastModified'],
  });
});

test('members are unique only where a creation may find them taken', async () => {
  const operations = (also: number[]): Record<string, Short> => ({
    'GET /users/{username}': { gives: 'User' },
    'POST /users': { sends: 'User', gives: 'User', status: 201, also },
  });
  const schemas = { User: { username: 'string', email: 'string', name: 'string' } };
  const conflicting = await inferApi(operations([409]), schemas);
  expect(conflicting.resources.collections.users).toMatchObject({ key: 'username', unique: ['email', 'username'] });
  const silent = await inferApi(operations([400]), schemas);
  expect(silent.resources.collections.users).not.toHaveProperty('unique');
});

const ACTIONS: [action: string, members: Record<string, unknown>, sets: Record<string, unknown> | undefined][] = [
  ['POST cancel', { status: { type: 'string', enum: ['open', 'canceled'] } }, { status: 'canceled' }],
  ['POST cancel', { state: { type: 'string', enum: ['OPEN', 'CANCELLED'] } }, { state: 'CANCELLED' }],
  ['POST publish', { published: 'boolean' }, { published: true }],
  ['POST unpublish', { published: 'boolean' }, { published: false }],
  ['PUT star', { starred: 'boolean' }, { starred: true }],
  ['DELETE star', { starred: 'boolean' }, { starred: false }],
  ['POST deactivate', { isActive: 'boolean' }, { isActive: false }],
  ['POST activate', { status: { type: 'string', enum: ['active', 'inactive'] } }, { status: 'active' }],
  ['POST pay', { status: { type: 'string', enum: ['open', 'paid'] } }, { status: 'paid' }],
  ['POST archive', { archived: 'boolean', status: { type: 'string', enum: ['open', 'archived'] } }, undefined],
  ['POST close', { color: { type: 'string', enum: ['closed', 'open'] } }, undefined],
  ['POST feed', { status: { type: 'string', enum: ['open', 'closed'] } }, undefined],
  ['POST constructor', { status: { type: 'string', enum: ['open', 'closed'] } }, undefined],
  ['GET archive', { archived: 'boolean' }, undefined],
];

test.each(ACTIONS)('%s of a record with %j sets %j', async (action, members, sets) => {
  const [method, verb] = action.split(' ');
  const id = `${method} /orders/{id}/${verb}`;
  const { resources } = await inferApi(
    { 'GET /orders': { gives: ['Order'] }, 'GET /orders/{id}': { gives: 'Order' }, [id]: {} },
    { Order: { id: 'integer', ...members } },
  );
  expect(resources.operations[id]).toEqual({
    does: 'action',
    collection: 'orders',
    key: { in: 'path', name: 'id' },
    ...(sets && { sets }),
  });
});
