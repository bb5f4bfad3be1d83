import { expect, test } from 'vitest';
import { deeds, inferApi } from './inferring.js';

test('GitHub: repositories are found by owner and name, issues by number', async () => {
  const operations = {
    'GET /orgs/{org}/repos': { gives: ['Repo'] },
    'POST /orgs/{org}/repos': { sends: { 'name!': 'string', private: 'boolean' }, gives: 'Repo', status: 201 },
    'GET /user/repos': { gives: ['Repo'] },
    'GET /repos/{owner}/{repo}': { gives: 'Repo' },
    'PATCH /repos/{owner}/{repo}': { sends: { name: 'string', private: 'boolean' }, gives: 'Repo' },
    'DELETE /repos/{owner}/{repo}': { status: 204 },
    'GET /repos/{owner}/{repo}/issues': { gives: ['Issue'], query: { state: { type: 'string' } } },
    'POST /repos/{owner}/{repo}/issues': { sends: { 'title!': 'string', body: 'string' }, gives: 'Issue', status: 201 },
    'GET /repos/{owner}/{repo}/issues/{issue_number}': { gives: 'Issue', path: { issue_number: { type: 'integer' } } },
    'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock': { status: 204 },
    'GET /repos/{owner}/{repo}/topics': { gives: { names: { type: 'array', items: { type: 'string' } } } },
    'GET /orgs/{org}/members': { gives: ['User'] },
    'GET /orgs/{org}/members/{username}': { status: 204, also: [302, 404] },
    'DELETE /orgs/{org}/members/{username}': { status: 204 },
    'GET /users/{username}': { gives: 'User' },
    'GET /users': { gives: ['User'] },
  } as const;
  const schemas = {
    Repo: {
      'id!': 'integer',
      'name!': 'string',
      full_name: 'string',
      private: 'boolean',
      created_at: 'string date-time',
    },
    Issue: {
      'id!': 'integer',
      'number!': 'integer',
      'title!': 'string',
      body: 'string',
      locked: 'boolean',
      state: { type: 'string', enum: ['open', 'closed'] },
    },
    User: { 'id!': 'integer', 'login!': 'string', name: { type: ['string', 'null'] } },
  };
  expect(await deeds(operations, schemas)).toEqual({
    'GET /orgs/{org}/repos': 'list repos',
    'POST /orgs/{org}/repos': 'create repos',
    'GET /user/repos': 'list repos',
    'GET /repos/{owner}/{repo}': 'get repos',
    'PATCH /repos/{owner}/{repo}': 'update repos',
    'DELETE /repos/{owner}/{repo}': 'delete repos',
    'GET /repos/{owner}/{repo}/issues': 'list issues',
    'POST /repos/{owner}/{repo}/issues': 'create issues',
    'GET /repos/{owner}/{repo}/issues/{issue_number}': 'get issues',
    'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock': 'action issues',
    'GET /repos/{owner}/{repo}/topics': 'action repos',
    'GET /orgs/{org}/members': 'list members',
    'GET /orgs/{org}/members/{username}': 'get members',
    'DELETE /orgs/{org}/members/{username}': 'delete members',
    'GET /users/{username}': 'get users',
    'GET /users': 'list users',
  });
  const { resources } = await inferApi(operations, schemas);
  expect(resources.collections).toMatchObject({
    repos: { key: 'name', parents: { owner: {}, org: {} } },
    issues: { key: 'number', ids: 'integer', parents: { owner: {}, repos: {} } },
    users: { key: 'login' },
    members: { key: 'login', parents: { org: {} } },
  });
  expect(resources.operations['PUT /repos/{owner}/{repo}/issues/{issue_number}/lock']).toMatchObject({
    sets: { locked: true },
    parents: { owner: 'owner', repos: 'repo' },
  });
});

test('Stripe: a POST on an item changes it, and a deletion is an object of another kind', async () => {
  const operations = {
    'GET /v1/customers': {
      gives: {
        object: 'string',
        data: { type: 'array', items: { $ref: '#/components/schemas/Customer' } },
        has_more: 'boolean',
        url: 'string',
      },
      query: { limit: { type: 'integer' }, starting_after: { type: 'string' } },
    },
    'POST /v1/customers': {
      sends: { email: 'string', name: 'string' },
      gives: 'Customer',
      mediaType: 'application/json',
    },
    'GET /v1/customers/{customer}': { gives: 'Customer' },
    'POST /v1/customers/{customer}': { sends: { email: 'string', name: 'string' }, gives: 'Customer' },
    'DELETE /v1/customers/{customer}': { gives: { 'id!': 'string', 'object!': 'string', 'deleted!': 'boolean' } },
    'POST /v1/charges/{charge}/capture': { gives: 'Charge' },
    'GET /v1/charges': {
      gives: {
        object: 'string',
        data: { type: 'array', items: { $ref: '#/components/schemas/Charge' } },
        has_more: 'boolean',
      },
    },
    'GET /v1/charges/{charge}': { gives: 'Charge' },
    'GET /v1/balance': { gives: { object: 'string', available: 'integer' } },
  };
  const schemas = {
    Customer: { 'id!': 'string', 'object!': 'string', email: 'string', name: 'string', created: 'integer' },
    Charge: {
      'id!': 'string',
      'object!': 'string',
      customer: 'string',
      captured: 'boolean',
      status: { type: 'string', enum: ['pending', 'succeeded'] },
    },
  };
  const { resources } = await inferApi(operations, schemas);
  expect(resources.collections).toMatchObject({
    customers: { key: 'id', ids: 'text', created: ['created'] },
    charges: { key: 'id' },
  });
  expect(resources.operations).toMatchObject({
    'GET /v1/customers': {
      does: 'list',
      response: 'data',
      paging: { by: 'cursor', after: 'starting_after', size: 'limit' },
    },
    'POST /v1/customers': { does: 'create', response: '' },
    'POST /v1/customers/{customer}': { does: 'update', key: { in: 'path', name: 'customer' } },
    'POST /v1/charges/{charge}/capture': { does: 'action', sets: { captured: true } },
    'GET /v1/balance': { does: 'respond' },
  });
  expect(resources.operations['DELETE /v1/customers/{customer}']).toEqual({
    does: 'delete',
    collection: 'customers',
    key: { in: 'path', name: 'customer' },
  });
});

test('Twilio: paths end with .json, and sids are keys', async () => {
  const base = '/2010-04-01/Accounts/{AccountSid}/Messages';
  const { resources } = await inferApi(
    {
      [`GET ${base}.json`]: {
        gives: {
          messages: { type: 'array', items: { $ref: '#/components/schemas/Message' } },
          page: 'integer',
          page_size: 'integer',
          next_page_uri: 'string',
        },
      },
      [`POST ${base}.json`]: { sends: { 'To!': 'string', Body: 'string' }, gives: 'Message', status: 201 },
      [`GET ${base}/{Sid}.json`]: { gives: 'Message' },
      [`POST ${base}/{Sid}.json`]: { sends: { Body: 'string', Status: 'string' }, gives: 'Message' },
      [`DELETE ${base}/{Sid}.json`]: { status: 204 },
      'GET /2010-04-01/Accounts.json': {
        gives: { accounts: { type: 'array', items: { $ref: '#/components/schemas/Account' } } },
      },
      'GET /2010-04-01/Accounts/{Sid}.json': { gives: 'Account' },
    },
    {
      Message: {
        'sid!': 'string',
        account_sid: 'string',
        to: 'string',
        body: 'string',
        status: 'string',
        date_created: 'string',
      },
      Account: { 'sid!': 'string', friendly_name: 'string' },
    },
  );
  expect(resources.collections).toMatchObject({
    Messages: { key: 'sid', parents: { Accounts: { member: 'account_sid' } }, created: ['date_created'] },
    Accounts: { key: 'sid' },
  });
  expect(Object.values(resources.operations).map(({ does }) => does)).toEqual([
    'list',
    'create',
    'get',
    'update',
    'delete',
    'list',
    'get',
  ]);
  expect(resources.operations[`GET ${base}.json`]).toMatchObject({
    response: 'messages',
    parents: { Accounts: 'AccountSid' },
  });
});

test('Kubernetes: names are inside of the metadata, and a status is a view of the record', async () => {
  const pods = '/api/v1/namespaces/{namespace}/pods';
  const list = {
    apiVersion: 'string',
    kind: 'string',
    metadata: { type: 'object' },
    items: { type: 'array', items: { $ref: '#/components/schemas/Pod' } },
  };
  const { resources } = await inferApi(
    {
      [`GET ${pods}`]: { gives: list },
      [`POST ${pods}`]: { sends: 'Pod', gives: 'Pod', status: 201 },
      [`DELETE ${pods}`]: { gives: { status: 'string', message: 'string' } },
      [`GET ${pods}/{name}`]: { gives: 'Pod' },
      [`PUT ${pods}/{name}`]: { sends: 'Pod', gives: 'Pod', also: [201] },
      [`PATCH ${pods}/{name}`]: { sends: { type: 'object' }, gives: 'Pod', mediaType: 'application/json' },
      [`DELETE ${pods}/{name}`]: { gives: { status: 'string', message: 'string' } },
      [`GET ${pods}/{name}/status`]: { gives: 'Pod' },
      [`PATCH ${pods}/{name}/log`]: { status: 200 },
      'GET /api/v1/pods': { gives: list },
    },
    {
      Pod: {
        apiVersion: 'string',
        kind: 'string',
        metadata: { name: 'string', namespace: 'string', uid: 'string', labels: { type: 'object' } },
        spec: { type: 'object', additionalProperties: true },
        status: { type: 'object', additionalProperties: true },
      },
    },
  );
  expect(resources.collections).toMatchObject({ pods: { key: 'metadata.name', parents: { namespace: {} } } });
  expect(
    Object.fromEntries(Object.entries(resources.operations).map(([id, { does }]) => [id.replace(pods, ''), does])),
  ).toEqual({
    'GET ': 'list',
    'POST ': 'create',
    'DELETE ': 'respond',
    'GET /{name}': 'get',
    'PUT /{name}': 'replace',
    'PATCH /{name}': 'update',
    'DELETE /{name}': 'delete',
    'GET /{name}/status': 'get',
    'PATCH /{name}/log': 'action',
    'GET /api/v1/pods': 'list',
  });
  expect(resources.operations[`PUT ${pods}/{name}`]).toMatchObject({ creates: true });
  expect(resources.operations['GET /api/v1/pods']).toMatchObject({ collection: 'pods', response: 'items' });
});

test('Slack: verbs follow a point, and keys are in the query or in the body', async () => {
  const ok = { ok: 'boolean', error: 'string' };
  const { resources } = await inferApi(
    {
      'GET /conversations.list': {
        gives: { ...ok, channels: { type: 'array', items: { $ref: '#/components/schemas/Channel' } } },
      },
      'POST /conversations.create': { sends: { 'name!': 'string' }, gives: { ...ok, channel: 'Channel' } },
      'GET /conversations.info': {
        gives: { ...ok, channel: 'Channel' },
        query: { channel: { type: 'string', required: true } },
      },
      'POST /conversations.archive': { sends: { channel: 'string' }, gives: ok },
      'GET /users.list': { gives: { ...ok, members: { type: 'array', items: { $ref: '#/components/schemas/User' } } } },
      'GET /users.info': { gives: { ...ok, user: 'User' }, query: { user: { type: 'string', required: true } } },
      'POST /chat.postMessage': { sends: { channel: 'string', text: 'string' }, gives: ok },
    },
    { Channel: { 'id!': 'string', name: 'string', is_archived: 'boolean' }, User: { 'id!': 'string', name: 'string' } },
  );
  expect(resources.operations).toMatchObject({
    'GET /conversations.list': { does: 'list', collection: 'conversations', response: 'channels' },
    'POST /conversations.create': { does: 'create', collection: 'conversations', response: 'channel' },
    'GET /users.list': { does: 'list', collection: 'users', response: 'members' },
    'GET /users.info': { does: 'get', collection: 'users', key: { in: 'query', name: 'user' }, response: 'user' },
    'POST /chat.postMessage': { does: 'respond' },
  });
});

test('JSON:API: records keep type, id and attributes', async () => {
  const article = { type: 'string', 'id!': 'string', attributes: { title: 'string' } };
  const { resources } = await inferApi(
    {
      'GET /articles': {
        gives: { data: { type: 'array', items: { $ref: '#/components/schemas/Article' } }, links: { next: 'string' } },
        query: { 'page[number]': { type: 'integer' }, 'page[size]': { type: 'integer' } },
      },
      'POST /articles': {
        sends: { data: { attributes: { title: 'string' }, kind: 'string' } },
        gives: { data: 'Article' },
        status: 201,
      },
      'GET /articles/{id}': { gives: { data: 'Article', included: { type: 'array', items: { type: 'object' } } } },
      'PATCH /articles/{id}': { sends: { data: 'Article' }, gives: { data: 'Article' } },
      'DELETE /articles/{id}': { status: 204 },
    },
    { Article: article },
  );
  expect(resources.collections.articles).toMatchObject({ key: 'id' });
  expect(resources.operations).toMatchObject({
    'GET /articles': { does: 'list', response: 'data' },
    'POST /articles': { does: 'create', request: 'data', response: 'data' },
    'GET /articles/{id}': { does: 'get', response: 'data' },
    'PATCH /articles/{id}': { does: 'update', request: 'data', response: 'data' },
    'DELETE /articles/{id}': { does: 'delete' },
  });
});

test('OData: keys stand in brackets', async () => {
  const { resources } = await inferApi(
    {
      'GET /Products': {
        gives: {
          '@odata.context': 'string',
          value: { type: 'array', items: { $ref: '#/components/schemas/Product' } },
        },
        query: { $top: { type: 'integer' }, $skip: { type: 'integer' } },
      },
      'POST /Products': { sends: 'Product', gives: 'Product', status: 201 },
      "GET /Products('{ID}')": { gives: 'Product' },
      "PATCH /Products('{ID}')": { sends: 'Product', gives: 'Product' },
      "DELETE /Products('{ID}')": { status: 204 },
    },
    { Product: { 'ID!': 'string', Name: 'string', Price: 'number' } },
  );
  expect(resources.collections.Products).toMatchObject({ key: 'ID' });
  expect(Object.values(resources.operations).map(({ does }) => does)).toEqual([
    'list',
    'create',
    'get',
    'update',
    'delete',
  ]);
  expect(resources.operations['GET /Products']).toMatchObject({
    response: 'value',
    paging: { by: 'offset', offset: '$skip', size: '$top' },
  });
});

test('Kazoo: PUT on a collection creates, and POST on a record changes it', async () => {
  const accounts = '/accounts/{ACCOUNT_ID}/users';
  const { resources } = await inferApi(
    {
      [`GET ${accounts}`]: {
        gives: { data: { type: 'array', items: { $ref: '#/components/schemas/User' } }, status: 'string' },
      },
      [`PUT ${accounts}`]: { sends: { data: 'User' }, gives: { data: 'User', status: 'string' }, status: 201 },
      [`GET ${accounts}/{USER_ID}`]: { gives: { data: 'User', status: 'string' } },
      [`POST ${accounts}/{USER_ID}`]: { sends: { data: 'User' }, gives: { data: 'User', status: 'string' } },
      [`PATCH ${accounts}/{USER_ID}`]: {
        sends: { data: { username: 'string' } },
        gives: { data: 'User', status: 'string' },
      },
      [`DELETE ${accounts}/{USER_ID}`]: { gives: { data: 'User', status: 'string' } },
    },
    { User: { id: 'string', username: 'string', first_name: 'string', last_name: 'string' } },
  );
  expect(Object.values(resources.operations).map(({ does }) => does)).toEqual([
    'list',
    'create',
    'get',
    'update',
    'update',
    'delete',
  ]);
  expect(resources.operations[`PUT ${accounts}`]).toMatchObject({
    request: 'data',
    response: 'data',
    parents: { ACCOUNT_ID: 'ACCOUNT_ID' },
  });
});

test('Django REST: paths end with slashes, and pages have count, next and results', async () => {
  const { resources } = await inferApi(
    {
      'GET /api/books/': {
        gives: {
          count: 'integer',
          next: 'string',
          previous: 'string',
          results: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
        },
        query: { page: { type: 'integer' }, ordering: { type: 'string' } },
      },
      'POST /api/books/': { sends: 'Book', gives: 'Book', status: 201 },
      'GET /api/books/{id}/': { gives: 'Book', path: { id: { type: 'integer' } } },
      'PUT /api/books/{id}/': { sends: 'Book', gives: 'Book', path: { id: { type: 'integer' } } },
      'PATCH /api/books/{id}/': { sends: 'Book', gives: 'Book', path: { id: { type: 'integer' } } },
      'DELETE /api/books/{id}/': { status: 204, path: { id: { type: 'integer' } } },
      'POST /api/books/{id}/publish/': { gives: 'Book', path: { id: { type: 'integer' } } },
    },
    {
      Book: {
        id: { type: 'integer', readOnly: true },
        'title!': 'string',
        state: { type: 'string', enum: ['draft', 'published'] },
      },
    },
  );
  expect(Object.values(resources.operations).map(({ does }) => does)).toEqual([
    'list',
    'create',
    'get',
    'replace',
    'update',
    'delete',
    'action',
  ]);
  expect(resources.operations['POST /api/books/{id}/publish/']).toMatchObject({
    sets: { state: 'published' },
    response: '',
  });
});

test('Rails: requests name the record, and responses do not', async () => {
  const { resources } = await inferApi(
    {
      'GET /users.json': { gives: ['User'] },
      'POST /users.json': {
        sends: { user: { email: 'string', name: 'string' } },
        gives: 'User',
        status: 201,
        also: [409],
      },
      'GET /users/{id}.json': { gives: 'User' },
      'PUT /users/{id}.json': { sends: { user: { email: 'string', name: 'string' } }, gives: 'User' },
      'DELETE /users/{id}.json': { status: 204 },
    },
    { User: { 'id!': 'integer', email: 'string', name: 'string', created_at: 'string date-time' } },
  );
  expect(resources.collections.users).toMatchObject({
    key: 'id',
    ids: 'integer',
    unique: ['email'],
    created: ['created_at'],
  });
  expect(resources.operations).toMatchObject({
    'POST /users.json': { does: 'create', request: 'user', response: '' },
    'PUT /users/{id}.json': { does: 'update', request: 'user' },
  });
});

test('Spring Data: lists are embedded, and pages are described beside them', async () => {
  const { resources } = await inferApi(
    {
      'GET /people': {
        gives: {
          _embedded: { people: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
          _links: { type: 'object' },
          page: { size: 'integer', totalElements: 'integer', totalPages: 'integer', number: 'integer' },
        },
        query: { page: { type: 'integer', default: 0 }, size: { type: 'integer' }, sort: { type: 'string' } },
      },
      'POST /people': { sends: 'Person', gives: 'Person', status: 201 },
      'GET /people/{id}': { gives: 'Person', path: { id: { type: 'integer' } } },
      'GET /people/search/findByLastName': {
        gives: { _embedded: { people: { type: 'array', items: { $ref: '#/components/schemas/Person' } } } },
        query: { lastName: { type: 'string' } },
      },
    },
    { Person: { id: 'integer', firstName: 'string', lastName: 'string' } },
  );
  expect(resources.operations).toMatchObject({
    'GET /people': { does: 'list', response: '_embedded.people', paging: { by: 'page', first: 0 } },
    'GET /people/search/findByLastName': {
      does: 'list',
      collection: 'people',
      filters: { lastName: { member: 'lastName' } },
    },
  });
});

test('Shopify: everything is inside of the name of the resource', async () => {
  const { resources } = await inferApi(
    {
      'GET /admin/orders.json': { gives: { orders: { type: 'array', items: { $ref: '#/components/schemas/Order' } } } },
      'POST /admin/orders.json': { sends: { order: 'Order' }, gives: { order: 'Order' }, status: 201 },
      'GET /admin/orders/{order_id}.json': { gives: { order: 'Order' } },
      'PUT /admin/orders/{order_id}.json': { sends: { order: 'Order' }, gives: { order: 'Order' } },
      'POST /admin/orders/{order_id}/close.json': { gives: { order: 'Order' } },
      'GET /admin/orders/count.json': { gives: { count: 'integer' } },
    },
    { Order: { id: 'integer', email: 'string', status: { type: 'string', enum: ['open', 'closed', 'cancelled'] } } },
  );
  expect(resources.operations).toMatchObject({
    'GET /admin/orders.json': { does: 'list', response: 'orders' },
    'POST /admin/orders.json': { does: 'create', request: 'order', response: 'order' },
    'PUT /admin/orders/{order_id}.json': { does: 'update' },
    'POST /admin/orders/{order_id}/close.json': { does: 'action', sets: { status: 'closed' }, response: 'order' },
    'GET /admin/orders/count.json': { does: 'respond' },
  });
});
