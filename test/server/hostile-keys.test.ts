import { afterEach, expect, test } from 'vitest';
import { expectUnshaken, startServer } from './start-server.js';

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const NEW = '"name":"new","passwd":"x","user_type":"client","email":null';

test.each([
  ['__proto__ with an object', `{"__proto__":{"polluted":1,"name":"old"},${NEW}}`, '__proto__'],
  ['__proto__ with null', `{"__proto__":null,${NEW}}`, '__proto__'],
  ['constructor.prototype', `{"constructor":{"prototype":{"polluted":1}},${NEW}}`, 'constructor'],
  [
    'names of methods',
    `{"toString":1,"valueOf":2,"hasOwnProperty":3,"then":4,"toJSON":5,${NEW}}`,
    'toString, valueOf, hasOwnProperty, then, toJSON',
  ],
  ['an escaped __proto__', `{"\\u005f_proto__":{"polluted":1},${NEW}}`, '__proto__'],
  ['half a surrogate pair', `{"\\ud800":1,${NEW}}`, '%EF%BF%BD'],
  ['line ends', `{"a\\r\\nSet-Cookie: b=c":1,${NEW}}`, 'a%0D%0ASet-Cookie%3A%20b%3Dc'],
  ['an empty key', `{"":1,${NEW}}`, ''],
  ['keys inside an object', `{"client":{"__proto__":{"polluted":1},"nick":1},${NEW}}`, 'client.__proto__, client.nick'],
  ['keys inside a list', `{"client_limits":[{"client_id":1,"__proto__":{}}],${NEW}}`, 'client_limits.0.__proto__'],
])('%s in a body is ignored and named', async (_, body, named) => {
  const server = await startServer();
  const { status, headers } = await server.asAdmin('POST', '/v1/user/create', { body });
  expect(status).toBe(200);
  expect(headers['understudy-unknown-fields']).toBe(named);
  expect(headers).not.toHaveProperty('set-cookie');
  const { payload } = JSON.parse((await server.asAdmin('GET', '/v1/user/6')).text);
  expect(payload.name).toBe('new');
  expect(Object.keys(payload)).toHaveLength(39);
  await expectUnshaken(server, 6);
});

test('A hundred thousand unknown keys do not make the header too long', async () => {
  const server = await startServer();
  const keys = Array.from({ length: 80_000 }, (_, at) => `"\\n${at}":1`).join(',');
  const { status, headers } = await server.asAdmin('POST', '/v1/user/create', { body: `{${keys},${NEW}}` });
  expect(status).toBe(200);
  expect(headers['understudy-unknown-fields']?.length).toBeLessThanOrEqual(1000);
  await expectUnshaken(server, 6);
});

test('Half a surrogate pair as a value comes back as it was sent', async () => {
  const server = await startServer();
  const body = '{"first_name":"\\ud83c"}';
  expect((await server.asAdmin('PATCH', '/v1/user/all?user_id_in=1', { body })).status).toBe(200);
  expect((await server.asAdmin('GET', '/v1/user/1')).text).toContain('"first_name":"\\ud83c"');
  await expectUnshaken(server);
});

test.each([
  ['X-Auth-Token', '\u00ff\u00fe'],
  ['X-Auth-Token', '__proto__'],
  ['Access-Control-Request-Headers', '\u00ff'],
  ['Cookie', '__proto__=1'],
])('The header %s may have any value', async (name, value) => {
  const server = await startServer();
  const headers = { [name]: value };
  expect((await server.ask('GET', '/v1/user/list', { headers })).status).toBe(401);
  expect((await server.ask('OPTIONS', '/v1/user/list', { headers })).status).toBe(204);
  await expectUnshaken(server);
});
