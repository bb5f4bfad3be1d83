import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CriteriaRequest, parseCriteria, RequestView } from '../../src/journal/index.js';
import { readJson } from '../../src/kernel/index.js';

const REQUEST: CriteriaRequest = {
  api: 'dnl',
  operation: 'patchUsers',
  method: 'PATCH',
  path: '/v1/user/patch-all',
  search: 'name=Ann%20Lee&user_id=1&user_id=2&empty=',
  headers: {
    'content-type': 'application/json',
    accept: 'text/html, application/json',
    'set-cookie': ['a=1', 'b=2'],
    cookie: 'lang=en; theme=dark=er',
    authorization: 'Basic YW5uOnMz',
  },
  body: Buffer.from('{"name":"Ann","roles":[{"id":1,"x":0},{"id":2}],"tags":["a","b"],\n"active":true}'),
};

function criteriaOf(json: unknown) {
  const read = readJson(json, parseCriteria);
  if ('issues' in read) throw new Error(read.issues.join('\n'));
  return read.value;
}

function isMet(json: unknown, request: CriteriaRequest = REQUEST): boolean {
  return criteriaOf(json).matches(new RequestView(request));
}

function issuesOf(json: unknown): readonly string[] {
  const read = readJson(json, parseCriteria);
  return 'issues' in read ? read.issues : [];
}

const body = (matcher: object) => ({ bodyPatterns: [matcher] });
const json = (equalToJson: unknown, modifiers = {}) => body({ equalToJson, ...modifiers });
const header = (name: string, matcher: object) => ({ headers: { [name]: matcher } });
const parameter = (name: string, matcher: object) => ({ queryParameters: { [name]: matcher } });

describe('A request matches', () => {
  test.each<object>([
    {},
    { api: 'dnl', operation: 'patchUsers' },
    { operation: 'dnl.patchUsers' },
    { urlPathTemplate: '/v1/user/{name}' },
    { urlPathTemplate: '/{version}/user/patch-all' },
    { cookies: { lang: { equalTo: 'en' }, theme: { contains: 'dark=er' }, none: { absent: true } } },
    { basicAuthCredentials: { username: 'ann', password: 's3' } },
    body({ matchesJsonPath: '$.name' }),
    body({ matchesJsonPath: '$.roles[1].id' }),
    body({ matchesJsonPath: "$['tags'][0]" }),
    body({ matchesJsonPath: { expression: '$.name', equalTo: 'Ann' } }),
    body({ matchesJsonPath: { expression: '$.roles[0]', equalToJson: { id: 1, x: 0 } } }),
    body({ matchesJsonPath: { expression: '$.active', equalTo: 'true' } }),
    body({ matchesJsonPath: { expression: '$.none', absent: true } }),
    body({ and: [{ contains: 'Ann' }, { doesNotContain: 'Bob' }] }),
    body({ or: [{ contains: 'Bob' }, { matchesJsonPath: '$.name' }] }),
    header('accept', { not: { equalTo: 'text/html' } }),
    parameter('user_id', { or: [{ equalTo: '3' }, { and: [{ equalTo: '1' }, { equalTo: '2' }] }] }),
    { method: 'PATCH' },
    { method: 'patch' },
    { method: 'ANY' },
    { urlPath: '/v1/user/patch-all' },
    { url: '/v1/user/patch-all?name=Ann%20Lee&user_id=1&user_id=2&empty=' },
    { urlPattern: '/v1/.*user_id=2.*' },
    { urlPathPattern: '/v1/(user|role)/[a-z-]+' },
    header('Content-Type', { equalTo: 'application/json' }),
    header('CONTENT-TYPE', { equalTo: 'Application/JSON', caseInsensitive: true }),
    header('accept', { contains: 'html' }),
    header('accept', { doesNotContain: 'xml' }),
    header('set-cookie', { equalTo: 'b=2' }),
    header('x-none', { absent: true }),
    header('x-none', { doesNotContain: 'a' }),
    header('x-none', { doesNotMatch: '.*' }),
    header('accept', { absent: false }),
    header('constructor', { absent: true }),
    parameter('name', { equalTo: 'Ann Lee' }),
    parameter('user_id', { equalTo: '2' }),
    parameter('user_id', { matches: '[12]' }),
    parameter('user_id', { equalToJson: 2 }),
    parameter('user_id', { doesNotContain: '3' }),
    parameter('empty', { equalTo: '' }),
    parameter('none', { absent: true }),
    body({ contains: '"name":"Ann"' }),
    body({ matches: '.*"name".*"active".*' }),
    body({ doesNotMatch: '\\[.*' }),
    json({ name: 'Ann', roles: [{ id: 1, x: 0 }, { id: 2 }], tags: ['a', 'b'], active: true }),
    json('{"active":true,"name":"Ann","roles":[{"id":1,"x":0},{"id":2}],"tags":["a","b"]}'),
    json({ name: 'Ann' }, { ignoreExtraElements: true }),
    json({ tags: ['b'] }, { ignoreExtraElements: true }),
    json({ roles: [{ id: 1 }, {}] }, { ignoreExtraElements: true }),
    json({ roles: [{}, { id: 1 }] }, { ignoreExtraElements: true, ignoreArrayOrder: true }),
    json({ tags: ['b', 'a'] }, { ignoreExtraElements: true, ignoreArrayOrder: true }),
    { method: 'PATCH', ...header('accept', { contains: 'html' }), ...body({ contains: 'Ann' }) },
  ])('%j', criteria => {
    expect(isMet(criteria)).toBe(true);
  });
});

describe('A request does not match', () => {
  test.each<object>([
    { api: 'acefone', operation: 'patchUsers' },
    { operation: 'listUsers' },
    { method: 'GET' },
    { urlPath: '/v1/user/patch-all/' },
    { url: '/v1/user/patch-all' },
    { urlPattern: '/v1' },
    { urlPathPattern: '.*user_id.*' },
    header('content-type', { equalTo: 'Application/JSON' }),
    header('accept', { doesNotContain: 'html' }),
    header('x-none', { equalTo: '' }),
    header('x-none', { contains: '' }),
    header('accept', { absent: true }),
    header('set-cookie', { doesNotContain: '2' }),
    parameter('user_id', { doesNotContain: '2' }),
    parameter('user_id', { matches: '[34]' }),
    parameter('empty', { absent: true }),
    body({ contains: 'ann' }),
    body({ absent: true }),
    json({ name: 'Ann' }),
    json({ tags: ['b', 'a'] }, { ignoreExtraElements: true }),
    json({ tags: ['a', 'a'] }, { ignoreExtraElements: true, ignoreArrayOrder: true }),
    json({ roles: [{ id: 1 }, { id: 1 }] }, { ignoreExtraElements: true, ignoreArrayOrder: true }),
    json({ constructor: {} }, { ignoreExtraElements: true }),
    json(null),
    { operation: 'acefone.patchUsers' },
    { urlPathTemplate: '/v1/user' },
    { urlPathTemplate: '/v1/{a}/{b}/{c}' },
    { cookies: { lang: { equalTo: 'de' } } },
    { cookies: { en: { absent: false } } },
    { basicAuthCredentials: { username: 'ann', password: 'S3' } },
    body({ matchesJsonPath: '$.none' }),
    body({ matchesJsonPath: '$.roles.length' }),
    body({ matchesJsonPath: '$.constructor' }),
    body({ matchesJsonPath: '$.tags[2]' }),
    body({ matchesJsonPath: { expression: '$.name', equalTo: 'Bob' } }),
    body({ and: [{ contains: 'Ann' }, { contains: 'Bob' }] }),
    body({ or: [{ contains: 'Bob' }, { absent: true }] }),
    body({ not: { contains: 'Ann' } }),
    { method: 'PATCH', operation: 'listUsers' },
  ])('%j', criteria => {
    expect(isMet(criteria)).toBe(false);
  });
});

test('an empty body counts as absent; a body that is no longer kept matches nothing, not even absence', () => {
  const empty = { ...REQUEST, body: Buffer.alloc(0) };
  const lost = { ...REQUEST, body: 'lost' as const };
  expect(isMet(body({ absent: true }), empty)).toBe(true);
  expect(isMet(body({ absent: true }), lost)).toBe(false);
  expect(isMet(body({ doesNotContain: 'x' }), lost)).toBe(false);
  expect(isMet({ method: 'PATCH' }, lost)).toBe(true);
});

test('a body that is not JSON equals no JSON', () => {
  for (const text of ['{', '[]]', '\xff', '['.repeat(100_000) + ']'.repeat(100_000)]) {
    expect(isMet(json([], { ignoreExtraElements: true }), { ...REQUEST, body: Buffer.from(text, 'latin1') })).toBe(
      false,
    );
  }
});

describe('Criteria that cannot be used are refused with every issue at its place', () => {
  test.each<[unknown, string[]]>([
    [5, ['The whole must be an object.']],
    [
      { methode: 'GET', url: 1 },
      [
        '/methode is unknown; the known names are api, operation, method, url, urlPath, urlPathTemplate, urlPattern, urlPathPattern, headers, queryParameters, cookies, basicAuthCredentials, bodyPatterns.',
        '/url must be text.',
      ],
    ],
    [
      { headers: { X: { equalTo: 5 } }, bodyPatterns: {} },
      ['/headers/X/equalTo must be text.', '/bodyPatterns must be a list.'],
    ],
    [
      { headers: { X: 'y' } },
      ['/headers/X must be an object.', expect.stringContaining('/headers/X must have exactly one of equalTo,')],
    ],
    [{ headers: { 'X/Y': {} } }, [expect.stringContaining('/headers/X~1Y must have exactly one of equalTo,')]],
    [
      { bodyPatterns: [{ contains: 'a', matches: 'b' }] },
      [expect.stringContaining('/bodyPatterns/0 must have exactly one of')],
    ],
    [
      { bodyPatterns: [{ contains: 'a', caseInsensitive: true }] },
      ['/bodyPatterns/0/caseInsensitive belongs to equalTo.'],
    ],
    [
      { bodyPatterns: [{ equalToJson: '{' }] },
      ['/bodyPatterns/0/equalToJson must be JSON, or JSON as text, and must not be nested too deeply.'],
    ],
    [
      { bodyPatterns: [{ matchesJsonPath: '$..a' }, { matchesJsonPath: '$.a[?(@.b)]' }, { matchesJsonPath: 'a' }] },
      [0, 1, 2].map(at => expect.stringContaining(`/bodyPatterns/${at}/matchesJsonPath must lead to one value`)),
    ],
    [
      { bodyPatterns: [{ matchesJsonPath: `$${'.a'.repeat(21)}` }] },
      ['/bodyPatterns/0/matchesJsonPath must have at most 20 steps.'],
    ],
    [
      { bodyPatterns: [{ matchesJsonPath: { equalTo: 'a' } }] },
      ['/bodyPatterns/0/matchesJsonPath must be a path, or have one as its expression.'],
    ],
    [
      { bodyPatterns: [{ and: [] }, { or: Array(11).fill({ contains: 'a' }) }] },
      [
        '/bodyPatterns/0/and must be a list of 1 to 10 matchers.',
        '/bodyPatterns/1/or must be a list of 1 to 10 matchers.',
      ],
    ],
    [
      { bodyPatterns: [{ not: { not: { not: { not: { contains: 'a' } } } } }] },
      ['/bodyPatterns/0/not/not/not/not must not be nested in more than 3 others.'],
    ],
    [{ basicAuthCredentials: { username: 'a' } }, ['/basicAuthCredentials/password is missing.']],
    [{ request: {} }, ['/request is unknown; write its members here.']],
    [
      { bodyPatterns: [{ equalToXml: '<a/>' }] },
      ['/bodyPatterns/0/equalToXml is unknown; use contains or matches.', expect.stringContaining('exactly one of')],
    ],
    [{ api: 'dnl', operation: 'acefone.patchUser' }, ['/operation names the API acefone, but /api names another.']],
    [{ urlPattern: '(' }, ['/urlPattern is not a usable regular expression: missing closing ): `(`.']],
    [
      { urlPattern: '(?=a)' },
      ['/urlPattern is not a usable regular expression: invalid or unsupported Perl syntax: `(?=`.'],
    ],
    [{ urlPattern: '(a)\\1' }, ['/urlPattern is not a usable regular expression: invalid escape sequence: `\\1`.']],
    [{ urlPattern: 'a'.repeat(1001) }, ['/urlPattern must have at most 1000 characters.']],
    [{ urlPattern: '(a{1,30}){1,30}' }, ['/urlPattern is too large: it repeats too much.']],
    [{ bodyPatterns: Array(21).fill({ contains: 'a' }) }, ['/bodyPatterns must have at most 20 entries.']],
    [
      { bodyPatterns: [{ equalToJson: Array(1001).fill(0), ignoreArrayOrder: true }] },
      ['/bodyPatterns/0/equalToJson must have lists of at most 1000 items to ignore their order.'],
    ],
  ])('%j', (criteria, issues) => {
    expect(issuesOf(criteria)).toEqual(issues);
  });
});

test('a shuffled JSON body is equal if the order is ignored, and a changed one is not', () => {
  const shuffled = fc
    .array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 8 })
    .chain(items => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })));
  fc.assert(
    fc.property(shuffled, ([items, others]) => {
      const request = { ...REQUEST, body: Buffer.from(JSON.stringify(others)) };
      expect(isMet(json(items, { ignoreArrayOrder: true }), request)).toBe(true);
      expect(isMet(json([...items, 'one more'], { ignoreArrayOrder: true }), request)).toBe(false);
      expect(isMet(json(items.slice(1), { ignoreArrayOrder: true, ignoreExtraElements: true }), request)).toBe(true);
    }),
  );
});

test('any value is read as criteria or refused with reasons', () => {
  const matcher = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.constantFrom('matches', 'equalTo', 'absent', 'equalToJson'), fc.jsonValue(), { maxKeys: 2 }),
  );
  const anything = fc.record(
    {
      url: fc.jsonValue(),
      urlPattern: fc.string(),
      headers: fc.dictionary(fc.string(), matcher),
      bodyPatterns: fc.array(matcher),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anything, criteria => {
      const read = readJson(criteria, parseCriteria);
      if ('value' in read) expect(typeof read.value.matches(new RequestView(REQUEST))).toBe('boolean');
      else expect(read.issues.length).toBeGreaterThan(0);
    }),
  );
});

test('expressions and documents that were made to take very long end soon', () => {
  const long = { ...REQUEST, body: Buffer.from('x'.repeat(64 * 1024)) };
  for (const pattern of ['(x+x+)+y', '(x*)*y', '(x|xx)*y', '.*x{400}y'])
    expect(isMet(body({ matches: pattern }), long)).toBe(false);
  const many = Array.from({ length: 1000 }, (_, at) => ({ [`k${at % 7}`]: 1 }));
  const other = {
    ...REQUEST,
    body: Buffer.from(JSON.stringify([...many, ...many].map(item => ({ ...item, more: 1 })))),
  };
  const loose = { ignoreArrayOrder: true, ignoreExtraElements: true };
  expect(isMet(json([...many.slice(1), { none: 1 }], loose), other)).toBe(false);
});
