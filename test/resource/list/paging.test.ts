import { expect, test } from 'vitest';
import { idsOf, listThings, things } from './list-of-things.js';

const integer = { type: 'integer' };
const string = { type: 'string' };
const ofNumbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

test.each([
  ['page and size', { page: integer, per_page: integer }, 'page=3&per_page=10', ofNumbers(21, 30)],
  [
    'page and size in brackets',
    { 'page[number]': integer, 'page[size]': integer },
    'page[number]=2&page[size]=5',
    ofNumbers(6, 10),
  ],
  [
    'page and size of an object',
    { page: { type: 'object', style: 'deepObject', properties: { number: integer, size: integer } } },
    'page[number]=2&page[size]=5',
    ofNumbers(6, 10),
  ],
  [
    'members of an exploded object',
    {
      pageable: { type: 'object', style: 'form', properties: { page: { type: 'integer', minimum: 0 }, size: integer } },
    },
    'page=1&size=5',
    ofNumbers(6, 10),
  ],
  ['a page from 0', { page: { type: 'integer', default: 0 }, size: integer }, 'page=1&size=10', ofNumbers(11, 20)],
  ['the first page', { page: integer, limit: { type: 'integer', default: 3 } }, '', [1, 2, 3]],
  ['page 0 of pages from 1', { page: integer, limit: integer }, 'page=0&limit=2', [1, 2]],
  ['a page beyond the end', { page: integer, limit: integer }, 'page=99&limit=10', []],
  ['a size of 0', { page: integer, limit: integer }, 'limit=0', []],
  ['a size of 0 that means all', { page: integer, limit: { type: 'integer', default: 0 } }, '', ofNumbers(1, 35)],
  ['a negative size', { page: integer, limit: { type: 'integer', default: 2 } }, 'limit=-1', [1, 2]],
  ['a size above the maximum', { page: integer, limit: { type: 'integer', maximum: 4 } }, 'limit=50', [1, 2, 3, 4]],
  ['offset and limit', { offset: integer, limit: integer }, 'offset=5&limit=3', [6, 7, 8]],
  ['an offset from 1', { startIndex: { type: 'integer', minimum: 1 }, count: integer }, 'startIndex=5&count=2', [5, 6]],
  ['an offset that is negative', { offset: integer, limit: integer }, 'offset=-5&limit=2', [1, 2]],
  ['a limit alone', { limit: integer }, 'limit=4', [1, 2, 3, 4]],
  ['the key before the page', { starting_after: string, limit: integer }, 'starting_after=7&limit=2', [8, 9]],
  ['the key after the page', { ending_before: string, limit: integer }, 'ending_before=7&limit=2', [5, 6]],
  ['the first key after', { ending_before: string, limit: integer }, 'ending_before=2&limit=5', [1]],
  ['no parameters of pages', {}, '', ofNumbers(1, 35)],
])('a page is found by %s', async (_, parameters, search, ids) => {
  const { ids: list } = await listThings({ parameters, envelope: { total: integer }, records: things(35) });
  expect(list(search)).toEqual(ids);
});

test('a page has 100 records where the description does not say how many', async () => {
  const { ids } = await listThings({ parameters: { page: integer }, records: things(150) });
  expect(ids()).toHaveLength(100);
});

test('a page has no more records than its schema allows', async () => {
  const { get } = await listThings({
    envelope: { data: { type: 'array', maxItems: 7, items: { $ref: '#/components/schemas/Thing' } } },
    records: things(20),
  });
  expect(get().json.data).toHaveLength(7);
});

type Follow = (json: ReturnType<typeof JSON.parse>) => string | null | undefined;
const urlSearch = (url: string | null | undefined) => url && new URL(url, 'http://127.0.0.1').search.slice(1);
const nullableUri = { type: ['string', 'null'], format: 'uri' };

const WALKS: [string, { parameters: Record<string, object>; envelope: Record<string, object>; follow: Follow }][] = [
  [
    'next as a URL',
    {
      parameters: { page: integer, limit: integer },
      envelope: { next: nullableUri },
      follow: json => urlSearch(json.next),
    },
  ],
  [
    'next as a URL of an offset',
    {
      parameters: { offset: integer, limit: integer },
      envelope: { next: nullableUri },
      follow: json => urlSearch(json.next),
    },
  ],
  [
    'next as the number of a page',
    {
      parameters: { page: integer, limit: integer },
      envelope: { next_page: { type: ['integer', 'null'] } },
      follow: json => json.next_page && `limit=4&page=${json.next_page}`,
    },
  ],
  [
    'next as an offset',
    {
      parameters: { offset: integer, limit: integer },
      envelope: { next_offset: integer },
      follow: json => json.next_offset && `limit=4&offset=${json.next_offset}`,
    },
  ],
  [
    'next as a token',
    {
      parameters: { cursor: string, limit: integer },
      envelope: { next_cursor: string },
      follow: json => json.next_cursor && `limit=4&cursor=${json.next_cursor}`,
    },
  ],
  [
    'next as a token in meta',
    {
      parameters: { page_token: string, limit: integer },
      envelope: { meta: { type: 'object', properties: { next_page_token: string } } },
      follow: json => json.meta?.next_page_token && `limit=4&page_token=${json.meta.next_page_token}`,
    },
  ],
  [
    'next as a URL with a token',
    {
      parameters: { 'page[after]': string, 'page[size]': integer, limit: integer },
      envelope: { links: { type: 'object', properties: { next: { type: ['string', 'null'] } } } },
      follow: json => urlSearch(json.links.next),
    },
  ],
  [
    'has_more and the last key',
    {
      parameters: { starting_after: string, limit: integer },
      envelope: { has_more: { type: 'boolean' } },
      follow: json => (json.has_more ? `limit=4&starting_after=${json.data.at(-1).id}` : null),
    },
  ],
  [
    'has_more and last_id',
    {
      parameters: { after: string, limit: integer },
      envelope: { has_more: { type: 'boolean' }, last_id: string },
      follow: json => (json.has_more ? `limit=4&after=${json.last_id}` : null),
    },
  ],
];

test.each(WALKS)('a walk along %s gives each record once', async (_, { parameters, envelope, follow }) => {
  const list = await listThings({ parameters, envelope, records: things(18) });
  const found: number[] = [];
  let search: string | null | undefined = 'limit=4';
  for (let pages = 0; search && pages < 20; pages++) {
    const { json } = list.get(search);
    found.push(...idsOf(json));
    search = follow(json);
  }
  expect(found).toEqual(ofNumbers(1, 18));
});

const sort = { type: 'string' };
const ORDERS = [
  ['the order of creation', ''],
  ['an order with equal numbers', '&sort=price'],
  ['a descending order', '&sort=-price'],
  ['an order by text', '&sort=name'],
  ['a descending order by text', '&sort=-name'],
  ['an order by time', '&sort=-createdAt'],
  ['two members', '&sort=-price,name'],
  ['a member of a member', '&sort=-customer.name'],
  ['a search', '&q=thing'],
] as const;

const described = (id: number) => ({
  name: `thing ${String.fromCharCode(97 + (id % 3))}`,
  price: id % 5 === 0 ? null : (id * 7) % 4,
  createdAt: `2026-01-0${1 + (id % 5)}T00:00:00Z`,
  customer: { name: `customer ${id % 4}` },
});

test.each(ORDERS)(
  'with cursors, each record that stays is found once while others come and go: %s',
  async (_, more) => {
    const list = await listThings({
      parameters: { cursor: string, limit: integer, sort, q: string },
      envelope: { next_cursor: { type: ['string', 'null'] } },
      records: things(20, described),
    });
    const found: number[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 30; page++) {
      const { json } = list.get(`limit=3${more}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...idsOf(json));
      cursor = json.next_cursor;
      // the last record of a page goes, and another one comes
      if (page === 1) list.remove(found.at(-1) as number);
      if (page < 5) list.add({ id: 100 + page, ...described(page) });
    }
    const old = found.filter(id => id < 100).sort((left, right) => left - right);
    expect(old).toEqual(ofNumbers(1, 20));
    expect(new Set(found).size).toBe(found.length);
  },
);

test.each(ORDERS)('the previous page is the one that was left: %s', async (_, more) => {
  const list = await listThings({
    parameters: { after: string, before: string, limit: integer, sort, q: string },
    envelope: { next_cursor: { type: ['string', 'null'] }, prev_cursor: { type: ['string', 'null'] } },
    records: things(20, described),
  });
  const first = list.get(`limit=5${more}`).json;
  const second = list.get(`limit=5${more}&after=${first.next_cursor}`).json;
  const third = list.get(`limit=5${more}&after=${second.next_cursor}`).json;
  expect(list.get(`limit=5${more}&before=${third.prev_cursor}`).json.data).toEqual(second.data);
  expect(list.get(`limit=5${more}&before=${second.prev_cursor}`).json.data).toEqual(first.data);
  expect(first.prev_cursor).toBeNull();
});

test('a previous token goes into the only parameter that there is', async () => {
  const list = await listThings({
    parameters: { cursor: string, limit: integer },
    envelope: { next: { type: ['string', 'null'] }, previous: { type: ['string', 'null'] } },
    records: things(9),
  });
  const second = list.get(`limit=4&cursor=${list.get('limit=4').json.next}`).json;
  expect(idsOf(second)).toEqual([5, 6, 7, 8]);
  expect(list.ids(`limit=4&cursor=${second.previous}`)).toEqual([1, 2, 3, 4]);
});

test.each(['nonsense', 'e30', 'WzAsIi1uYW1lIiwzLCJhIl0'])('the token %s is refused', async token => {
  const list = await listThings({
    parameters: { cursor: string },
    envelope: { next_cursor: string },
    records: things(3),
  });
  expect(list.get(`cursor=${token}`).status).toBe(400);
});

test('an unknown key is refused, but not that of a record that was deleted', async () => {
  const list = await listThings({ parameters: { starting_after: string }, envelope: {}, records: things(5) });
  list.remove(3);
  expect(list.ids('starting_after=3')).toEqual([4, 5]);
  expect(list.get('starting_after=x').status).toBe(400);
});

test('a walk by keys of text goes on after them', async () => {
  const list = await listThings({
    parameters: { after: string, limit: integer },
    envelope: { has_more: { type: 'boolean' } },
    collection: { key: 'name' },
    records: things(5, id => ({ name: `thing-${6 - id}` })),
  });
  expect(list.ids('after=thing-4&limit=2')).toEqual([3, 4]);
});

test('a list is one of the records in its scope', async () => {
  const list = await listThings({
    parameters: { page: integer, limit: integer },
    envelope: { total: integer },
    scope: [{ key: 'status', is: 'equal', value: 'open' }],
    records: things(9, id => ({ status: id % 3 === 0 ? 'open' : 'closed' })),
  });
  expect(list.get('limit=2').json).toMatchObject({ data: [{ id: 3 }, { id: 6 }], total: 3 });
});
