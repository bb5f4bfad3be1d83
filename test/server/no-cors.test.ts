import { expect, test } from 'vitest';
import { api, json, ok, play } from '../play/play.js';
import { requestText, startServer } from './start-server.js';

const ORIGIN = { Origin: 'http://localhost:3000' };
const PREFLIGHT = { ...ORIGIN, 'Access-Control-Request-Method': 'PATCH' };

/** The names of all headers for pages of other origins. */
function corsHeaders(headers: object): string[] {
  return Object.keys(headers).filter(name => name.startsWith('access-control-'));
}

test.each([
  ['GET', '/v1/user/list'],
  ['GET', '/v1/user/none'],
  ['GET', '/no/such/path'],
  ['DELETE', '/v1/user/list'],
  ['OPTIONS', '/v1/user/list'],
  ['OPTIONS', '/no/such/path'],
])('Without CORS, the response to %s %s has no CORS headers', async (method, path) => {
  const { asAdmin } = await startServer({ cors: false });
  const { headers } = await asAdmin(method, path, { headers: PREFLIGHT });
  expect(corsHeaders(headers)).toEqual([]);
  expect(headers).not.toHaveProperty('vary');
});

test('nor has the front page, which varies by its reader', async () => {
  const { ask } = await startServer({ cors: false });
  const { headers } = await ask('GET', '/', { headers: { ...ORIGIN, Accept: 'text/html' } });
  expect(corsHeaders(headers)).toEqual([]);
  expect(headers.vary).toBe('Accept');
});

test('nor has a refusal of what is not HTTP', async () => {
  const { converse } = await startServer({ cors: false });
  const text = await converse('GET / HTTP/1.1\r\nOrigin: http://a.example\r\nno header\r\n\r\n');
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).not.toMatch(/access-control|vary/i);
});

test('nor has the head of a response that a fault breaks', async () => {
  const { converse } = await startServer({ cors: false });
  const headers = { ...ORIGIN, Prefer: 'fault=MALFORMED_RESPONSE_CHUNK' };
  expect(await converse(requestText('GET /v1/user/1', { headers }))).not.toMatch(/access-control/i);
});

test('A rule may still send them', async () => {
  const { ask } = await startServer({ cors: false });
  const headers = { 'Access-Control-Allow-Origin': 'https://other.example' };
  const rule = { match: {}, response: { status: 200, headers, body: {} } };
  await ask('POST', '/__admin/rules', { body: JSON.stringify(rule) });
  const result = await ask('GET', '/v1/user/1', { headers: ORIGIN });
  expect(corsHeaders(result.headers)).toEqual(['access-control-allow-origin']);
});

test.each([
  ['/things', 200],
  ['/other', 405],
  ['/none', 404],
])('Without CORS, a preflight of %s is a request like others and gets %i', async (path, status) => {
  const described = api({
    '/things': { options: { responses: { 200: json({ type: 'string' }) } }, get: ok({ type: 'string' }) },
    '/other': { get: ok({ type: 'string' }) },
  });
  const { send } = await play(described, { cors: false });
  expect((await send('OPTIONS', path, { headers: PREFLIGHT })).status).toBe(status);
  const plain = await send('OPTIONS', path);
  expect(plain.status).toBe(status);
  if (status === 405) expect(plain.headers.allow).toBe('GET, HEAD');
});
