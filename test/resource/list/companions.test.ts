import { expect, test } from 'vitest';
import { listThings, things } from './list-of-things.js';

const integer = { type: 'integer' };
const string = { type: 'string' };
const boolean = { type: 'boolean' };
const nullable = (type: string) => ({ type: [type, 'null'] });
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const paged = { page: integer, per_page: integer, status: string };
const URL = 'http://127.0.0.1:4010/v1/things';

test('companions say where a page is', async () => {
  const list = await listThings({
    parameters: paged,
    envelope: { total: integer, count: integer, pages: integer, page: integer, per_page: integer, has_more: boolean },
    records: things(25),
  });
  const { data, ...companions } = list.get('page=3&per_page=10').json;
  expect(companions).toEqual({ total: 25, count: 5, pages: 3, page: 3, per_page: 10, has_more: false });
  expect(list.get('page=1&per_page=10').json).toMatchObject({ has_more: true, count: 10 });
});

test('an empty list says that it is empty', async () => {
  const list = await listThings({
    parameters: paged,
    envelope: { totalElements: integer, totalPages: integer, first: boolean, last: boolean, empty: boolean },
  });
  expect(list.get().json).toEqual({ data: [], totalElements: 0, totalPages: 0, first: true, last: true, empty: true });
});

test('URLs keep the other parameters of the request', async () => {
  const list = await listThings({
    parameters: paged,
    envelope: { next: nullable('string'), previous: nullable('string') },
    records: things(25, () => ({ status: 'open' })),
  });
  expect(list.get('status=open&page=2&per_page=5').json).toMatchObject({
    next: `${URL}?status=open&page=3&per_page=5`,
    previous: `${URL}?status=open&page=1&per_page=5`,
  });
  expect(list.get('per_page=20').json).toMatchObject({ next: `${URL}?per_page=20&page=2`, previous: null });
});

test('names in brackets are encoded in URLs, so that they are valid', async () => {
  const list = await listThings({
    parameters: { 'page[number]': integer, 'page[size]': integer, 'filter[status]': string },
    envelope: { links: object({ next: { type: 'string', format: 'uri' } }) },
    records: things(5, () => ({ status: 'open' })),
  });
  const { links } = list.get('filter[status]=open&page[size]=2&x=100%').json;
  expect(links.next).toBe(`${URL}?filter%5Bstatus%5D=open&page%5Bsize%5D=2&x=100%25&page%5Bnumber%5D=2`);
});

test.each([
  ['/things?page=2', '/v1/things?page=2'],
  ['?page=2', '?page=2'],
  ['https://api.test/things?page=2', `${URL}?page=2`],
])('a URL is written as the example %s is', async (next, written) => {
  const list = await listThings({
    parameters: { page: { ...integer, default: 1 }, limit: { ...integer, default: 2 } },
    envelope: { next: nullable('string') },
    example: { data: [{ id: 1 }], next },
    records: things(3),
  });
  expect(list.get().json.next).toBe(written);
});

test.each([
  ['null where that is allowed', { next: nullable('string') }, ['next'], { next: null }],
  ['absent where it is optional', { next: string }, [], {}],
  ['an empty text where it is required', { next: string }, ['next'], { next: '' }],
  [
    'in an object that is absent',
    { _links: object({ next: object({ href: string }, ['href']) }) },
    ['_links'],
    { _links: {} },
  ],
  [
    'in an object that is null',
    { links: object({ next: { anyOf: [object({ href: string }, ['href']), { type: 'null' }] } }) },
    [],
    { links: { next: null } },
  ],
  [
    'the lowest number where one is required',
    { next_page: { ...integer, minimum: 1 } },
    ['next_page'],
    { next_page: 1 },
  ],
])('without a next page, the next one is %s', async (_, envelope, required, expected) => {
  const list = await listThings({ parameters: paged, envelope, required: ['data', ...required], records: things(2) });
  const { data, ...companions } = list.get().json;
  expect(companions).toEqual(expected);
});

test('with a next page, objects around it are there', async () => {
  const list = await listThings({
    parameters: { cursor: string, limit: integer },
    envelope: { paging: object({ next: object({ after: string, link: string }, ['after']) }) },
    records: things(5),
  });
  const { paging } = list.get('limit=2').json;
  expect(paging.next.link).toBe(`${URL}?limit=2&cursor=${paging.next.after}`);
  expect(list.get('limit=9').json.paging).toEqual({});
});

test('a list of links has the relations that there are', async () => {
  const list = await listThings({
    parameters: paged,
    envelope: { links: { type: 'array', items: object({ relation: string, url: string }, ['relation', 'url']) } },
    records: things(5),
  });
  expect(list.get('page=2&per_page=2').json.links).toEqual([
    { relation: 'next', url: `${URL}?page=3&per_page=2` },
    { relation: 'prev', url: `${URL}?page=1&per_page=2` },
    { relation: 'first', url: `${URL}?page=1&per_page=2` },
    { relation: 'last', url: `${URL}?page=3&per_page=2` },
  ]);
});

test('headers say the same as companions', async () => {
  const list = await listThings({
    parameters: paged,
    headers: ['Link', 'X-Total-Count', 'X-Total-Pages', 'X-Next-Page', 'Content-Range'],
    records: things(5),
  });
  expect(list.get('page=1&per_page=2').headers).toEqual([
    ...[
      'Link',
      `<${URL}?page=2&per_page=2>; rel="next", <${URL}?page=1&per_page=2>; rel="first", <${URL}?page=3&per_page=2>; rel="last"`,
    ],
    ...['X-Total-Count', '5'],
    ...['X-Total-Pages', '3'],
    ...['X-Next-Page', '2'],
    ...['Content-Range', 'items 0-1/5'],
  ]);
  const last = list.get('page=3&per_page=2').headers;
  expect(last[last.indexOf('X-Next-Page') + 1]).toBe('');
  expect(last[1]).toContain('rel="prev"');
});

test('with tokens, the header Link has those that there are', async () => {
  const list = await listThings({
    parameters: { starting_after: string, limit: integer },
    headers: ['Link'],
    records: things(5),
  });
  expect(list.get('limit=2&starting_after=2').headers).toEqual([
    'Link',
    `<${URL}?limit=2&starting_after=4>; rel="next", <${URL}?limit=2>; rel="first"`,
  ]);
});

test.each([
  ['of text', { total: string }, { total: '3' }],
  ['within limits', { total: { ...integer, maximum: 2 }, pages: { ...integer, minimum: 5 } }, { total: 2, pages: 5 }],
  ['with a dot in its name', { '@odata.count': integer }, { '@odata.count': 3 }],
  ['that its schema cannot have', { total: { ...integer, enum: [7] } }, {}],
  ['of a list without pages', { per_page: integer, pages: integer }, { per_page: 3, pages: 1 }],
  ['where there is no way to go on', { next: { ...string, format: 'uri' }, has_more: boolean }, { has_more: false }],
])('a companion is valid: one %s', async (_, envelope, expected) => {
  const parameters = 'next' in envelope || 'per_page' in envelope ? {} : paged;
  const list = await listThings({ parameters, envelope, records: things(3) });
  const { data, ...companions } = list.get().json;
  expect(companions).toEqual(expected);
});

test('what else stands around the records is that of the example', async () => {
  const list = await listThings({
    parameters: paged,
    envelope: { object: string, version: integer, meta: object({ took: integer, total: integer }) },
    example: { object: 'list', version: 3, data: [{ id: 99 }], meta: { took: 12, total: 1 } },
    records: things(2),
  });
  expect(list.get().json).toEqual({
    object: 'list',
    version: 3,
    data: [{ id: 1 }, { id: 2 }],
    meta: { took: 12, total: 2 },
  });
});

test('without an example, only what is required stands around the records', async () => {
  const list = await listThings({
    envelope: { success: boolean, object: { const: 'list' }, warnings: { type: 'array', items: string } },
    required: ['success', 'object'],
    records: things(1),
  });
  expect(list.get().json).toEqual({ success: true, object: 'list', data: [{ id: 1 }] });
});

test('members and records with any text are written as they are', async () => {
  const name = 'a "quoted" \\ text, \u0000 and 🙂 ,"$n":';
  const list = await listThings({
    envelope: { 'odd "name"': integer, total: integer },
    example: { data: [], 'odd "name"': 1, total: 0 },
    records: [{ id: 1, name }],
  });
  expect(list.get().json).toEqual({ data: [{ id: 1, name }], 'odd "name"': 1, total: 1 });
});
