import { expect, test } from 'vitest';
import type { Problem } from '../../../src/kernel/index.js';
import { combineResources } from '../../../src/resource/file/combine-resources.js';
import { readExtensions, readResources } from '../../../src/resource/file/read-resources.js';
import { writeResources } from '../../../src/resource/file/write-resources.js';
import type { Resources } from '../../../src/resource/resources.js';
import { loadFiles } from '../../openapi/files.js';
import { INFERRED, loadShop } from './shop.js';

/** The resources of the shop with those of a file. */
async function withFile(text: string) {
  const description = await loadShop();
  const given = [readResources(text, { file: 'shop.yaml', description })];
  return combineResources(INFERRED, { given, description });
}

/** The resources of the shop with what its description says itself. */
async function withExtensions(root: object, listOrders: object = {}) {
  const description = await loadShop(root, listOrders);
  return combineResources(INFERRED, { given: readExtensions(description), description });
}

test('What was written is read as the same resources', async () => {
  const description = await loadShop();
  const text = writeResources({
    resources: INFERRED,
    reasons: { getOrder: { why: 'the path ends with a key' } },
    description,
  });
  const given = [readResources(text, { file: 'shop.yaml', description })];
  const empty = { collections: {}, operations: {} };
  expect(combineResources(empty, { given, description })).toEqual(INFERRED);
  expect(combineResources(INFERRED, { given, description })).toEqual(INFERRED);
  expect(text).toContain('  # GET /orders/{orderId}: the path ends with a key\n  getOrder:\n');
});

test.each([
  ['{ reading: size }', 25],
  ['{ reading: sizes, member: usual }', 30],
])('%s stands for a value of a reading', async (usual, expected) => {
  const description = await loadShop();
  const readings = new Map<string, unknown>([
    ['size', 25],
    ['sizes', { usual: 30, most: 50 }],
  ]);
  const text = `operations: { listOrders: { paging: { usual: ${usual} } } }`;
  const given = [readResources(text, { file: 'shop.yaml', description, readings })];
  expect(combineResources(INFERRED, { given, description }).operations.listOrders?.paging?.usual).toBe(expected);
});

test.each(['{ reading: sizes, member: usul }', '{ reading: size, member: usual }'])(
  'A member that the value of a reading lacks is named: %s',
  async usual => {
    const description = await loadShop();
    const readings = new Map<string, unknown>([
      ['size', 25],
      ['sizes', { usual: 30 }],
    ]);
    const text = `operations: { listOrders: { paging: { usual: ${usual} } } }`;
    const given = [readResources(text, { file: 'shop.yaml', description, readings })];
    expect(() => combineResources(INFERRED, { given, description })).toThrow(
      /shop\.yaml:1 \/operations\/listOrders\/paging\/usual names no member of the value that the reading sizes? has/,
    );
  },
);

test('Names and reasons that look like YAML are written so that they are read as they are', async () => {
  const names = [
    'on',
    '200',
    '1e3',
    '~',
    '<<',
    '__proto__',
    'a: b',
    '- x',
    '# y',
    'two\nlines',
    ' ',
    '\u2028',
    'GET /x/{y}',
  ];
  const description = await loadFiles({
    'shop.json': {
      openapi: '3.0.3',
      paths: Object.fromEntries(names.map((operationId, at) => [`/${at}`, { get: { operationId, responses: {} } }])),
    },
  });
  const resources: Resources = {
    collections: Object.fromEntries(names.map(name => [name, { created: [name], references: { a: name } }])),
    operations: Object.fromEntries(
      names.map(name => [name, { does: 'action', collection: name, sets: Object.fromEntries([[name, null]]) }]),
    ),
  };
  const reasons = Object.fromEntries(names.map(name => [name, { why: `${name}\nbecause: [\u0000` }]));
  const text = writeResources({ resources, reasons, description });
  const given = [readResources(text, { file: 'shop.yaml', description })];
  const read = combineResources({ collections: {}, operations: {} }, { given, description });
  expect(Object.entries(read.operations)).toEqual(expect.arrayContaining(Object.entries(resources.operations)));
  expect(Object.entries(read.collections)).toEqual(expect.arrayContaining(Object.entries(resources.collections)));
});

test('An empty file changes nothing', async () => {
  expect(await withFile('')).toEqual(INFERRED);
  expect(await withFile('# nothing\ncollections: {}\n')).toEqual(INFERRED);
  expect(await withFile('collections:\n  # nothing\noperations:\n')).toEqual(INFERRED);
});

test('Operations are named by their id, or by method and path', async () => {
  const { operations } = await withFile('operations:\n  get /orders:\n    filters: null\n  GET /customers: false\n');
  expect(operations).toEqual({
    ...INFERRED.operations,
    listOrders: Object.fromEntries(
      Object.entries(INFERRED.operations.listOrders ?? {}).filter(([name]) => name !== 'filters'),
    ),
    'GET /customers': { does: 'respond' },
  });
});

test('A schema without a file is one of the description', async () => {
  const { collections } = await withFile(
    'collections:\n  clients:\n    schema: "#/components/schemas/Customer"\n    key: id\noperations:\n  GET /customers: { collection: clients }\n',
  );
  expect(collections.clients).toEqual({ schema: 'shop.json#/components/schemas/Customer', key: 'id' });
});

const rule = (text: string) => `operations:\n  listOrders:\n    ${text}\n`;

test.each([
  ['collections: 7', '1 /collections must be an object, not 7.'],
  ['collection: {}', '1 /collection is unknown; did you mean collections?'],
  ['- 7', '1 must be an object.'],
  ['operations:\n  listOrder: {}', '2 /operations/listOrder is no operation; did you mean listOrders?'],
  ['operations:\n  GET /order: {}', '2 /operations/GET ~1order is no operation; did you mean GET /orders?'],
  [
    'operations:\n  listOrders: {}\n  GET /orders: {}',
    '3 /operations/GET ~1orders is the same operation as listOrders.',
  ],
  [rule('dose: list'), '3 /operations/listOrders/dose is unknown; did you mean does?'],
  [
    rule('does: lst'),
    '3 /operations/listOrders/does must be one of list, get, create, replace, update, updateAll, delete, action, logIn, respond, not "lst".',
  ],
  [rule('collection: order'), '3 /operations/listOrders/collection names no collection; did you mean orders?'],
  [rule('collection: null'), '3 /operations/listOrders/collection is missing; list needs one.'],
  [
    rule('filters: { stats: { member: status, compare: equal } }'),
    '3 /operations/listOrders/filters/stats names no query parameter of GET /orders; did you mean status?',
  ],
  [
    rule('filters: { status: { member: stats } }'),
    '3 /operations/listOrders/filters/status/member names no member stats; did you mean status?',
  ],
  [
    rule('filters: { status: { member: customer.nme } }'),
    '3 /operations/listOrders/filters/status/member names no member nme; did you mean name?',
  ],
  [
    'collections: { orders: { fake: { stats: person.jobTitle } } }',
    '1 /collections/orders/fake/stats names no member stats; did you mean status?',
  ],
  [
    'collections: { orders: { fake: { status: person.jobTitel } } }',
    "1 /collections/orders/fake/status names no method of faker's person; did you mean jobTitle?",
  ],
  [
    'collections: { orders: { fake: { status: { person.jobTitle: [], person.bio: [] } } } }',
    '1 /collections/orders/fake/status must be a method of faker, or an object with one',
  ],
  [rule('filters: { q: { member: status } }'), '3 /operations/listOrders/filters/q/compare is missing.'],
  [
    rule('filters: { status: { compare: same } }'),
    '3 /operations/listOrders/filters/status/compare must be one of equal, unequal, above, atLeast, below, atMost, within, ranges, containing, null, not "same".',
  ],
  [
    rule('shows: { no: id, state: { member: stats } }'),
    '3 /operations/listOrders/shows/state/member names no member stats; did you mean status?',
  ],
  [
    rule('shows: { no: { where: id, shows: { no: ids } } }'),
    '3 /operations/listOrders/shows/no/shows/no names no member ids; did you mean id?',
  ],
  [
    rule('shows: { no: { member: id, vales: {} } }'),
    '3 /operations/listOrders/shows/no/vales is unknown; did you mean values?',
  ],
  [rule('with: { meta.totl: 7 }'), '3 /operations/listOrders/with/meta.totl names no member totl; did you mean total?'],
  [
    rule('search: [q, p]'),
    '3 /operations/listOrders/search/1 names no query parameter of GET /orders; did you mean q?',
  ],
  [
    rule('order: { by: srt }'),
    '3 /operations/listOrders/order/by names no query parameter of GET /orders; did you mean sort?',
  ],
  [rule('paging: { by: cursor }'), '3 /operations/listOrders/paging/token is missing.'],
  [
    rule('paging: { page: pag }'),
    '3 /operations/listOrders/paging/page names no query parameter of GET /orders; did you mean page?',
  ],
  [rule('paging: { most: 0 }'), '3 /operations/listOrders/paging/most must be an integer of at least 1, not 0.'],
  [rule('response: dat'), '3 /operations/listOrders/response names no member dat; did you mean data?'],
  [
    rule('companions: { meta.totl: total }'),
    '3 /operations/listOrders/companions/meta.totl names no member totl; did you mean total?',
  ],
  [
    rule('headers: { X-Totl: total }'),
    '3 /operations/listOrders/headers/X-Totl is no header of the response; did you mean X-Total?',
  ],
  [rule('parents: { shop: shopId }'), '3 /operations/listOrders/parents/shop is no parent of orders.'],
  ['operations:\n  getOrder:\n    key: null', '3 /operations/getOrder/key is missing; get needs one.'],
  [
    'operations:\n  getOrder:\n    does: delete\n    key: null',
    '4 /operations/getOrder/key is missing; delete needs one.',
  ],
  [
    'operations:\n  getOrder:\n    key: { in: path, name: id }',
    '3 /operations/getOrder/key/name names no path parameter of GET /orders/{orderId}; the known names are orderId.',
  ],
  [
    'collections:\n  orders:\n    schema: "#/components/schemas/Ordr"',
    '3 /collections/orders/schema names no schema; did you mean #/components/schemas/Order?',
  ],
  [
    'collections:\n  orders:\n    key: order_id',
    '3 /collections/orders/key names no member order_id; the known names are id, status, customer, customerId.',
  ],
  [
    'collections:\n  orders:\n    created: [id, craeted]',
    '3 /collections/orders/created/1 names no member craeted; the known names are id, status, customer, customerId.',
  ],
  [
    'collections:\n  orders:\n    references: { customerId: custmers }',
    '3 /collections/orders/references/customerId names no collection; did you mean customers?',
  ],
  [
    'collections:\n  orders:\n    callers: [custmer]',
    '3 /collections/orders/callers/0 names no member custmer; did you mean customer?',
  ],
  [
    'collections:\n  orders:\n    defaults: { stats: new }',
    '3 /collections/orders/defaults/stats names no member stats; did you mean status?',
  ],
  [
    'collections:\n  orders:\n    follows: { status: { member: customer.nme } }',
    '3 /collections/orders/follows/status/member names no member nme; did you mean name?',
  ],
  [
    'collections:\n  orders:\n    follows: { status: { member: customerId, of: custmers } }',
    '3 /collections/orders/follows/status/of names no collection; did you mean customers?',
  ],
  [
    'collections:\n  orders:\n    follows: { status: { member: customerId, of: customers, shows: nme } }',
    '3 /collections/orders/follows/status/shows names no member nme; the known names are id.',
  ],
  [
    'collections:\n  orders:\n    records: -1',
    '3 /collections/orders/records must be an integer from 0 to 1000000, not -1.',
  ],
  ['refusals: 7', '1 /refusals must be an object, not 7.'],
  ['refusals:\n  unknown-recrd: {}', '2 /refusals/unknown-recrd is unknown; did you mean unknown-record?'],
  ['refusals:\n  invalid: { exmple: x }', '2 /refusals/invalid/exmple is unknown; did you mean example?'],
  ['refusals:\n  invalid: { status: 99 }', '2 /refusals/invalid/status must be an integer from 200 to 599, not 99.'],
  ['refusals:\n  invalid: { with: [] }', '2 /refusals/invalid/with must be an object, not [].'],
  [
    'refusals:\n  issues:\n    messages: { requird: x }',
    '3 /refusals/issues/messages/requird is unknown; did you mean required?',
  ],
  [
    'refusals:\n  invalid: { with: { error: ["{mesage}"] } }',
    '2 /refusals/invalid/with/error/0 has {mesage}; did you mean {message}?',
  ],
  [rule('refusals: { takn: {} }'), '3 /operations/listOrders/refusals/takn is unknown; did you mean taken?'],
  [
    rule('refusals: { taken: { with: { "{nme}": 1 } } }'),
    '3 /operations/listOrders/refusals/taken/with/{nme} has {nme}; did you mean {name}?',
  ],
])('%j has an issue with its line', async (text, issue) => {
  const error = await withFile(text).catch((error: Problem) => error);
  expect(error).toMatchObject({ code: 'resources-invalid' });
  const [title, ...lines] = (error as Problem).message.split('\n');
  expect(title).toBe('The resources of shop.json have issues:');
  expect(lines).toContain(`  shop.yaml:${issue}`);
});

test('Refusals are merged by reason, null removes one, and they are written as they are read', async () => {
  const description = await loadShop();
  const read = (text: string) => readResources(text, { file: 'shop.yaml', description });
  const first = read(
    'refusals: { invalid: { status: 400, with: { a: { b: null } } }, taken: { status: 409 }, issues: { whole: x } }',
  );
  const second = read(
    'refusals: { invalid: { with: { c: 1 } }, taken: null, issues: { messages: { other: "{label}" } } }\noperations: { getOrder: { refusals: { invalid: { status: 422 } } } }',
  );
  const resources = combineResources(INFERRED, { given: [first, second], description });
  expect(resources.refusals).toEqual({
    invalid: { status: 400, with: { c: 1 } },
    issues: { whole: 'x', messages: { other: '{label}' } },
  });
  expect(resources.operations.getOrder).toEqual({
    ...INFERRED.operations.getOrder,
    refusals: { invalid: { status: 422 } },
  });
  const text = writeResources({ resources, reasons: {}, description });
  expect(combineResources({ collections: {}, operations: {} }, { given: [read(text)], description })).toEqual(
    resources,
  );
});

test('An operation without state keeps its refusals', async () => {
  const { operations } = await withFile(rule('{ does: respond, refusals: { invalid: { status: 422 } } }'));
  expect(operations.listOrders).toEqual({ does: 'respond', refusals: { invalid: { status: 422 } } });
});

test('A deletion of all records of a collection needs no key', async () => {
  const { operations } = await withFile(`${rule('does: delete')}\n    paging: null\n    companions: null`);
  expect(operations.listOrders).toMatchObject({ does: 'delete', collection: 'orders' });
});

test('All issues are named', async () => {
  await expect(withFile('collections: { orders: { a: 1, b: 2 } }\noperations: { c: false }')).rejects.toThrow(
    /orders\/a .*\n.*orders\/b .*/,
  );
});

test('A repeated key is an issue with its line', async () => {
  await expect(withFile('operations:\n  getOrder: {}\n  getOrder: {}')).rejects.toThrow(
    'Failed to read shop.yaml: line 3 repeats a key.',
  );
});

test('Text that is no YAML is an issue with its line', async () => {
  await expect(withFile('collections: {\n  a: [')).rejects.toThrow(/^Failed to read shop.yaml: line \d+, column \d+: /);
});

test('A description overrides what is inferred of it, as a whole and in an operation', async () => {
  const root = {
    'x-understudy': { collections: { orders: { records: 3 } }, operations: { 'GET /customers': { response: null } } },
  };
  const { collections, operations } = await withExtensions(root, { 'x-understudy': { search: ['q'] } });
  expect(collections.orders).toEqual({ ...INFERRED.collections.orders, records: 3 });
  expect(operations['GET /customers']).toEqual({ does: 'list', collection: 'customers' });
  expect(operations.listOrders).toEqual({ ...INFERRED.operations.listOrders, search: ['q'] });
});

test('An operation with `x-understudy: false` responds with examples', async () => {
  const { operations } = await withExtensions({}, { 'x-understudy': false });
  expect(operations.listOrders).toEqual({ does: 'respond' });
});

test.each([
  [
    { 'x-understudy': { operations: { listOrder: {} } } },
    {},
    '/x-understudy/operations/listOrder is no operation; did you mean listOrders?',
  ],
  [{ 'x-understudy': 7 }, {}, '/x-understudy must be an object.'],
  [{}, { 'x-understudy': { does: 'lst' } }, '/paths/~1orders/get/x-understudy/does must be one of'],
  [{}, { 'x-understudy': 7 }, '/paths/~1orders/get/x-understudy must be an object, not 7.'],
])('%j and %j have an issue with its line', async (root, listOrders, issue) => {
  const description = await loadShop(root, listOrders);
  const given = readExtensions(description);
  const place = issue.split(' ')[0];
  const [line] = description.lines([{ place: `shop.json#${place}`, message: '' }]);
  expect(line).toBeGreaterThan(1);
  expect(() => combineResources(INFERRED, { given, description })).toThrow(`\n  shop.json:${line} ${issue}`);
});
