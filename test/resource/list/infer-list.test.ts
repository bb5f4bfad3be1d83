import { expect, test } from 'vitest';
import { SchemaView } from '../../../src/openapi/index.js';
import { type InferredList, inferList } from '../../../src/resource/list/infer-list.js';
import { loadFiles } from '../../openapi/files.js';

const ITEM = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    status: { type: 'string', enum: ['open', 'closed'] },
    price: { type: 'number' },
    isActive: { type: 'boolean' },
    createdAt: { type: 'string', format: 'date-time' },
    birthday: { type: 'string', format: 'date' },
    customer: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
    tags: {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
    },
    labels: { type: 'array', items: { type: 'string' } },
    size: { type: 'string' },
  },
};

type Given = {
  parameters?: Record<string, object>;
  envelope?: Record<string, unknown>;
  headers?: string[];
  list?: string;
};

/** What is inferred of a list whose query parameters and members beside the records have these schemas. */
async function infer({ parameters = {}, envelope = {}, headers = [], list = 'data' }: Given): Promise<InferredList> {
  const integer = { schema: { type: 'integer' } };
  const schema = { type: 'object', properties: { data: { type: 'array', items: ITEM }, ...envelope } };
  const description = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          parameters: Object.entries(parameters).map(([name, schema]) => ({
            name,
            in: 'query',
            ...('style' in schema ? { style: schema.style, explode: true } : {}),
            schema: Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'style')),
          })),
          responses: {
            200: {
              description: 'ok',
              headers: Object.fromEntries(headers.map(name => [name, integer])),
              content: { 'application/json': { schema } },
            },
          },
        },
      },
    },
  };
  const { operations } = await loadFiles({ 'api.json': description });
  const [operation] = operations;
  const envelopeSchema = operation?.responses[0]?.contents[0]?.schema;
  if (!operation || !envelopeSchema) throw new Error('there is no operation');
  const item = new SchemaView(envelopeSchema).members.get('data')?.value.items;
  return inferList(operation, { response: list, item });
}

const integer = { type: 'integer' };
const string = { type: 'string' };
const boolean = { type: 'boolean' };
const dateTime = { type: 'string', format: 'date-time' };

test.each([
  ['page and per_page', { page: integer, per_page: integer }, { by: 'page', page: 'page', size: 'per_page', first: 1 }],
  [
    'page[number] and page[size]',
    { 'page[number]': integer, 'page[size]': integer },
    { by: 'page', page: 'page[number]', size: 'page[size]', first: 1 },
  ],
  [
    'a page object',
    { page: { type: 'object', style: 'deepObject', properties: { number: integer, size: integer } } },
    { by: 'page', page: 'page[number]', size: 'page[size]', first: 1 },
  ],
  [
    'a page that begins at 0 by its default',
    { page: { type: 'integer', default: 0 }, size: integer },
    { by: 'page', page: 'page', first: 0 },
  ],
  [
    'a page that begins at 0 by its minimum',
    { page: { type: 'integer', minimum: 0 } },
    { by: 'page', page: 'page', first: 0 },
  ],
  [
    'a page from 0 whose default is 1',
    { page: { type: 'integer', minimum: 0, default: 1 } },
    { by: 'page', page: 'page', first: 1 },
  ],
  [
    'limits',
    { page: integer, limit: { type: 'integer', default: 10, maximum: 50, minimum: 0 } },
    { by: 'page', page: 'page', size: 'limit', first: 1, usual: 10, most: 50 },
  ],
  [
    'offset and limit',
    { offset: integer, limit: integer },
    { by: 'offset', offset: 'offset', size: 'limit', first: 0 },
  ],
  ['$skip and $top', { $skip: integer, $top: integer }, { by: 'offset', offset: '$skip', size: '$top', first: 0 }],
  [
    'startIndex and count',
    { startIndex: { type: 'integer', minimum: 1 }, count: integer },
    { by: 'offset', offset: 'startIndex', size: 'count', first: 1 },
  ],
  ['limit alone', { limit: integer }, { by: 'size', size: 'limit' }],
  [
    'starting_after and ending_before',
    { limit: integer, starting_after: string, ending_before: string },
    { by: 'cursor', after: 'starting_after', before: 'ending_before', size: 'limit', token: 'key' },
  ],
  ['cursor', { cursor: string, limit: integer }, { by: 'cursor', after: 'cursor', size: 'limit', token: 'opaque' }],
  [
    'page_token and max_results',
    { page_token: string, max_results: integer },
    { by: 'cursor', after: 'page_token', size: 'max_results', token: 'opaque' },
  ],
  [
    'limit and continue',
    { limit: integer, continue: string },
    { by: 'cursor', after: 'continue', size: 'limit', token: 'opaque' },
  ],
])('paging by %s is found', async (_, parameters, paging) => {
  const inferred = await infer({ parameters });
  expect(inferred.paging).toEqual(paging);
});

test.each([
  ['a time that is called after', { after: dateTime }],
  ['a size of text', { size: string }],
  ['a page of text, where no response gives the next one', { page: string }],
  ['a token without a size', { after: string, token: string }],
  ['a size that may be one of an image', { size: integer }],
  ['a time as a number', { start: integer, from: integer }],
  ['a count that is a flag', { $count: boolean }],
])('%s does not divide a list', async (_, parameters) => {
  const inferred = await infer({ parameters });
  expect(inferred.paging).toBeUndefined();
});

test('a page of text is a token where the response has the next one', async () => {
  const inferred = await infer({ parameters: { page: string, limit: integer }, envelope: { next_page: string } });
  expect(inferred.paging).toEqual({ by: 'cursor', after: 'page', size: 'limit', token: 'opaque' });
  expect(inferred.companions).toEqual({ next_page: 'nextCursor' });
});

test.each([
  ['status', string, { member: 'status', compare: 'equal' }],
  ['is_active', boolean, { member: 'isActive', compare: 'equal' }],
  ['customer.name', string, { member: 'customer.name', compare: 'equal' }],
  ['customer_id', integer, { member: 'customer.id', compare: 'equal' }],
  ['filter[status]', string, { member: 'status', compare: 'equal' }],
  ['filter[price][gte]', { type: 'number' }, { member: 'price', compare: 'atLeast' }],
  ['status[]', { type: 'array', items: string }, { member: 'status', compare: 'within' }],
  ['status', { type: 'array', items: string }, { member: 'status', compare: 'within' }],
  ['tags', { type: 'array', items: string }, { member: 'tags.name', compare: 'within' }],
  ['tags.name', string, { member: 'tags.name', compare: 'equal' }],
  ['labels', string, { member: 'labels', compare: 'equal' }],
  ['labels', { type: 'array', items: string }, { member: 'labels', compare: 'within' }],
  ['price_gt', integer, { member: 'price', compare: 'above' }],
  ['price_gte', integer, { member: 'price', compare: 'atLeast' }],
  ['price__lt', integer, { member: 'price', compare: 'below' }],
  ['price[lte]', integer, { member: 'price', compare: 'atMost' }],
  ['status_ne', string, { member: 'status', compare: 'unequal' }],
  ['status_in', string, { member: 'status', compare: 'within' }],
  ['name_like', string, { member: 'name', compare: 'containing' }],
  ['name_isnull', boolean, { member: 'name', compare: 'null' }],
  ['min_price', integer, { member: 'price', compare: 'atLeast' }],
  ['maxPrice', integer, { member: 'price', compare: 'atMost' }],
  ['created_after', dateTime, { member: 'createdAt', compare: 'above' }],
  ['createdBefore', string, { member: 'createdAt', compare: 'below' }],
  ['created_at_from', dateTime, { member: 'createdAt', compare: 'atLeast' }],
  ['birthday_before', { type: 'string', format: 'date' }, { member: 'birthday', compare: 'below' }],
  ['ids', { type: 'array', items: integer }, { member: 'id', compare: 'within' }],
  ['statuses', { type: 'array', items: string }, { member: 'status', compare: 'within' }],
  ['customer', integer, { member: 'customer.id', compare: 'equal' }],
  ['customer', string, { member: 'customer.name', compare: 'equal' }],
  ['tag', string, { member: 'tags.name', compare: 'equal' }],
  ['label', string, { member: 'labels', compare: 'equal' }],
  ['price_gte', boolean, undefined],
  ['price', boolean, undefined],
  ['createdAt', { type: 'string', format: 'date' }, undefined],
  ['created_after', integer, undefined],
  ['status', { type: 'string', enum: ['red', 'blue'] }, undefined],
  ['fields', string, undefined],
])('the parameter %s of %j filters by %j', async (name, schema, filter) => {
  const inferred = await infer({ parameters: { [name]: schema } });
  expect(inferred.filters?.[name]).toEqual(filter);
  expect(inferred.unused).toEqual(filter ? [] : [name]);
});

test.each([
  ['sort', { sort: string }, { by: 'sort' }],
  [
    'order_by and order_dir',
    { order_by: string, order_dir: { type: 'string', enum: ['asc', 'desc'] } },
    { by: 'order_by', direction: 'order_dir' },
  ],
  ['sort and order', { sort: string, order: string }, { by: 'sort', direction: 'order' }],
  ['order with directions', { order: { type: 'string', enum: ['asc', 'desc'] } }, { direction: 'order' }],
  ['a default', { sort: { type: 'string', default: '-created_at' } }, { by: 'sort', usual: '-createdAt' }],
  [
    'two defaults',
    { sort: { type: 'string', default: 'name' }, order: { type: 'string', enum: ['asc', 'desc'], default: 'desc' } },
    { by: 'sort', direction: 'order', usual: '-name' },
  ],
  [
    'listed values',
    { sort: { type: 'string', enum: ['newest', 'oldest', 'created_at_desc', 'priceAsc', 'name', '-name', 'popular'] } },
    {
      by: 'sort',
      values: { newest: '-createdAt', oldest: 'createdAt', created_at_desc: '-createdAt', priceAsc: 'price' },
    },
  ],
  [
    'a list of listed values',
    { sort: { type: 'array', items: { type: 'string', enum: ['name', 'created'] } } },
    { by: 'sort', values: { created: 'createdAt' } },
  ],
])('the order is found in %s', async (_, parameters, order) => {
  const inferred = await infer({ parameters });
  expect(inferred.order).toEqual(order);
  expect(inferred.unused).toEqual([]);
});

test('a parameter of an order of which no value is known is not used', async () => {
  const inferred = await infer({ parameters: { sort: { type: 'string', enum: ['popular', 'random'] } } });
  expect(inferred).toEqual({ unused: ['sort'] });
});

test.each(['q', 'search', 'query', 'keyword'])('the parameter %s is a search', async name => {
  const inferred = await infer({ parameters: { [name]: string } });
  expect(inferred.search).toEqual([name]);
});

const uri = { type: 'string', format: 'uri' };
const object = (properties: Record<string, unknown>) => ({ type: 'object', properties });
const paged = { page: integer, limit: integer };
const withCursor = { cursor: string, limit: integer };

test.each([
  [
    'a total and its pages',
    paged,
    { total: integer, pages: integer, page: integer, per_page: integer },
    { total: 'total', pages: 'pages', page: 'page', per_page: 'size' },
  ],
  ['a count without a total', paged, { count: integer }, { count: 'total' }],
  ['a count beside a total', paged, { count: integer, total: integer }, { count: 'count', total: 'total' }],
  [
    'members of meta',
    paged,
    { meta: object({ pagination: object({ total: integer }) }) },
    { 'meta.pagination.total': 'total' },
  ],
  ['next as a number', paged, { next: integer, prev: integer }, { next: 'nextPage', prev: 'previousPage' }],
  ['next as a number of a record', { offset: integer }, { next: integer }, { next: 'nextOffset' }],
  [
    'offsets of pages',
    { offset: integer, limit: integer },
    { next_offset: integer, previous_offset: integer },
    { next_offset: 'nextOffset', previous_offset: 'previousOffset' },
  ],
  ['next as a URL', paged, { next: uri, previous: uri }, { next: 'nextUrl', previous: 'previousUrl' }],
  ['next as text without tokens', paged, { next: string }, { next: 'nextUrl' }],
  ['next as a token', withCursor, { next: string, prev: string }, { next: 'nextCursor', prev: 'previousCursor' }],
  [
    'next_cursor',
    withCursor,
    { next_cursor: string, has_more: boolean },
    { next_cursor: 'nextCursor', has_more: 'hasMore' },
  ],
  [
    'links',
    paged,
    { links: object({ self: string, first: string, next: string, prev: string, last: string }) },
    {
      'links.self': 'selfUrl',
      'links.first': 'firstUrl',
      'links.next': 'nextUrl',
      'links.prev': 'previousUrl',
      'links.last': 'lastUrl',
    },
  ],
  [
    'links as objects',
    paged,
    { _links: object({ next: object({ href: string }), self: object({ href: string }) }) },
    { '_links.next.href': 'nextUrl', '_links.self.href': 'selfUrl' },
  ],
  [
    'paging.next.after',
    withCursor,
    { paging: object({ next: object({ after: string, link: string }) }) },
    { 'paging.next.after': 'nextCursor', 'paging.next.link': 'nextUrl' },
  ],
  [
    'a list of links',
    paged,
    { links: { type: 'array', items: object({ rel: string, href: string }) } },
    { links: 'links' },
  ],
  [
    'the page of Spring',
    paged,
    { page: object({ size: integer, number: integer, totalElements: integer, totalPages: integer }) },
    { 'page.size': 'size', 'page.number': 'page', 'page.totalElements': 'total', 'page.totalPages': 'pages' },
  ],
  [
    'flags',
    paged,
    { first: boolean, last: boolean, empty: boolean, numberOfElements: integer, totalElements: integer },
    { first: 'isFirst', last: 'isLast', empty: 'isEmpty', numberOfElements: 'count', totalElements: 'total' },
  ],
  [
    'the paginator of Laravel',
    paged,
    { meta: object({ current_page: integer, from: integer, to: integer, last_page: integer, last_page_url: string }) },
    {
      'meta.current_page': 'page',
      'meta.from': 'first',
      'meta.to': 'last',
      'meta.last_page': 'pages',
      'meta.last_page_url': 'lastUrl',
    },
  ],
  [
    'the keys of a page',
    { limit: integer, after: string },
    { first_id: string, last_id: string, has_more: boolean },
    { first_id: 'firstKey', last_id: 'lastKey', has_more: 'hasMore' },
  ],
  ['a count that is named after the list', paged, { dataCount: integer }, { dataCount: 'total' }],
  [
    'next beside a token',
    withCursor,
    { next: string, cursors: object({ after: string }) },
    { next: 'nextUrl', 'cursors.after': 'nextCursor' },
  ],
  ['a total of text', paged, { total: string }, { total: 'total' }],
  [
    'OData',
    { $top: integer, $skip: integer },
    { '@odata.nextLink': string, '@odata.count': integer },
    { '@odata.nextLink': 'nextUrl', '@odata.count': 'total' },
  ],
  ['what is about no list', paged, { status: string, code: integer, version: string, constructor: string }, undefined],
])('companions are found: %s', async (_, parameters, envelope, companions) => {
  const inferred = await infer({ parameters, envelope });
  expect(inferred.companions).toEqual(companions);
});

test('headers around a list are found', async () => {
  const inferred = await infer({
    parameters: paged,
    headers: [
      'Link',
      'X-Total-Count',
      'X-Total-Pages',
      'X-Page',
      'X-Per-Page',
      'X-Pagination-Total-Count',
      'X-Request-Id',
    ],
  });
  expect(inferred.headers).toEqual({
    Link: 'links',
    'X-Total-Count': 'total',
    'X-Total-Pages': 'pages',
    'X-Page': 'page',
    'X-Per-Page': 'size',
    'X-Pagination-Total-Count': 'total',
  });
});

test('the pages of a timeline begin with the newest records', async () => {
  const parameters = Object.fromEntries(
    ['max_id', 'since_id', 'limit'].map(name => [name, { type: name === 'limit' ? 'integer' : 'string' }]),
  );
  expect(await infer({ parameters })).toMatchObject({
    paging: { by: 'cursor', after: 'max_id', before: 'since_id', size: 'limit', token: 'key' },
    order: { usual: '-createdAt' },
    unused: [],
  });
});
