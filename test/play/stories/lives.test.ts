import { expect, test } from 'vitest';
import { crud, integer, list, object, query, ref, text, time } from './descriptions.js';
import { type Convention, live, nextLink, pathOf, withQuery } from './story.js';

// biome-ignore lint/suspicious/noExplicitAny: the bodies of many APIs
type Any = any;

const KIND = { type: 'string', enum: ['cat', 'dog', 'fish'] };
/** A pet with a key, and the pet that a client sends. */
const pet = (key: Record<string, unknown>) => ({
  Pet: object({ ...key, name: text, kind: KIND, createdAt: time, nick: text }, [...Object.keys(key), 'name', 'kind']),
  NewPet: object({ name: text, kind: KIND, nick: text, password: { type: 'string', writeOnly: true } }, [
    'name',
    'kind',
  ]),
});
const BODIES = [
  { name: 'Aaa', kind: 'cat', nick: 'first' },
  { name: 'Bbb', kind: 'dog', nick: 'second' },
  { name: 'Ccc', kind: 'cat' },
];
const idOf = ({ id }: Record<string, unknown>) => id;
const itemAt = (path: string) => (key: unknown) => `${path}/${encodeURIComponent(String(key))}`;

/** What pets at a path have in common. */
function pets(path: string): Pick<Convention, 'bodies' | 'create' | 'keyOf' | 'get' | 'update' | 'replace' | 'remove'> {
  const at = itemAt(path);
  return {
    bodies: BODIES,
    create: body => ({ method: 'POST', path, body }),
    keyOf: idOf,
    get: key => ({ method: 'GET', path: at(key) }),
    update: key => ({ method: 'PATCH', path: at(key), body: { name: 'Zzz' }, changes: { name: 'Zzz' } }),
    replace: key => ({
      method: 'PUT',
      path: at(key),
      body: { name: 'Yyy', kind: 'fish' },
      becomes: { name: 'Yyy', kind: 'fish' },
      without: 'nick',
    }),
    remove: key => ({ method: 'DELETE', path: at(key) }),
  };
}

/** What pets have in common but for a replacement. */
function omitReplace({ replace: _, ...others }: ReturnType<typeof pets>): Omit<typeof others, 'replace'> {
  return others;
}

const CONVENTIONS: Readonly<Record<string, Convention>> = {
  'integer ids, a bare list, pages in Link and X-Total-Count': {
    ...pets('/pets'),
    description: crud({
      path: '/pets',
      key: 'petId',
      keySchema: integer,
      parameters: [
        query('page', { type: 'integer', minimum: 1, default: 1 }),
        query('per_page', { type: 'integer', default: 20, maximum: 100 }),
        query('kind', KIND),
        query('sort'),
      ],
      page: list(ref('Pet')),
      headers: { Link: { schema: text }, 'X-Total-Count': { schema: integer } },
      item: ref('Pet'),
      input: ref('NewPet'),
      schemas: pet({ id: { ...integer, readOnly: true } }),
    }),
    list: { path: '/pets', records: (found: Any) => found, total: ({ headers }) => headers['x-total-count'] },
    filter: { query: 'kind=dog&per_page=100', finds: { kind: 'dog' } },
    order: { member: 'name', up: 'sort=name', down: 'sort=-name' },
    pages: { first: 'per_page=7', next: nextLink },
  },

  'uuids, data with meta, pages from zero': {
    ...pets('/v2/pets'),
    description: crud({
      path: '/v2/pets',
      key: 'id',
      keySchema: { type: 'string', format: 'uuid' },
      parameters: [
        query('page', { type: 'integer', minimum: 0, default: 0 }),
        query('size', { type: 'integer', default: 10 }),
        query('kind', KIND),
        query('sort_by', { type: 'string', enum: ['name', 'kind'] }),
        query('order', { type: 'string', enum: ['asc', 'desc'] }),
      ],
      page: object({
        data: list(ref('Pet')),
        meta: object({ total: integer, page: integer, pages: integer, size: integer }),
      }),
      item: ref('Pet'),
      input: ref('NewPet'),
      schemas: pet({ id: { type: 'string', format: 'uuid', readOnly: true } }),
    }),
    list: {
      path: '/v2/pets',
      records: ({ data }: Any) => data,
      total: ({ json }) => json.meta.total,
    },
    filter: { query: 'kind=dog&size=100', finds: { kind: 'dog' } },
    order: { member: 'name', up: 'sort_by=name&order=asc', down: 'sort_by=name&order=desc' },
    pages: {
      first: 'page=0&size=6',
      next: ({ json: { meta } }) => (meta.page + 1 < meta.pages ? `/v2/pets?size=6&page=${meta.page + 1}` : undefined),
    },
  },

  'slugs made from titles, lists and items under their own names, limit and offset': {
    ...pets('/articles'),
    bodies: [
      { title: 'Aaa first', body: 'one' },
      { title: 'Bbb second', body: 'two' },
      { title: 'Ccc third', body: 'two' },
    ],
    description: crud({
      path: '/articles',
      key: 'slug',
      parameters: [query('limit', integer), query('offset', integer), query('title')],
      page: object({ articles: list(ref('Article')), articlesCount: integer }),
      item: object({ article: ref('Article') }),
      input: object({ article: ref('NewArticle') }),
      change: object({ article: { type: 'object' } }),
      schemas: {
        Article: object({ slug: text, title: text, body: text, createdAt: time, updatedAt: time }),
        NewArticle: object({ title: text, body: text }),
      },
    }),
    create: body => ({ method: 'POST', path: '/articles', body: { article: body } }),
    keyOf: ({ slug }) => slug,
    recordOf: ({ article }: Any) => article,
    list: {
      path: '/articles',
      records: ({ articles }: Any) => articles,
      total: ({ json }) => json.articlesCount,
    },
    filter: { query: 'title=Bbb%20second', finds: { title: 'Bbb second' } },
    pages: {
      first: 'limit=9&offset=0',
      next(_, request) {
        const offset = Number(/offset=(\d+)/.exec(request)?.[1]);
        return `/articles?limit=9&offset=${offset + 9}`;
      },
    },
    update: key => ({
      method: 'PATCH',
      path: `/articles/${key}`,
      body: { article: { body: 'changed' } },
      changes: { body: 'changed' },
    }),
    replace: key => ({
      method: 'PUT',
      path: `/articles/${key}`,
      body: { article: { title: 'Replaced', body: 'new' } },
      becomes: { title: 'Replaced', body: 'new' },
    }),
  },

  'tokens of pages, items and nextPageToken': {
    ...pets('/pets'),
    description: crud({
      path: '/pets',
      key: 'id',
      parameters: [query('pageSize', integer), query('pageToken'), query('name'), query('orderBy')],
      page: object({ items: list(ref('Pet')), nextPageToken: text, totalSize: integer }, ['items']),
      item: ref('Pet'),
      input: ref('NewPet'),
      schemas: pet({ id: text }),
    }),
    list: {
      path: '/pets',
      records: ({ items }: Any) => items,
      total: ({ json }) => json.totalSize,
    },
    filter: { query: 'name=Bbb&pageSize=100', finds: { name: 'Bbb' } },
    order: { member: 'name', up: 'orderBy=name', down: 'orderBy=name%20desc' },
    pages: {
      first: 'pageSize=4',
      next: ({ json: { nextPageToken } }) =>
        nextPageToken ? `/pets?pageSize=4&pageToken=${encodeURIComponent(nextPageToken)}` : undefined,
    },
  },

  'count, next, previous and results': {
    ...omitReplace(pets('/api/pets/')),
    description: crud({
      path: '/api/pets/',
      key: 'id',
      keySchema: integer,
      parameters: [query('page', integer), query('page_size', integer), query('kind', KIND), query('ordering')],
      page: object({
        count: integer,
        next: { type: 'string', format: 'uri', nullable: true },
        previous: { type: 'string', format: 'uri', nullable: true },
        results: list(ref('Pet')),
      }),
      item: ref('Pet'),
      input: ref('NewPet'),
      schemas: pet({ id: { ...integer, readOnly: true } }),
    }),
    get: key => ({ method: 'GET', path: `/api/pets/${key}` }),
    update: key => ({ method: 'PATCH', path: `/api/pets/${key}`, body: { name: 'Zzz' }, changes: { name: 'Zzz' } }),
    remove: key => ({ method: 'DELETE', path: `/api/pets/${key}` }),
    list: { path: '/api/pets/', records: ({ results }: Any) => results, total: ({ json }) => json.count },
    filter: { query: 'kind=dog&page_size=100', finds: { kind: 'dog' } },
    order: { member: 'name', up: 'ordering=name', down: 'ordering=-name' },
    pages: { first: 'page_size=5', next: ({ json }) => pathOf(json.next) },
  },

  'embedded lists, page objects and links': {
    ...pets('/pets'),
    description: crud({
      path: '/pets',
      key: 'id',
      keySchema: integer,
      parameters: [query('page', { type: 'integer', default: 0 }), query('size', integer), query('sort')],
      page: object({
        _embedded: object({ pets: list(ref('Pet')) }),
        page: object({ size: integer, totalElements: integer, totalPages: integer, number: integer }),
        _links: object({ next: object({ href: text }) }, []),
      }),
      item: ref('Pet'),
      input: ref('NewPet'),
      schemas: pet({ id: integer }),
    }),
    list: {
      path: '/pets',
      records: ({ _embedded }: Any) => _embedded.pets,
      total: ({ json }) => json.page.totalElements,
    },
    order: { member: 'name', up: 'sort=name,asc', down: 'sort=name,desc' },
    pages: { first: 'size=5', next: ({ json }) => pathOf(json._links?.next?.href) },
  },

  'forms, changes by POST, cursors that are keys': {
    bodies: [
      { name: 'Aaa', email: 'a@example.com' },
      { name: 'Bbb', email: 'b@example.com' },
      { name: 'Ccc', email: 'c@example.com' },
    ],
    description: stripe(),
    create: body => ({ method: 'POST', path: '/v1/customers', body, type: 'application/x-www-form-urlencoded' }),
    created: 200,
    removed: 200,
    keyOf: idOf,
    get: key => ({ method: 'GET', path: `/v1/customers/${key}` }),
    list: { path: '/v1/customers', records: ({ data }: Any) => data as never },
    filter: { query: 'email=b%40example.com', finds: { email: 'b@example.com' } },
    pages: {
      first: 'limit=8',
      next: ({ json: { data, has_more } }) =>
        has_more ? `/v1/customers?limit=8&starting_after=${data.at(-1).id}` : undefined,
    },
    update: key => ({
      method: 'POST',
      path: `/v1/customers/${key}`,
      body: { name: 'Zzz' },
      type: 'application/x-www-form-urlencoded',
      changes: { name: 'Zzz' },
    }),
    remove: key => ({ method: 'DELETE', path: `/v1/customers/${key}` }),
  },
};

function stripe(): unknown {
  const form = (properties: Record<string, unknown>) => ({
    content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } },
  });
  const json = (schema: unknown) => ({ description: 'ok', content: { 'application/json': { schema } } });
  const members = { name: text, email: text };
  const customer = { $ref: '#/components/schemas/customer' };
  const error = { default: json(object({ error: object({ message: text, type: text }) })) };
  return {
    openapi: '3.0.0',
    info: { title: 'Payments', version: '1' },
    servers: [{ url: 'https://payments.example.com/' }],
    paths: {
      '/v1/customers': {
        get: {
          parameters: [
            query('limit', { type: 'integer', default: 10 }),
            query('starting_after'),
            query('ending_before'),
            query('email'),
          ],
          responses: {
            200: json(
              object({
                object: { type: 'string', enum: ['list'] },
                data: list(customer),
                has_more: { type: 'boolean' },
                url: text,
              }),
            ),
            ...error,
          },
        },
        post: { requestBody: form(members), responses: { 200: json(customer), ...error } },
      },
      '/v1/customers/{customer}': {
        parameters: [{ name: 'customer', in: 'path', required: true, schema: text }],
        get: { responses: { 200: json(customer), ...error } },
        post: { requestBody: form(members), responses: { 200: json(customer), ...error } },
        delete: {
          responses: {
            200: json(object({ id: text, object: { enum: ['customer'] }, deleted: { type: 'boolean', enum: [true] } })),
            ...error,
          },
        },
      },
    },
    components: {
      schemas: {
        customer: object(
          {
            id: { type: 'string', pattern: '^cus_[A-Za-z0-9]{14}$' },
            object: { type: 'string', enum: ['customer'] },
            created: { type: 'integer', format: 'unix-time' },
            name: { ...text, nullable: true },
            email: { ...text, nullable: true },
          },
          ['id', 'object', 'created'],
        ),
      },
    },
  };
}

test.each(Object.entries(CONVENTIONS))('a resource lives its whole life with %s', async (_, convention) => {
  await live(convention);
});

test('the same requests to two mocks with the same seed get the same bytes', async () => {
  const texts = async () => {
    const { play } = await import('../play.js');
    const { sendJson } = await import('./story.js');
    const convention = CONVENTIONS['uuids, data with meta, pages from zero'] as Convention;
    const played = await play(convention.description, { clock: () => 1_800_000_000_000 });
    const created = await sendJson(played, convention.create({ name: 'Aaa', kind: 'cat' }));
    const lists = await played.get(withQuery('/v2/pets', 'size=100'));
    return [created.text, lists.text];
  };
  const [first, second] = [await texts(), await texts()];
  expect(first).toEqual(second);
});
