import { expect, test } from 'vitest';
import { describeStored, type Resources } from '../../../src/resource/index.js';
import { loadFiles } from '../../openapi/files.js';

const text = { type: 'string' };
const time = { type: ['string', 'null'], format: 'date-time' };

/** How the store keeps orders with these filters. */
async function storedOrders(filters: NonNullable<Resources['operations'][string]['filters']>) {
  const description = await loadFiles({
    'api.json': {
      openapi: '3.1.0',
      paths: { '/orders': { get: { operationId: 'listOrders', responses: {} } } },
      components: {
        schemas: {
          Order: {
            type: 'object',
            properties: {
              ...{ id: { type: 'integer' }, name: text, note: {}, size: { type: 'integer' } },
              ...{ isPaid: { type: 'boolean' }, state: { ...text, enum: ['open', 'closed'] } },
              ...{ shopId: { type: 'integer' }, seen: time, sent: time },
            },
          },
        },
      },
    },
  });
  const { orders } = describeStored(
    {
      collections: {
        orders: {
          ...{ schema: 'api.json#/components/schemas/Order', key: 'id', references: { shopId: 'shops' } },
          columns: { note: 'text' },
        },
      },
      operations: { listOrders: { does: 'list', collection: 'orders', filters } },
    },
    { description, api: 'shop' },
  );
  return orders;
}

const equal = (member: string) => ({ member, compare: 'equal' }) as const;

test('Filters on few values have classes, the others orders that are kept from the start', async () => {
  const stored = await storedOrders({
    ...{ isPaid: equal('isPaid'), state: equal('state'), shop: equal('shopId'), name: equal('name'), id: equal('id') },
    ...{ size: { ...equal('size'), whenTrue: 1 }, neverSeen: { member: 'seen', compare: 'null' } },
    ...{ seenAfter: { member: 'seen', compare: 'above' }, sentAfter: { member: 'sent', compare: 'above' } },
  });
  expect(stored?.classes).toEqual(['isPaid', 'state', 'shopId', 'size', 'seen']);
  expect(stored?.indexes).toEqual(['name', 'seen', 'sent']);
});

test('The key counts the records; members without a type have the columns that the rule names', async () => {
  const stored = await storedOrders({});
  expect(stored).toMatchObject({ key: 'id', classes: [], indexes: [], schema: 'api.json#/components/schemas/Order' });
  expect(stored?.columns).toMatchObject({
    id: 'number',
    name: 'text',
    note: 'text',
    isPaid: 'number',
    seen: 'instant',
  });
});
