import { expect, test } from 'vitest';
import { decodePart, formatRoute, parseRoute, partsOf } from '../../src/console/page/data/route.js';

test.each([
  ['', 'requests', {}],
  ['#', 'requests', {}],
  ['#/requests', 'requests', {}],
  ['#/requests?q=status:4xx+-op:listUsers&id=7', 'requests', { q: 'status:4xx -op:listUsers', id: '7' }],
  ['#/rules?', 'rules', {}],
  ['#/requests?q=a%26b%3Dc%23', 'requests', { q: 'a&b=c#' }],
])('%j is the page %j with %j', (hash, page, params) => {
  expect(parseRoute(hash)).toEqual({ page, params });
});

test.each([{}, { q: 'status:4xx,5xx -op:listUsers "a b"' }, { q: 'url:/v1/?x=1&y=%20', id: '12', tab: 'why' }])(
  '%j survives the way through an address',
  params => {
    expect(parseRoute(formatRoute({ page: 'requests', params }))).toEqual({ page: 'requests', params });
  },
);

test('a filter can be read in the address', () => {
  expect(formatRoute({ page: 'requests', params: { q: 'status:4xx url:/v1', id: '' } })).toBe(
    '#/requests?q=status:4xx+url:/v1',
  );
});

test('the parts of a page are decoded, and stay as they are where they cannot be', () => {
  expect(partsOf('data/shop/a%2Fb')).toEqual(['data', 'shop', 'a/b']);
  expect(decodePart('%zz')).toBe('%zz');
});
