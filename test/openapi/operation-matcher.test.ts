import { describe, expect, test } from 'vitest';
import { OperationMatcher } from '../../src/openapi/index.js';

const TEMPLATES = [
  'GET /v1/user/{user_id}',
  'GET /v1/user/list',
  'PATCH /v1/user/all',
  'DELETE /v1/user/{user_id}',
  'GET /v1/{kind}/list',
  'GET /v1/{kind}/{id}/log',
  'GET /v1/user/{user_id}/log',
  'GET /',
];

/** A matcher whose values are the routes as text. */
function matcherOf(templates: readonly string[]): OperationMatcher<string> {
  return new OperationMatcher(
    templates.map(text => {
      const [method = '', template = ''] = text.split(' ');
      return { method, template, value: text };
    }),
  );
}

const CASES: [method: string, path: string, value: string | undefined, parameters?: Record<string, string>][] = [
  ['GET', '/v1/user/list', 'GET /v1/user/list', {}],
  ['GET', '/v1/user/lists', 'GET /v1/user/{user_id}', { user_id: 'lists' }],
  ['GET', '/v1/user/1795', 'GET /v1/user/{user_id}', { user_id: '1795' }],
  ['GET', '/v1/user/all', 'GET /v1/user/{user_id}', { user_id: 'all' }],
  ['PATCH', '/v1/user/all', 'PATCH /v1/user/all', {}],
  ['PATCH', '/v1/user/1', undefined],
  ['DELETE', '/v1/user/list', 'DELETE /v1/user/{user_id}', { user_id: 'list' }],
  ['GET', '/v1/carrier/list', 'GET /v1/{kind}/list', { kind: 'carrier' }],
  ['GET', '/v1/user/1/log', 'GET /v1/user/{user_id}/log', { user_id: '1' }],
  ['GET', '/v1/carrier/1/log', 'GET /v1/{kind}/{id}/log', { kind: 'carrier', id: '1' }],
  ['GET', '/', 'GET /', {}],
  ['GET', '', undefined],
  ['GET', '/v1/user', undefined],
  ['GET', '/v1/user/', undefined],
  ['GET', '/v1/user/1/', undefined],
  ['GET', '/V1/user/list', undefined],
  ['GET', '/v1/user/%31', 'GET /v1/user/{user_id}', { user_id: '1' }],
  ['GET', '/v1/user/l%69st', 'GET /v1/user/list', {}],
  ['GET', '/v1/user/a%2Fb', 'GET /v1/user/{user_id}', { user_id: 'a/b' }],
  ['GET', '/v1/user/%zz', 'GET /v1/user/{user_id}', { user_id: '%zz' }],
  ['GET', '/v1/user/{user_id}', 'GET /v1/user/{user_id}', { user_id: '{user_id}' }],
  ['GET', '/v1/user/__proto__', 'GET /v1/user/{user_id}', { user_id: '__proto__' }],
  ['get', '/v1/user/list', undefined],
];

describe.each([
  ['as they are', TEMPLATES],
  ['in reverse', TEMPLATES.toReversed()],
  ['sorted', TEMPLATES.toSorted()],
])('With routes %s', (_, templates) => {
  const matcher = matcherOf(templates);

  test.each(CASES)('%s %s is %s', (method, path, value, parameters) => {
    expect(matcher.match(method, path)).toEqual(value && { value, parameters });
  });

  test.each([
    ['/v1/user/list', ['DELETE', 'GET']],
    ['/v1/user/all', ['DELETE', 'GET', 'PATCH']],
    ['/v1/user/1/log', ['GET']],
    ['/nowhere', []],
    ['', []],
  ])('%s has the methods %j', (path, methods) => {
    expect(matcher.methods(path).toSorted()).toEqual(methods);
  });
});

describe('The nearest routes', () => {
  const matcher = matcherOf(TEMPLATES);

  test.each([
    ['GET', '/v1/user/list/', 'GET /v1/user/list'],
    ['GET', '/v1/users/list', 'GET /v1/{kind}/list'],
    ['PATCH', '/v1/user/al', 'PATCH /v1/user/all'],
    ['GET', '/user/1/log', 'GET /v1/user/{user_id}/log'],
  ])('to %s %s begin with %s', (method, path, nearest) => {
    expect(matcher.nearest(method, path)[0]).toBe(nearest);
  });

  test('are three, or as many as are wanted or there', () => {
    expect(matcher.nearest('GET', '/v1')).toHaveLength(3);
    expect(matcher.nearest('GET', '/v1', 1)).toHaveLength(1);
    expect(matcherOf(['GET /a']).nearest('GET', '/b')).toEqual(['GET /a']);
    expect(matcherOf([]).nearest('GET', '/b')).toEqual([]);
  });

  test('to a path of a million characters are found as well', () => {
    expect(matcher.nearest('GET', `/${'x'.repeat(1_000_000)}`)).toHaveLength(3);
  });
});
