import { expect, test } from 'vitest';
import { type Destination, findEntries } from '../../src/console/page/palette/match.js';
import { placeOfStatement } from '../../src/console/page/palette/statement-place.js';

const ENTRIES: Destination[] = [
  ['page', 'Requests', ''],
  ['operation', 'GET /v1/user/list', 'dnl listUsers'],
  ['operation', 'PATCH /v1/user/list', 'dnl updateUsers'],
  ['operation', 'DELETE /v1/user/{id}', 'dnl deleteUser'],
  ['reading', 'text-match', 'Do name and email match a part of the text?'],
  ['statement', 'user-list.order-default', 'Users are ordered by their id.'],
].map(([kind = '', title = '', detail = '']) => ({ kind, title, detail, run: () => {} }));

test.each([
  ['', ENTRIES.map(({ title }) => title)],
  ['list patch', ['PATCH /v1/user/list']],
  ['req', ['Requests']],
  ['text', ['text-match']],
  ['listusers', ['GET /v1/user/list']],
  ['deluser', ['DELETE /v1/user/{id}']],
  ['delete', ['DELETE /v1/user/{id}']],
  ['statement order', ['user-list.order-default']],
  ['a.b(', []],
])('%j finds %j', (typed, titles) => {
  expect(findEntries(ENTRIES, typed).map(({ title }) => title)).toEqual(titles);
});

test('a word at the beginning of a title comes before one within a title, and that before other texts', () => {
  const kinds = ['other list', 'shortlist', 'list'].map((title, at) => ({ kind: String(at), title, run: () => {} }));
  const all = [{ kind: 'a list', title: 'zzz', run: () => {} }, ...kinds];
  expect(findEntries(all, 'list').map(({ title }) => title)).toEqual(['other list', 'list', 'shortlist', 'zzz']);
});

test.each([
  [{ document: 'order-list', pointers: ['schemas/order.json#/x'] }, 'contract/shop?document=order-list&statement=one'],
  [{ pointers: ['openapi.yaml#/paths/~1orders~1{id}/get/responses'] }, 'contract/shop/getOrder?statement=one'],
  [{ pointers: ['openapi.yaml#/info', 'schemas/order.json#/x'] }, 'contract/shop?schema=order&statement=one'],
  [{ pointers: [] }, 'contract/shop?statement=one'],
])('the statement with %j is shown at %s', (parts, place) => {
  const operation = { id: 'getOrder', method: 'GET', path: '/shop/v1/orders/{id}', companion: false, outcomes: {} };
  const { page, params } = placeOfStatement(
    { id: 'one', ...parts },
    { name: 'shop', basePath: '/shop/v1', operations: [operation] },
  );
  expect(`${page}?${new URLSearchParams(params)}`).toBe(place);
});
