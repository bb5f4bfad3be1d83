import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FakerCall } from '../../../src/fake/index.js';
import { inferResources } from '../../../src/resource/index.js';
import { loadFiles, writeFiles } from '../../openapi/files.js';
import { json, jsonBody } from '../../play/play.js';
import { PET_RESOURCES, PETS } from '../pets.js';
import { openInferred, openResources, type ResourceMock } from '../resource-mock.js';

const id = { type: 'integer', readOnly: true };
const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const variable = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });

/** Customers with orders, that refer to products. */
const SHOP = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/products': {
      get: { operationId: 'listProducts', responses: { 200: json(list('Product')) } },
      post: {
        operationId: 'createProduct',
        requestBody: jsonBody(ref('Product')),
        responses: { 201: json(ref('Product')) },
      },
    },
    '/products/{productId}': {
      get: { operationId: 'getProduct', parameters: [variable('productId')], responses: { 200: json(ref('Product')) } },
    },
    '/customers': {
      get: {
        operationId: 'listCustomers',
        responses: {
          200: json(list('Customer'), {
            example: [
              { id: 7, name: 'Ann' },
              { id: 9, name: 5 },
            ],
          }),
        },
      },
      post: {
        operationId: 'createCustomer',
        requestBody: jsonBody(ref('Customer')),
        responses: { 201: json(ref('Customer')) },
      },
    },
    '/customers/{customerId}': {
      get: {
        operationId: 'getCustomer',
        parameters: [variable('customerId')],
        responses: { 200: json(ref('Customer')) },
      },
      delete: {
        operationId: 'deleteCustomer',
        parameters: [variable('customerId')],
        responses: { 204: { description: 'gone' } },
      },
    },
    '/customers/{customerId}/orders': {
      parameters: [variable('customerId')],
      get: { operationId: 'listOrders', responses: { 200: json(list('Order')) } },
      post: { operationId: 'createOrder', requestBody: jsonBody(ref('Order')), responses: { 201: json(ref('Order')) } },
    },
    '/customers/{customerId}/orders/{orderId}': {
      parameters: [variable('customerId'), variable('orderId')],
      get: { operationId: 'getOrder', responses: { 200: json(ref('Order')) } },
    },
    '/customers/{customerId}/settings': {
      parameters: [variable('customerId')],
      get: { operationId: 'getSettings', responses: { 200: json(ref('Settings')) } },
      put: {
        operationId: 'putSettings',
        requestBody: jsonBody(ref('Settings')),
        responses: { 200: json(ref('Settings')) },
      },
    },
  },
  components: {
    schemas: {
      Product: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id,
          name: text,
          created: { type: 'string', format: 'date-time' },
          updated: { type: 'string', format: 'date-time' },
        },
      },
      Customer: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id, name: text, email: { ...text, format: 'email' } },
      },
      Order: {
        type: 'object',
        required: ['id', 'customerId', 'productId'],
        properties: { id, customerId: { type: 'integer' }, productId: { type: 'integer' }, note: text },
      },
      Settings: {
        type: 'object',
        required: ['theme'],
        properties: { theme: { type: 'string', enum: ['light', 'dark'] } },
      },
    },
  },
};

const all = ({ call }: ResourceMock, operation: string, path = {}) =>
  call(operation, { path }).body as Record<string, unknown>[];

test('the examples of the description come first, mended, and counted keys follow theirs', async () => {
  const mock = await openInferred(SHOP, { records: 5 });
  const customers = all(mock, 'listCustomers');
  expect(customers.map(({ id }) => id)).toEqual([7, 9, 10, 11, 12]);
  expect(customers[0]).toEqual({ id: 7, name: 'Ann' });
  expect(customers[1]?.name).toEqual(expect.any(String));
  expect(mock.call('createCustomer', { body: { name: 'Bob' } }).body.id).toBe(13);
});

/** A shop with four records a collection, whose customers faker makes. */
async function openFaking(shop: object, fake: Record<string, FakerCall>): Promise<ResourceMock> {
  const { resources } = inferResources(await loadFiles({ 'api.json': shop }));
  const customers = { ...resources.collections.customers, fake };
  return openResources(shop, { ...resources, collections: { ...resources.collections, customers } }, { records: 4 });
}

test('faker makes the members that the rule says, in starting records only', async () => {
  const fake = { name: { 'helpers.arrayElement': [['Cy']] }, email: '{{person.firstName}}@example.com' };
  const mock = await openFaking(SHOP, fake);
  const [example, , third] = all(mock, 'listCustomers');
  expect(example?.name).toBe('Ann');
  expect(third).toMatchObject({ name: 'Cy', email: expect.stringMatching(/^\w+@example\.com$/) });
  expect(mock.call('createCustomer', { body: { name: 'Bob' } }).body).toEqual({ id: 12, name: 'Bob' });
});

test('faker makes a member that only the server sets', async () => {
  const badge = { type: 'string', readOnly: true };
  const shop = structuredClone(SHOP) as typeof SHOP & { components: { schemas: { Customer: object } } };
  Object.assign(shop.components.schemas.Customer, {
    required: ['id', 'name', 'badge'],
    properties: { id, name: text, badge },
  });
  const fake = { badge: { 'string.alphanumeric': { length: 6, casing: 'upper' } } };
  const mock = await openFaking(shop, fake);
  const made = [
    mock.call('createCustomer', { body: { name: 'Bob' } }),
    mock.call('createCustomer', { body: { name: 'Cy' } }),
  ];
  const badges = made.map(({ body }) => body.badge);
  expect(badges).toEqual([expect.stringMatching(/^[A-Z0-9]{6}$/), expect.stringMatching(/^[A-Z0-9]{6}$/)]);
  expect(badges[0]).not.toBe(badges[1]);
});

test('the records of a child belong to parents that exist, the first of which has several', async () => {
  const mock = await openInferred(SHOP);
  const customers = all(mock, 'listCustomers').map(({ id }) => id);
  const products = new Set(all(mock, 'listProducts').map(({ id }) => id));
  const orders = customers.map(customerId => all(mock, 'listOrders', { customerId: String(customerId) }));
  expect(orders.flat().length).toBe(25);
  expect(orders[0]?.length).toBeGreaterThan(2);
  for (const [at, ofCustomer] of orders.entries()) {
    for (const order of ofCustomer) {
      expect(order.customerId).toBe(customers[at]);
      expect(products).toContain(order.productId);
    }
  }
});

test('no record was changed before it was created', async () => {
  const mock = await openInferred(SHOP);
  const products = all(mock, 'listProducts').filter(({ created, updated }) => created && updated);
  expect(products.length).toBeGreaterThan(5);
  for (const { created, updated } of products)
    expect(Date.parse(updated as string) >= Date.parse(created as string)).toBe(true);
});

test('the same seed makes the same records, in whatever order they are asked for', async () => {
  const [first, second, third] = [
    await openInferred(SHOP),
    await openInferred(SHOP),
    await openInferred(SHOP, { seed: 2 }),
  ];
  const read = (mock: ResourceMock, operations: string[]) =>
    Object.fromEntries(operations.map(name => [name, mock.call(name, { path: { customerId: '7' } }).body]));
  const names = ['listCustomers', 'listOrders', 'listProducts', 'getSettings'];
  expect(read(second, names.toReversed())).toEqual(read(first, names));
  expect(read(third, names)).not.toEqual(read(first, names));
});

test('a reset brings back the records of the beginning, and a copy has those that were there', async () => {
  const mock = await openResources(PETS, PET_RESOURCES, { records: 3 });
  const { store } = mock;
  const list = (to = store) => mock.call('listPets', {}, to).body;
  const untouched = store.fork();
  const begun = list();
  mock.call('deletePet', { path: { petId: '2' } });
  mock.call('createPet', { body: { name: 'Rex' } });
  const changed = list();
  const fork = store.fork();
  await store.reset();
  expect([list(), list(fork), list(untouched)]).toEqual([begun, changed, begun]);
  fork.transact(() => fork.collection('things.pets').remove(1));
  await fork.reset();
  expect(list(fork)).toEqual(changed);
});

test('records that were given are not seeded again, even where there are none', async () => {
  const { store, call } = await openResources(PETS, PET_RESOURCES, { records: 3 });
  await store.replaceAll({ 'things.pets': [] });
  expect(call('listPets').body).toEqual([]);
  await store.reset({ 'things.pets': [{ name: 'Ann' }, { id: 1, name: 'Bob' }] });
  expect(call('listPets').body).toEqual([
    expect.objectContaining({ id: 1, name: 'Bob' }),
    expect.objectContaining({ id: 2, name: 'Ann', createdAt: expect.any(String) }),
  ]);
  expect(call('createPet', { body: { name: 'Rex' } }).body.id).toBe(3);
});

test('what is wrong with given records is named, and not what they lack', async () => {
  const { store } = await openResources(PETS, PET_RESOURCES);
  await expect(store.replaceAll({ 'things.pets': [{ name: 5 }] })).rejects.toThrow(
    'things.pets /0/name must be string',
  );
});

test('a given record needs the key of its parent, where a required member has it', async () => {
  const { store, call } = await openInferred(SHOP);
  await expect(store.replaceAll({ 'things.orders': [{ id: 1 }] })).rejects.toThrow(
    'things.orders /0/customerId is missing',
  );
  await store.replaceAll({ 'things.orders': [{ customerId: 7 }] });
  expect(call('listOrders', { path: { customerId: '7' } }).body).toMatchObject([{ customerId: 7 }]);
});

test('a next start finds the records as the log has them, and after a reset those of the beginning', async () => {
  const file = join(writeFiles({}), 'data.json');
  const open = () => openResources(PETS, PET_RESOURCES, { records: 3, file });
  let mock = await open();
  const begun = mock.call('listPets').body;
  mock.call('deletePet', { path: { petId: '2' } });
  await mock.store.settled();
  mock = await open();
  expect(mock.call('listPets').body).toEqual([begun[0], begun[2]]);
  await mock.store.reset();
  await mock.store.settled();
  mock = await open();
  expect(mock.call('listPets').body).toEqual(begun);
  await mock.store.close();
  mock = await open();
  expect(mock.call('listPets').body).toEqual(begun);
});

test('each parent has its own singleton, and so has one that was created', async () => {
  const mock = await openInferred(SHOP);
  const read = (customerId: string) => mock.call('getSettings', { path: { customerId } });
  const { id } = mock.call('createCustomer', { body: { name: 'Bob' } }).body;
  const theme = read('7').body.theme === 'light' ? 'dark' : 'light';
  mock.call('putSettings', { path: { customerId: String(id) }, body: { theme } });
  expect(read(String(id)).body).toEqual({ theme });
  expect(read('7').body.theme).not.toBe(theme);
  expect(read('999').refusal).toMatchObject({ reason: 'unknown-record', message: 'There is no customer 999.' });
});
