import type { Description } from '../../../src/openapi/index.js';
import type { Resources } from '../../../src/resource/resources.js';
import { loadFiles } from '../../openapi/files.js';

const list = (name: string) => ({
  200: {
    description: 'ok',
    headers: { 'X-Total': { schema: { type: 'integer' } } },
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            data: { type: 'array', items: { $ref: `#/components/schemas/${name}` } },
            meta: { type: 'object', properties: { total: { type: 'integer' } } },
          },
        },
      },
    },
  },
});
const query = (name: string) => ({ name, in: 'query', schema: { type: 'string' } });

/** A small API with orders of customers. */
export const SHOP = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: ['page', 'size', 'status', 'sort', 'q'].map(query),
        responses: list('Order'),
      },
      post: { operationId: 'createOrder', responses: { 201: { description: 'created' } } },
    },
    '/orders/{orderId}': {
      parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getOrder', responses: { 200: { description: 'ok' } } },
    },
    '/customers': { get: { responses: list('Customer') } },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          status: { type: 'string' },
          customer: { type: 'object', properties: { name: { type: 'string' } } },
          customerId: { type: 'string' },
        },
      },
      Customer: { type: 'object', properties: { id: { type: 'string' } } },
    },
  },
};

/** What would be inferred of it. */
export const INFERRED: Resources = {
  collections: {
    orders: { schema: 'shop.json#/components/schemas/Order', key: 'id', ids: 'uuid' },
    customers: { schema: 'shop.json#/components/schemas/Customer', key: 'id' },
  },
  operations: {
    listOrders: {
      does: 'list',
      collection: 'orders',
      response: 'data',
      paging: { by: 'page', page: 'page', size: 'size', first: 1 },
      filters: { status: { member: 'status', compare: 'equal' } },
      companions: { 'meta.total': 'total' },
    },
    createOrder: { does: 'create', collection: 'orders' },
    getOrder: { does: 'get', collection: 'orders', key: { in: 'path', name: 'orderId' }, response: '' },
    'GET /customers': { does: 'list', collection: 'customers', response: 'data' },
  },
};

/** The description of the shop, with more members at its root and in one operation. */
export async function loadShop(root: object = {}, listOrders: object = {}): Promise<Description> {
  const orders = SHOP.paths['/orders'];
  const paths = { ...SHOP.paths, '/orders': { ...orders, get: { ...orders.get, ...listOrders } } };
  return loadFiles({ 'shop.json': { ...SHOP, paths, ...root } });
}
