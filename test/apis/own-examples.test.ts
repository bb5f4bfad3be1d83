import { describe, expect, test } from 'vitest';
import type { MockTokens } from '../../src/app/index.js';
import { startServer } from '../server/start-server.js';
import { ownExamples } from './own-examples.js';

/** What is sent: the body as JSON where it is no text, the token in both APIs' headers unless there is none. */
type Sent = { send: string; body?: unknown; token?: false };

/** The seed's own now, in which nothing that is seeded lies ahead. */
const NOW = Date.UTC(2018, 1, 26, 22, 39, 43);

const TOO_LARGE = ' '.repeat(1024 * 1024 + 1);
const NOT_JSON = '{';
const NEW_USER = {
  name: 'Nisha Rao',
  number: '+919812045599',
  create_agent: true,
  email: 'nisha.rao@example.com',
  login_id: 'nisha.rao',
  user_role: 3104,
  password: 'throw-away',
  status: 1,
  caller_id: [57201, 57202],
};

const DNL: Record<string, Sent> = {
  'patchUser 200 changed': { send: 'PATCH /user/1610', body: { landing_page: 'Monitoring' } },
  'patchUser 413 too-large': { send: 'PATCH /user/1610', body: TOO_LARGE },
  'deleteUser 200 deleted': { send: 'DELETE /user/1610' },
  'createUser 413 too-large': { send: 'POST /user/create', body: TOO_LARGE },
  'patchUsers 413 too-large': { send: 'PATCH /user/all?user_type=agent', body: TOO_LARGE },
  'authenticate 200 logged-in': { send: 'POST /auth', body: { email_or_name: 'admin', password: 'admin' } },
  'authenticate 401 wrong-log-in': { send: 'POST /auth', body: { email_or_name: 'admin', password: 'x' } },
  'authenticate 413 too-large': { send: 'POST /auth', body: TOO_LARGE },
  'authAsClient 200 logged-in': { send: 'POST /auth/as_client', body: { client_id: 2892 } },
  'authAsClient 413 too-large': { send: 'POST /auth/as_client', body: TOO_LARGE },
  'listRoles 200 first-page': { send: 'GET /config/role/list' },
  'listCarriers 200 first-page': { send: 'GET /carrier/list' },
};

const ACEFONE: Record<string, Sent> = {
  'patchUser 200 changed': { send: 'PATCH /user/288256', body: { name: 'Arjun Nair' } },
  'patchUser 400 validation': { send: 'PATCH /user/288256', body: { name: 1 } },
  'patchUser 400 malformed': { send: 'PATCH /user/288256', body: NOT_JSON },
  'patchUser 401 unauthenticated': { send: 'PATCH /user/288256', body: {}, token: false },
  'patchUser 404 not-found': { send: 'PATCH /user/999999', body: {} },
  'getUser 200 user': { send: 'GET /user/288256' },
  'getUser 401 unauthenticated': { send: 'GET /user/288256', token: false },
  'getUser 404 not-found': { send: 'GET /user/999999' },
  'deleteUser 200 deleted': { send: 'DELETE /user/288256' },
  'deleteUser 401 unauthenticated': { send: 'DELETE /user/288256', token: false },
  'deleteUser 404 not-found': { send: 'DELETE /user/999999' },
  'createUser 200 created': { send: 'POST /user', body: NEW_USER },
  'createUser 400 validation': { send: 'POST /user', body: { ...NEW_USER, name: undefined } },
  'createUser 400 malformed': { send: 'POST /user', body: NOT_JSON },
  'createUser 401 unauthenticated': { send: 'POST /user', body: NEW_USER, token: false },
  'listUsers 200 first-page': { send: 'GET /users' },
  'listUsers 400 validation': { send: 'GET /users?limit=0' },
  'listUsers 401 unauthenticated': { send: 'GET /users', token: false },
  'logIn 200 logged-in': { send: 'POST /auth/login', body: { email: 'admin', password: 'admin' } },
  'logIn 400 validation': { send: 'POST /auth/login', body: { email: 'admin' } },
  'logIn 400 malformed': { send: 'POST /auth/login', body: NOT_JSON },
  'logIn 401 wrong-log-in': { send: 'POST /auth/login', body: { email: 'admin', password: 'x' } },
};

/** The tokens of a mock that stand in the examples in the place of those that a log-in gets, which no file can know. */
const LOGGED_IN: Record<string, (tokens: MockTokens) => string> = {
  'authenticate 200 logged-in': ({ dnl }) => dnl.admin,
  'authAsClient 200 logged-in': ({ dnl }) => dnl.nonAdmin,
  'logIn 200 logged-in': ({ acefone }) => acefone.account,
};

describe.each([
  { api: 'dnl', base: '/v1', requests: DNL },
  { api: 'acefone', base: '/acefone/v1', requests: ACEFONE },
])('the examples of $api that no document prints', ({ api, base, requests }) => {
  const examples = ownExamples(api);

  test('each outcome is requested by a test below', () => {
    expect(Object.keys(requests)).toEqual(examples.map(({ key }) => key));
  });

  test.each(examples)('$key is what the mock returns', async ({ key, file }) => {
    const { mock, ask } = await startServer({ records: 160, clock: () => NOW, readings: { auth: 'token' } });
    const { send = '', body, token } = requests[key] ?? {};
    const [method = '', path] = send.split(' ');
    const { status, text } = await ask(method, base + path, {
      headers: {
        'Content-Type': 'application/json',
        ...(token !== false && { 'X-Auth-Token': mock.tokens.dnl.admin, Authorization: mock.tokens.acefone.account }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    expect(status).toBe(Number(key.split(' ')[1]));
    const answered = JSON.parse(text, (name, value) =>
      name === 'token' || name === 'access_token' ? LOGGED_IN[key]?.(mock.tokens) : value,
    );
    await expect(`${JSON.stringify(answered, null, 2)}\n`).toMatchFileSnapshot(file);
  });
});
