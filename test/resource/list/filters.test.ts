import { expect, test } from 'vitest';
import { listThings, THING } from './list-of-things.js';

const integer = { type: 'integer' };
const string = { type: 'string' };
const dateTime = { type: 'string', format: 'date-time' };

const RECORDS = [
  {
    id: 1,
    name: 'Apple',
    status: 'open',
    price: 1.5,
    isActive: true,
    createdAt: '2026-01-01T10:00:00Z',
    customer: { id: 7, name: 'Ann' },
    tags: [{ name: 'red' }, { name: 'round' }],
    labels: ['a', 'b'],
  },
  {
    id: 2,
    name: 'Banana',
    status: 'closed',
    price: 2,
    isActive: false,
    createdAt: '2026-01-02T10:00:00+02:00',
    customer: { id: 8, name: 'Bob' },
    tags: [{ name: 'yellow' }],
    labels: [],
  },
  {
    id: 3,
    name: 'Cherry',
    status: 'open',
    price: null,
    isActive: true,
    createdAt: '2026-01-02T09:00:00Z',
    customer: { id: 7, name: 'Ann' },
    tags: [],
  },
  { id: 4, name: 'apple pie', status: 'closed', price: 10 },
];

test.each([
  ['status', string, 'status=open', [1, 3]],
  ['status[]', { type: 'array', items: string }, 'status[]=open&status[]=closed', [1, 2, 3, 4]],
  ['is_active', { type: 'boolean' }, 'is_active=false', [2]],
  ['price', { type: 'number' }, 'price=2', [2]],
  ['price_gt', { type: 'number' }, 'price_gt=1.5', [2, 4]],
  ['price_gte', { type: 'number' }, 'price_gte=1.5', [1, 2, 4]],
  ['price_lt', { type: 'number' }, 'price_lt=10', [1, 2]],
  ['price_lte', { type: 'number' }, 'price_lte=2', [1, 2]],
  ['price_ne', { type: 'number' }, 'price_ne=2', [1, 3, 4]],
  ['price_isnull', { type: 'boolean' }, 'price_isnull=true', [3]],
  ['price_isnull', { type: 'boolean' }, 'price_isnull=false', [1, 2, 4]],
  ['name_like', string, 'name_like=APPLE', [1, 4]],
  ['name_gt', string, 'name_gt=Banana', [3, 4]],
  ['status_in', string, 'status_in=open, closed', [1, 2, 3, 4]],
  ['ids', { type: 'array', items: integer }, 'ids=1&ids=4', [1, 4]],
  ['ids', string, 'ids=2,3', [2, 3]],
  ['customer.name', string, 'customer.name=Ann', [1, 3]],
  ['customer_id', integer, 'customer_id=8', [2]],
  ['customer_id_ne', integer, 'customer_id_ne=7', [2, 4]],
  ['tags', { type: 'array', items: string }, 'tags=red&tags=yellow', [1, 2]],
  ['labels', string, 'labels=b', [1]],
  ['labels_isnull', { type: 'boolean' }, 'labels_isnull=true', [2, 3, 4]],
  ['created_after', dateTime, 'created_after=2026-01-02T08:30:00Z', [3]],
  ['created_before', dateTime, 'created_before=2026-01-02T08:30:00Z', [1, 2]],
  ['createdAt', dateTime, 'createdAt=2026-01-02T08:00:00Z', [2]],
  ['filter', { type: 'object', style: 'deepObject', properties: { status: string } }, 'filter[status]=closed', [2, 4]],
  [
    'price',
    { type: 'object', style: 'deepObject', properties: { gte: integer, lt: integer } },
    'price[gte]=2&price[lt]=10',
    [2],
  ],
  ['status', { type: 'string', enum: ['open', 'closed', 'all'], default: 'open' }, '', [1, 3]],
  ['status', { type: 'string', enum: ['open', 'closed', 'all'] }, 'status=all', [1, 2, 3, 4]],
  ['status', string, 'status=unknown', []],
  ['q', string, 'q=ann', [1, 3]],
  ['search', string, 'search=APPLE', [1, 4]],
  ['fields', string, 'fields=id', [1, 2, 3, 4]],
])('the parameter %s of %j finds with %s the records %j', async (name, schema, search, ids) => {
  const list = await listThings({ parameters: { [name]: schema }, records: RECORDS });
  expect(list.ids(search)).toEqual(ids);
});

test('several filters and a search find what all of them find, and the total is of these', async () => {
  const list = await listThings({
    parameters: { status: string, price_gt: integer, q: string, page: integer, limit: integer },
    envelope: { total: integer },
    records: RECORDS,
  });
  expect(list.get('status=closed&price_gt=1&q=apple&limit=1').json).toMatchObject({ data: [{ id: 4 }], total: 1 });
  expect(list.get('status=open&limit=1').json).toMatchObject({ data: [{ id: 1 }], total: 2 });
});

test('a search does not find what clients do not see', async () => {
  const list = await listThings({
    parameters: { q: string },
    collection: { parents: { owner: {} } },
    records: RECORDS,
    hidden: { $owner: 'secret' },
  });
  expect(list.ids('q=secret')).toEqual([]);
});

test('records without a schema are filtered by a rule, each value by its type', async () => {
  const list = await listThings({
    item: { type: 'object' },
    parameters: { size: integer, color: string },
    collection: {},
    rule: {
      filters: { size: { member: 'size', compare: 'atLeast' }, color: { member: 'paint.color', compare: 'equal' } },
      paging: undefined as never,
    },
    records: [
      { size: 1 },
      { size: 2, paint: { color: 'red' } },
      { size: 'none' },
      { paint: { color: 'red' }, size: 30 },
    ],
  });
  expect(list.get('size=2').json).toHaveLength(2);
  expect(list.get('size=3&color=red').json).toEqual([{ paint: { color: 'red' }, size: 30 }]);
});

const SORTED = [
  { id: 1, name: 'b', price: 10, createdAt: '2026-01-01T10:00:00+05:00', customer: { name: 'x' } },
  { id: 2, name: 'a', price: 9, createdAt: '2026-01-01T06:00:00Z', customer: { name: 'y' } },
  { id: 3, name: 'B', price: null, createdAt: '2025-01-01T00:00:00Z', customer: { name: 'x' } },
  { id: 4, name: 'a', price: 9, createdAt: '2027-01-01T00:00:00Z' },
];
const direction = { type: 'string', enum: ['asc', 'desc'] };

test.each([
  ['by a number, null last', { sort: string }, 'sort=price', [2, 4, 1, 3]],
  ['by a number from the highest, null last', { sort: string }, 'sort=-price', [1, 2, 4, 3]],
  ['by text', { sort: string }, 'sort=name', [3, 2, 4, 1]],
  ['by time', { sort: string }, 'sort=created_at', [3, 1, 2, 4]],
  ['with a colon', { sort: string }, 'sort=name:desc', [1, 2, 4, 3]],
  ['with a comma', { sort: string }, 'sort=name,desc', [1, 2, 4, 3]],
  ['with a list', { sort: { type: 'array', items: string } }, 'sort=price,desc&sort=createdAt,desc', [1, 4, 2, 3]],
  ['with a blank', { $orderby: string }, '$orderby=name desc', [1, 2, 4, 3]],
  ['by two members', { sort: string }, 'sort=name,-createdAt', [3, 4, 2, 1]],
  ['by a member of a member', { sort: string }, 'sort=-customer.name', [2, 1, 3, 4]],
  ['with a direction', { order_by: string, order_dir: direction }, 'order_by=name&order_dir=desc', [1, 2, 4, 3]],
  ['with a flag', { sort: string, desc: { type: 'boolean' } }, 'sort=name&desc=true', [1, 2, 4, 3]],
  ['with a direction alone', { order: direction }, 'order=desc', [4, 3, 2, 1]],
  ['with a listed value', { sort: { type: 'string', enum: ['newest', 'oldest'] } }, 'sort=newest', [4, 2, 1, 3]],
  ['by the default', { sort: { ...string, default: '-name' } }, '', [1, 2, 4, 3]],
  [
    'by the default of the direction',
    { sort: { ...string, default: 'name' }, order: { ...direction, default: 'desc' } },
    '',
    [1, 2, 4, 3],
  ],
  [
    'by the default in another direction',
    { sort: { ...string, default: 'name' }, order: { ...direction, default: 'desc' } },
    'order=asc',
    [3, 2, 4, 1],
  ],
  ['by an unknown name', { sort: string }, 'sort=color', [1, 2, 3, 4]],
])('records are ordered %s', async (_, parameters, search, ids) => {
  const list = await listThings({ parameters, records: SORTED });
  expect(list.ids(search)).toEqual(ids);
});

test('an order with pages is one of the whole list', async () => {
  const list = await listThings({ parameters: { sort: string, page: integer, limit: integer }, records: SORTED });
  expect(list.ids('sort=customer.name&limit=2')).toEqual([1, 3]);
  expect(list.ids('sort=customer.name&limit=2&page=2')).toEqual([2, 4]);
});

test('a member that may be text or a number is ordered, numbers first', async () => {
  const item = { ...THING, properties: { ...THING.properties, mixed: { type: ['string', 'integer'] } } };
  const records = [
    { id: 1, mixed: 'b' },
    { id: 2, mixed: 10 },
    { id: 3, mixed: 9 },
    { id: 4, mixed: 'a' },
  ];
  const list = await listThings({ item, parameters: { sort: string }, records });
  expect(list.ids('sort=mixed')).toEqual([2, 3, 4, 1]);
});

const flexible = { type: ['integer', 'boolean'] };
const RULES = {
  ids: { member: 'id', compare: 'ranges' },
  customers: { member: 'customer.id', compare: 'ranges' },
  first: { member: 'id', compare: 'equal', whenTrue: 1 },
  customer: { member: 'customer.id', compare: 'equal', whenTrue: 8 },
  other: { member: 'name', compare: 'unequal', whenTrue: 'Apple' },
  state: { member: 'isActive', compare: 'equal', values: { on: true, off: false } },
} as const;

test.each([
  ['ids=1-2,4', [1, 2, 4]],
  ['ids=3,%201', [1, 3]],
  ['ids=4-1,x,-', []],
  ['ids=-9-1', [1]],
  ['customers=8-9', [2]],
  ['first=true', [1]],
  ['first=false', [2, 3, 4]],
  ['first=3', [3]],
  ['customer=true', [2]],
  ['customer=false', [1, 3, 4]],
  ['other=true', [2, 3, 4]],
  ['other=false', [1]],
  ['state=off', [2]],
])('What a rule says, %s finds', async (search, expected) => {
  const flexibles = { first: flexible, customer: flexible, other: { type: 'boolean' } };
  const parameters = { ids: string, customers: string, state: string, ...flexibles };
  const { ids } = await listThings({ parameters, records: RECORDS, rule: { filters: RULES } });
  expect(ids(search)).toEqual(expected);
});

test.each([
  ['createdAt_gte=2026-01-02T08:00:00Z', [2, 3]],
  ['createdAt_gte=2026-01-02T08:00:00.0000001Z', [3]],
  ['createdAt_gt=2026-01-02T08:00:00.0000001Z', [3]],
  ['createdAt_lt=2026-01-02T08:00:00.0000001Z', [1, 2]],
  ['createdAt_lte=2026-01-02T08:00:00.0000001Z', [1, 2]],
])('A bound between two microseconds is rounded so that the comparison is right: %s', async (search, expected) => {
  const names = ['createdAt_gte', 'createdAt_gt', 'createdAt_lt', 'createdAt_lte'];
  const parameters = Object.fromEntries(names.map(name => [name, dateTime]));
  const { ids } = await listThings({ parameters, records: RECORDS });
  expect(ids(search)).toEqual(expected);
});

test('Any value of a parameter that came more than once counts', async () => {
  const parameters = { status: string, ids: string, name_gt: string };
  const { ids } = await listThings({
    parameters,
    records: RECORDS,
    rule: {
      filters: {
        status: { member: 'status', compare: 'equal' },
        ids: RULES.ids,
        name_gt: { member: 'name', compare: 'above' },
      },
    },
  });
  expect(ids('status=open', { status: ['open', 'closed'] })).toEqual([1, 2, 3, 4]);
  expect(ids('ids=1', { ids: ['1', '3-4'] })).toEqual([1, 3, 4]);
  expect(ids('name_gt=Cherry', { name_gt: ['Cherry', 'Banana'] })).toEqual([3, 4]);
  expect(ids('name_gt=Cherry', { name_gt: ['Cherry'], status: ['open'] })).toEqual([4]);
});
