import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { description } from '../../admin/described.js';
import { startAdmin } from '../../admin/start-admin.js';

/** The operations that take a body. */
const TAKING = Object.entries(description.paths).flatMap(([template, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) => {
    const path = template
      .replace('/__admin', '')
      .replace('{api}', 'dnl')
      .replace('{collection}', 'roles')
      .replace('{name}', 'a')
      .replace('{id}', '1');
    return requestBody ? [[method.toUpperCase(), path] as const] : [];
  }),
);

/** Members that no body may have. */
const MEMBERS: [string, RegExp][] = [
  ['{"a":"\ud800"}', /./],
  ['{"none":1}', /none/],
];

/** The operations whose body is a record: which members it may have is a matter of its collection. */
const RECORDS = new Set(['POST /records/dnl/roles', 'PUT /records/dnl/roles/1', 'PATCH /records/dnl/roles/1']);

describe('A body that cannot be used is refused by', () => {
  test.each(TAKING)('%s %s', async (method, path) => {
    const server = await startAdmin();
    const deep = `${'['.repeat(101)}${']'.repeat(101)}`;
    const wrong: [string, RegExp][] = [
      ['{', /^The body is not JSON: it ends too early, at line 1, column 2\.$/],
      ['{bad', /^The body is not JSON: unexpected "bad" at line 1, column 2\.$/],
      ['[]', /^The (body|whole) must be an object/],
      ['5', /^The (body|whole) must be an object/],
      [deep, /^The body is nested more than 100 levels deep\.$/],
      ...(RECORDS.has(`${method} ${path}`) ? [] : MEMBERS),
    ];
    for (const [body, detail] of wrong) {
      const result = await server.admin(method, path, { body });
      expect([body.slice(0, 20), result.status]).toEqual([body.slice(0, 20), 400]);
      expect(result.body.detail).toMatch(detail);
      expect(result.body.fix).toMatch(/^Example: \{.*\}\. `GET/);
    }
    const bytes = await server.ask(method, `/__admin${path}`, { body: Buffer.from('{"a":"\xff"}', 'latin1') });
    expect([bytes.status, JSON.parse(bytes.text).detail]).toEqual([400, 'The body is not UTF-8.']);
  });

  test('its size', async () => {
    const server = await startAdmin({ limits: { bytes: 100 } });
    const { status, body } = await server.admin('POST', '/rules', { body: `"${'x'.repeat(100)}"` });
    expect([status, body.detail]).toEqual([413, 'The body has more than 100 bytes.']);
  });
});

describe('A path or method that the control plane has not', () => {
  test.each([
    ['GET', '/request', 'GET /__admin/requests'],
    ['POST', '/rule', 'POST /__admin/rules'],
  ])('is refused with the intended path: %s %s', async (method, path, meant) => {
    const server = await startAdmin();
    const { status, body } = await server.admin(method, path);
    expect([status, body.code]).toEqual([404, 'no-such-operation']);
    expect(body.fix).toContain(meant);
  });

  test.each([
    ['PUT', '/rules', 'GET, HEAD, POST, DELETE'],
    ['GET', '/reset', 'POST'],
    ['PATCH', '/clock', 'GET, HEAD, PUT'],
    ['DELETE', '/snapshots/x/restore/', 'POST'],
  ])('is refused with the existing methods: %s %s', async (method, path, allow) => {
    const server = await startAdmin();
    const { status, headers, body } = await server.admin(method, path);
    expect([status, headers.allow, body.code]).toEqual([405, allow, 'method-not-allowed']);
  });

  test.each(['/rules/', '//rules', '/rules'])('has nothing to do with slashes: %s', async path => {
    const server = await startAdmin();
    expect((await server.ask('GET', `/__admin${path}`)).status).toBe(200);
    expect((await server.ask('HEAD', `/__admin${path}`)).text).toBe('');
  });

  test.each(['/__administer', '/__adminx/rules', '/x/__admin/rules', '/dnl/__admin/rules'])(
    'is none of the control plane at all: %s',
    async path => {
      const server = await startAdmin();
      const { status, headers } = await server.ask('GET', path);
      expect([status, headers['access-control-allow-origin']]).toEqual([404, '*']);
    },
  );
});

test('The mock accepts exactly the rules that the description allows', async () => {
  const server = await startAdmin();
  const rules = JSON.parse(readFileSync('test/rules/example-rules.json', 'utf8'));
  const create = [
    ...rules,
    {
      match: { method: 'ANY', url: '/v1/user/1', urlPath: '/v1/user/1', urlPattern: '/v1/.*', api: 'dnl' },
      fault: 'EMPTY_RESPONSE',
    },
    {
      match: {
        operation: 'dnl.getUser',
        urlPathTemplate: '/v1/user/{id}',
        cookies: { a: { or: [{ equalTo: 'x' }, { absent: true }] } },
        basicAuthCredentials: { username: 'a', password: 'b' },
        bodyPatterns: [
          { matchesJsonPath: '$.a' },
          { matchesJsonPath: { expression: '$.a', contains: 'x' } },
          { not: { and: [{ contains: 'x' }] } },
        ],
      },
      fault: 'EMPTY_RESPONSE',
    },
    {
      match: { bodyPatterns: [{ equalToJson: '{}', ignoreArrayOrder: true }, { doesNotMatch: 'x' }] },
      response: { code: 200 },
    },
    {
      match: { headers: { a: { equalTo: 'x', caseInsensitive: true }, b: { doesNotContain: 'x' } } },
      response: { status: 200 },
    },
    { match: {}, delay: { type: 'uniform', lower: 0.5, upper: 1 }, response: { status: 599, body: null } },
    { match: {}, delay: { type: 'fixed', milliseconds: 0 }, expireTokens: false, probability: 0 },
  ];
  for (const json of create) expect((await server.admin('POST', '/rules', { json })).status).toBe(201);
  expect((await server.admin('GET', '/rules')).body.rules).toHaveLength(create.length);
});

test('A command that is repeated at once by many leaves the mock whole', async () => {
  const server = await startAdmin();
  const asked = Array.from({ length: 120 }, (_, at) => {
    const box = `s${at % 3}`;
    const commands: [string, string, object?][] = [
      ['POST', '/reset'],
      ['PUT', '/snapshots/x'],
      ['PUT', '/settings', { profile: 'consistent' }],
      ['PUT', '/clock', { advance: 1 }],
      ['POST', '/rules', { match: {}, expireTokens: true }],
      ['DELETE', '/rules'],
      ['GET', '/requests'],
    ];
    const [method, path, json] = commands[at % commands.length] as [string, string, object?];
    return server.admin(method, path, { ...(at % 2 && { in: box }), ...(json && { json }) });
  });
  for (const { status } of await Promise.all(asked)) expect(status).toBeLessThan(300);
  await server.admin('POST', '/reset');
  expect(await server.total()).toBe(5);
});
