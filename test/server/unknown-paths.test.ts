import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startServer } from './start-server.js';

test.each([
  ['GET', '/v1/user/lists', 'GET /v1/user/{user_id}', false],
  ['GET', '/v1/users/list', 'GET /v1/user/list', true],
  ['GET', '/user/list', 'GET /v1/user/list', true],
  ['GET', '/user/1795', 'GET /v1/user/{user_id}', true],
  ['PATCH', '/acefone/user/288256', 'PATCH /acefone/v1/user/{id}', true],
  ['GET', '/v2/user/1795', 'GET /v1/user/{user_id}', true],
  ['GET', '/v1/user/list/', 'GET /v1/user/list', true],
  ['POST', '/v1/users/create', 'POST /v1/user/create', true],
  ['PATCH', '/acefone/v1/users/288256', 'PATCH /acefone/v1/user/{id}', true],
  ['GET', '/dnl/v1/usr/1795', 'GET /dnl/v1/user/{user_id}', true],
])('%s %s gets its nearest operation, %s', async (method, path, nearest, isUnknown) => {
  const { ask } = await startServer();
  const { status, headers, text } = await ask(method, path);
  if (!isUnknown) return expect(status).toBe(401);
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(headers['access-control-allow-origin']).toBe('*');
  const problem = JSON.parse(text);
  expect(problem).toMatchObject({ type: 'about:blank', status: 404, code: 'no-such-operation' });
  expect(problem.nearest[0]).toBe(nearest);
  expect(problem.fix).toContain(nearest);
  expect(problem.detail).toContain(path);
});

test.each([
  ['/'],
  ['//'],
  ['/?a=b'],
  ['/favicon.ico'],
  ['/robots.txt'],
  ['/v1'],
  ['/v1/user'],
  ['/v1/user/1/2'],
  ['/v1/user/list/../list'],
  ['/../../etc/passwd'],
  ['/__proto__'],
  ['/constructor/v1/user/list'],
  ['/%'],
  ['/%zz/v1/user/list'],
  ['/v1/user/%ff/x'],
  ['/v1%2Fuser%2Flist'],
  ['/{user_id}'],
  [`/${'x'.repeat(14_000)}`],
  [`/${'x/'.repeat(7000)}`],
])('Nothing is at %.40s', async path => {
  const { ask, total } = await startServer();
  const { status, text } = await ask('GET', path);
  expect(status).toBe(404);
  expect(JSON.parse(text)).toMatchObject({ code: 'no-such-operation', nearest: expect.any(Array) });
  expect(await total()).toBe(5);
});

test('A method that a path does not have does not hide the nearest path', async () => {
  const { ask } = await startServer();
  const { status, text } = await ask('PUT', '/v1/user/list/x');
  expect(status).toBe(404);
  expect(JSON.parse(text).nearest[0]).toBe('GET /v1/user/list');
});

test('Only served operations are named as the nearest', async () => {
  const { ask } = await startServer({ apis: ['acefone'] });
  const { text } = await ask('GET', '/v1/user/list');
  expect(JSON.parse((await ask('GET', '/nowhere')).text).nearest).toEqual([
    'GET /v1/user/{id}',
    'GET /v1/users',
    'PATCH /v1/user/{id}',
  ]);
  expect(text).not.toContain('dnl');
});

test.each([
  ['GET', '/__admin/mappings', 'GET /__admin/rules'],
  ['POST', '/__admin/mappings', 'GET /__admin/rules'],
  ['POST', '/__admin/mappings/reset', 'GET /__admin/rules'],
  ['GET', '/__admin/near-misses/request', 'GET /__admin/requests/unmatched'],
  ['POST', '/__admin/scenarios/reset', 'PUT /__admin/scenario'],
  ['GET', '/__admin/recordings', 'GET /__admin/requests'],
  ['GET', '/__admin/docs', 'GET /__admin/openapi.json'],
  ['GET', '/~box/__admin/mappings', 'GET /~box/__admin/rules'],
  ['PUT', '/mockserver/expectation', 'POST /__admin/rules'],
  ['PUT', '/mockserver/verify', 'POST /__admin/requests/find'],
  ['PUT', '/mockserver/reset', 'POST /__admin/reset'],
  ['GET', '/imposters', 'GET /__admin/rules'],
  ['GET', '/openapi.json', 'GET /__admin/apis'],
  ['GET', '/v1/swagger.json', 'GET /__admin/apis'],
  ['GET', '/api-docs', 'GET /__admin/apis'],
  ['GET', '/health', 'GET /__admin/health'],
  ['GET', '/metrics', 'GET /__admin/metrics'],
])('%s %s of another tool leads to %s', async (method, path, here) => {
  const { ask } = await startServer();
  const { status, text } = await ask(method, path);
  const problem = JSON.parse(text);
  expect(status).toBe(404);
  expect(problem.fix.startsWith(`Did you mean ${here} or `)).toBe(true);
});

test('The operations that are named for other tools exist', async () => {
  const { ask } = await startServer();
  const description = JSON.parse((await ask('GET', '/__admin/openapi.json')).text);
  const source = readFileSync('src/server/unmatched/refuse-unmatched.ts', 'utf8');
  const named = [...source.matchAll(/'([A-Z]+) (\/__admin[^']*)'/g)];
  expect(named.length).toBeGreaterThan(20);
  for (const [, method = '', path = ''] of named) {
    expect(Object.keys(description.paths[path] ?? {}), path).toContain(method.toLowerCase());
  }
});
