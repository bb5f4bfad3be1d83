import { expect, test } from 'vitest';
import { api, expectNoFailure, play } from '../play.js';
import { body, ERROR, integer, list, NOTHING, object, query, ref, response, text } from './descriptions.js';
import { live, pathOf, sendJson } from './story.js';

// biome-ignore lint/suspicious/noExplicitAny: the bodies of many APIs
type Any = any;

const path = (name: string, schema: unknown = text) => ({ name, in: 'path', required: true, schema });
const idOf = ({ id }: Any) => id;

test('a resource lives its whole life in an API of calls by name', async () => {
  const user = ref('User');
  const ok = (properties: Record<string, unknown>) => ({
    200: response(object({ ok: { type: 'boolean' }, ...properties })),
  });
  await live({
    description: api(
      {
        '/users.list': {
          get: { parameters: [query('limit', integer), query('team')], responses: ok({ users: list(user) }) },
        },
        '/users.info': {
          get: { parameters: [{ ...query('user'), required: true }], responses: { ...ok({ user }), 404: ERROR } },
        },
        '/users.create': { post: { requestBody: body(object({ name: text, team: text })), responses: ok({ user }) } },
        '/users.update': {
          post: {
            requestBody: body(object({ user: text, name: text, team: text }, ['user'])),
            responses: { ...ok({ user }), 404: ERROR },
          },
        },
        '/users.delete': {
          post: { requestBody: body(object({ user: text })), responses: { ...ok({}), 404: ERROR } },
        },
      },
      { components: { schemas: { User: object({ id: text, name: text, team: text }) } } },
    ),
    bodies: [
      { name: 'Aaa', team: 'red' },
      { name: 'Bbb', team: 'blue' },
      { name: 'Ccc', team: 'red' },
    ],
    create: sent => ({ method: 'POST', path: '/users.create', body: sent }),
    created: 200,
    removed: 200,
    keyOf: idOf,
    recordOf: ({ user }: Any) => user,
    get: key => ({ method: 'GET', path: `/users.info?user=${key}` }),
    list: { path: '/users.list', records: ({ users }: Any) => users },
    filter: { query: 'team=blue', finds: { team: 'blue' } },
    update: key => ({
      method: 'POST',
      path: '/users.update',
      body: { user: key, name: 'Zzz' },
      changes: { name: 'Zzz' },
    }),
    remove: key => ({ method: 'POST', path: '/users.delete', body: { user: key } }),
  });
});

test('a pet lives its whole life in a store whose changes name it in the body', async () => {
  const pet = ref('Pet');
  await live({
    description: api(
      {
        '/pet': {
          post: { requestBody: body(pet), responses: { 200: response(pet) } },
          put: { requestBody: body(pet), responses: { 200: response(pet), 404: NOTHING } },
        },
        '/pet/findByStatus': {
          get: {
            parameters: [query('status', list({ type: 'string', enum: ['available', 'pending', 'sold'] }))],
            responses: { 200: response(list(pet)) },
          },
        },
        '/pet/findByTags': {
          get: { parameters: [query('tags', list(text))], responses: { 200: response(list(pet)) } },
        },
        '/pet/{petId}': {
          parameters: [path('petId', { type: 'integer', format: 'int64' })],
          get: { responses: { 200: response(pet), 404: NOTHING } },
          delete: { responses: { 200: NOTHING, 404: NOTHING } },
        },
      },
      {
        components: {
          schemas: {
            Pet: object(
              {
                id: { type: 'integer', format: 'int64' },
                name: text,
                photoUrls: list(text),
                tags: list(object({ id: integer, name: text }, [])),
                status: { type: 'string', enum: ['available', 'pending', 'sold'] },
              },
              ['name', 'photoUrls'],
            ),
          },
        },
      },
    ),
    bodies: [
      { id: 71, name: 'Aaa', photoUrls: [], status: 'sold', tags: [{ id: 1, name: 'old' }] },
      { id: 72, name: 'Bbb', photoUrls: ['b.png'], status: 'pending', tags: [{ id: 2, name: 'new' }] },
      { name: 'Ccc', photoUrls: [], status: 'available' },
    ],
    create: sent => ({ method: 'POST', path: '/pet', body: sent }),
    created: 200,
    removed: 200,
    keyOf: idOf,
    get: key => ({ method: 'GET', path: `/pet/${key}` }),
    list: { path: '/pet/findByStatus?status=available&status=pending&status=sold', records: (found: Any) => found },
    replace: key => ({
      method: 'PUT',
      path: '/pet',
      body: { id: key, name: 'Yyy', photoUrls: [], status: 'sold' },
      becomes: { name: 'Yyy', status: 'sold' },
      without: 'tags',
    }),
    remove: key => ({ method: 'DELETE', path: `/pet/${key}` }),
  });
});

test('a list that is asked for tags has the pets with any of them', async () => {
  const pet = object({ id: integer, name: text, tags: list(object({ name: text })) });
  const played = await play(
    api({
      '/pet': { post: { requestBody: body(pet), responses: { 200: response(pet) } } },
      '/pet/{petId}': {
        get: { parameters: [path('petId', integer)], responses: { 200: response(pet), 404: NOTHING } },
      },
      '/pet/findByTags': {
        get: { parameters: [query('tags', list(text))], responses: { 200: response(list(pet)) } },
      },
    }),
  );
  for (const [id, names] of [
    [901, ['old', 'big']],
    [902, ['new']],
    [903, ['small']],
  ] as const) {
    await sendJson(played, {
      method: 'POST',
      path: '/pet',
      body: { id, name: 'x', tags: names.map(name => ({ name })) },
    });
  }
  const { json } = await played.get('/pet/findByTags?tags=new&tags=big');
  expect(json.map(idOf)).toEqual(expect.arrayContaining([901, 902]));
  expect(json.map(idOf)).not.toContain(903);
});

test('a bucket is created under the name that its client chooses, and replaced under the same', async () => {
  const bucket = object({ name: text, region: text });
  const played = await play(
    api({
      '/buckets': { get: { responses: { 200: response(object({ buckets: list(bucket) })) } } },
      '/buckets/{name}': {
        parameters: [path('name')],
        get: { responses: { 200: response(bucket), 404: ERROR } },
        put: {
          requestBody: body(object({ region: text })),
          responses: { 200: response(bucket), 201: response(bucket) },
        },
        delete: { responses: { 204: NOTHING, 404: ERROR } },
      },
    }),
  );
  const put = (region: string) => sendJson(played, { method: 'PUT', path: '/buckets/my%20bucket', body: { region } });
  expect((await put('eu')).status).toBe(201);
  const again = await put('us');
  expect([again.status, again.json]).toEqual([200, { name: 'my bucket', region: 'us' }]);
  expect((await played.get('/buckets/my%20bucket')).json).toEqual({ name: 'my bucket', region: 'us' });
  const { json } = await played.get('/buckets');
  expect(json.buckets.filter(({ name }: Any) => name === 'my bucket')).toHaveLength(1);
  expect((await played.send('DELETE', '/buckets/my%20bucket')).status).toBe(204);
  expect((await played.get('/buckets/my%20bucket')).status).toBe(404);
  expectNoFailure(played);
});

const BLOBS: [title: string, blob: Any, status: number, sent: Any, kept: Any][] = [
  ['any value has no state', {}, 200, { a: 1 }, undefined],
  ['any value has no state, though a PUT creates it', {}, 201, { a: 1 }, undefined],
  ['any object has no state', { type: 'object' }, 200, { a: 1 }, undefined],
  ['any object is kept if a PUT creates it', { type: 'object' }, 201, { a: 1 }, { a: 1 }],
];

test.each(BLOBS)('what is known of a blob decides whether it is kept: %s', async (_, blob, status, sent, kept) => {
  const played = await play(
    api({
      '/blobs/{name}': {
        parameters: [path('name')],
        get: { responses: { 200: response(blob), 404: ERROR } },
        put: { requestBody: body(blob), responses: { [status]: response(blob), 404: ERROR } },
      },
    }),
  );
  expect((await sendJson(played, { method: 'PUT', path: '/blobs/x', body: sent })).status).toBe(status);
  const got = await played.get('/blobs/x');
  expect(got.status).toBe(200);
  if (kept !== undefined) expect(got.json).toEqual(kept);
  expect((await played.get('/blobs/y')).status).toBe(kept === undefined ? 200 : 404);
  expectNoFailure(played);
});

test('a switch whose PUT creates and whose POST updates is understood', async () => {
  const envelope = (data: unknown) => object({ data, status: text, request_id: text });
  const device = ref('Device');
  const ok = (data: unknown) => ({ 200: response(envelope(data)), 404: ERROR });
  await live({
    description: api(
      {
        '/accounts/{account_id}/devices': {
          parameters: [path('account_id')],
          get: { responses: ok(list(device)) },
          put: { requestBody: body(object({ data: device })), responses: { 201: response(envelope(device)) } },
        },
        '/accounts/{account_id}/devices/{device_id}': {
          parameters: [path('account_id'), path('device_id')],
          get: { responses: ok(device) },
          post: { requestBody: body(object({ data: device })), responses: ok(device) },
          delete: { responses: ok(device) },
        },
      },
      {
        components: {
          schemas: { Device: object({ id: { ...text, readOnly: true }, name: text, mac: text }, ['name']) },
        },
      },
    ),
    bodies: [{ name: 'Aaa', mac: '1' }, { name: 'Bbb', mac: '2' }, { name: 'Ccc' }],
    create: data => ({ method: 'PUT', path: '/accounts/a1/devices', body: { data } }),
    removed: 200,
    keyOf: idOf,
    recordOf: ({ data }: Any) => data,
    get: key => ({ method: 'GET', path: `/accounts/a1/devices/${key}` }),
    list: { path: '/accounts/a1/devices', records: ({ data }: Any) => data },
    update: key => ({
      method: 'POST',
      path: `/accounts/a1/devices/${key}`,
      body: { data: { name: 'Zzz' } },
      changes: { name: 'Zzz' },
    }),
    remove: key => ({ method: 'DELETE', path: `/accounts/a1/devices/${key}` }),
  });
});

test('objects with their names in metadata live their whole life', async () => {
  const pod = ref('Pod');
  await live({
    description: api(
      {
        '/api/v1/namespaces/{namespace}/pods': {
          parameters: [path('namespace')],
          get: { responses: { 200: response(object({ kind: text, items: list(pod) })) } },
          post: { requestBody: body(pod), responses: { 201: response(pod) } },
        },
        '/api/v1/namespaces/{namespace}/pods/{name}': {
          parameters: [path('namespace'), path('name')],
          get: { responses: { 200: response(pod), 404: ERROR } },
          put: { requestBody: body(pod), responses: { 200: response(pod), 404: ERROR } },
          delete: { responses: { 200: response(object({ status: text })), 404: ERROR } },
        },
      },
      {
        components: {
          schemas: {
            Pod: object({
              metadata: object({ name: text, labels: { type: 'object', additionalProperties: text } }, ['name']),
              spec: object({ image: text }),
            }),
          },
        },
      },
    ),
    bodies: ['aaa', 'bbb', 'ccc'].map(name => ({ metadata: { name }, spec: { image: `${name}:1` } })),
    create: sent => ({ method: 'POST', path: '/api/v1/namespaces/default/pods', body: sent }),
    removed: 200,
    keyOf: ({ metadata }: Any) => metadata.name,
    get: key => ({ method: 'GET', path: `/api/v1/namespaces/default/pods/${key}` }),
    list: { path: '/api/v1/namespaces/default/pods', records: ({ items }: Any) => items },
    replace: key => ({
      method: 'PUT',
      path: `/api/v1/namespaces/default/pods/${key}`,
      body: { metadata: { name: key }, spec: { image: 'new:2' } },
      becomes: { spec: { image: 'new:2' } },
    }),
    remove: key => ({ method: 'DELETE', path: `/api/v1/namespaces/default/pods/${key}` }),
  });
});

test('resources with type and attributes live their whole life', async () => {
  const resource = ref('Article');
  const attributes = object({ title: text, words: integer }, ['title']);
  const sent = object({ data: object({ type: { enum: ['articles'] }, attributes }) });
  const one = object({ data: resource });
  const attributesOf = (title: string) => ({ type: 'articles', attributes: { title, words: 3 } });
  await live({
    description: api(
      {
        '/articles': {
          get: {
            parameters: [query('page[number]', integer), query('page[size]', integer), query('sort')],
            responses: {
              200: response(
                object({
                  data: list(resource),
                  links: object({ next: { ...text, nullable: true } }),
                  meta: object({ total: integer }),
                }),
              ),
            },
          },
          post: { requestBody: body(sent), responses: { 201: response(one) } },
        },
        '/articles/{id}': {
          parameters: [path('id')],
          get: { responses: { 200: response(one), 404: ERROR } },
          patch: {
            requestBody: body(object({ data: object({ attributes: { ...attributes, required: undefined } }) })),
            responses: { 200: response(one), 404: ERROR },
          },
          delete: { responses: { 204: NOTHING, 404: ERROR } },
        },
      },
      { components: { schemas: { Article: object({ id: text, type: { enum: ['articles'] }, attributes }) } } },
    ),
    bodies: ['Aaa', 'Bbb', 'Ccc'].map(attributesOf),
    create: data => ({ method: 'POST', path: '/articles', body: { data } }),
    keyOf: idOf,
    recordOf: ({ data }: Any) => data,
    get: key => ({ method: 'GET', path: `/articles/${key}` }),
    list: { path: '/articles', records: ({ data }: Any) => data, total: ({ json }) => json.meta.total },
    pages: {
      first: 'page%5Bsize%5D=6',
      next: ({ json }) => pathOf(json.links.next),
    },
    update: key => ({
      method: 'PATCH',
      path: `/articles/${key}`,
      body: { data: { attributes: { title: 'Zzz' } } },
      changes: { attributes: { title: 'Zzz', words: 3 } },
    }),
    remove: key => ({ method: 'DELETE', path: `/articles/${key}` }),
  });
});

test('a record that the description shows gives way to one that a client creates with its key, once', async () => {
  const pet = { ...object({ id: integer, name: text }), example: { id: 10, name: 'doggie' } };
  const played = await play(
    api({
      '/pet': { post: { requestBody: body(pet), responses: { 201: response(pet), 409: ERROR } } },
      '/pet/{petId}': {
        parameters: [path('petId', integer)],
        get: { responses: { 200: response(pet), 404: ERROR } },
        put: { requestBody: body(pet), responses: { 200: response(pet), 404: ERROR } },
      },
    }),
  );
  const create = () => sendJson(played, { method: 'POST', path: '/pet', body: { id: 10, name: 'mine' } });
  expect((await played.get('/pet/10')).json.name).toBe('doggie');
  expect((await create()).status).toBe(201);
  expect((await played.get('/pet/10')).json).toEqual({ id: 10, name: 'mine' });
  expect((await create()).status).toBe(409);
  await sendJson(played, { method: 'PUT', path: '/~two/pet/10', body: { id: 10, name: 'changed' } });
  expect((await sendJson(played, { method: 'POST', path: '/~two/pet', body: { id: 10, name: 'x' } })).status).toBe(409);
  expectNoFailure(played);
});
