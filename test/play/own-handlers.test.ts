import { expect, test } from 'vitest';
import { api, expectNoFailure, json, jsonBody, ok, play } from './play.js';

const USER = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, email: { type: 'string' }, logins: { type: 'integer' } },
};
const TOKEN = { type: 'object', required: ['token'], properties: { token: { type: 'string' } } };
const CREDENTIALS = { type: 'object', required: ['email'], properties: { email: { type: 'string' } } };

const SHOP = api({
  '/login': {
    post: {
      requestBody: jsonBody(CREDENTIALS),
      responses: { 200: json(TOKEN), 401: json({ type: 'object' }), 422: json({ type: 'object' }) },
    },
  },
  '/users': {
    get: ok({ type: 'array', items: USER }),
    post: { requestBody: jsonBody(USER), responses: { 201: json(USER) } },
  },
  '/users/{id}': {
    get: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: { 200: json(USER), 404: json({ type: 'object' }) },
    },
  },
});

const post = (body: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

test('a handler in code takes over an operation, and works with the records of the others', async () => {
  const played = await play(SHOP, {
    handlers: {
      'POST /login': ({ request, records }) => {
        const { email } = request.body as { email: string };
        const [user] = records.users?.list({ email }) ?? [];
        if (!user) return { status: 401, body: { message: `Nobody has ${email}` } };
        records.users?.update(Number(user.id), { logins: 1 });
        return { token: `token-of-${user.id}` };
      },
    },
  });
  const { send, get } = played;
  const created = await send('POST', '/users', post({ id: 77, email: 'ann@example.com' }));
  expect((await send('POST', '/login', post({ email: 'bob@example.com' }))).status).toBe(401);
  const login = await send('POST', '/login', post({ email: 'ann@example.com' }));
  expect([login.status, login.json]).toEqual([200, { token: `token-of-${created.json.id}` }]);
  expect((await get(`/users/${created.json.id}`)).json).toMatchObject({ logins: 1 });
  expect((await send('POST', '/login', post({}))).status).toBe(422);
  expectNoFailure(played);
});

test('a handler that fails gives a problem with its place, and its changes are not kept', async () => {
  const { send, get, failures } = await play(SHOP, {
    handlers: {
      'POST /login': ({ records }) => {
        records.users?.create({ id: 99 });
        throw new Error('no glasses');
      },
    },
  });
  const { status, json: problem } = await send('POST', '/login', post({ email: 'a' }));
  expect([status, problem.code]).toEqual([500, 'own-handler-failed']);
  expect(problem.detail).toMatch(/^The handler of POST \/login failed at .*own-handlers\.test\.ts:\d+: no glasses\.$/);
  expect(failures).toHaveLength(1);
  expect((await get('/users/99')).status).toBe(404);
});

test('a response of a handler is validated like others', async () => {
  const handlers = { 'POST /login': () => ({ token: 7 }) };
  const strict = await play(SHOP, { handlers });
  const { status, json: problem } = await strict.send('POST', '/login', post({ email: 'a' }));
  expect([status, problem.code]).toEqual([500, 'response-violates-contract']);
  const lenient = await play(SHOP, { handlers, validateResponses: false });
  expect((await lenient.send('POST', '/login', post({ email: 'a' }))).json).toEqual({ token: 7 });
});

test('a handler may send a status that is not documented', async () => {
  const handlers = { 'POST /login': () => ({ status: 418, body: { message: 'tea' } }) };
  const { send } = await play(SHOP, { handlers, validateResponses: false });
  const { status, json: body } = await send('POST', '/login', post({ email: 'a' }));
  expect([status, body]).toEqual([418, { message: 'tea' }]);
});

test('a sandbox has its own records for a handler', async () => {
  const handlers = {
    'POST /login': ({ records }: never) => (records as { users: { list(): unknown[] } }).users.list().length,
  };
  const { send } = await play(SHOP, { handlers: handlers as never, validateResponses: false, records: 3 });
  await send('POST', '/~a/users', post({ id: 99 }));
  expect((await send('POST', '/~a/login', post({ email: 'a' }))).json).toBe(4);
  expect((await send('POST', '/login', post({ email: 'a' }))).json).toBe(3);
});

test('a response is explicit where a person has said what its operation does', async () => {
  const { '/users': users, ...others } = SHOP.paths as Record<string, Record<string, object>>;
  const described = { ...users, get: { ...users?.get, 'x-understudy': { order: { usual: '-id' } } } };
  const { send, get } = await play(
    { ...SHOP, paths: { ...others, '/users': described } },
    { handlers: { 'POST /login': () => ({ token: 'x' }) } },
  );
  const certainty = ({ headers }: { headers: Record<string, unknown> }) => headers['understudy-certainty'];
  expect(certainty(await send('POST', '/login', post({ email: 'a' })))).toBe('explicit');
  expect(certainty(await get('/users'))).toBe('explicit');
  expect(certainty(await get('/users/1'))).toBe('derived');
});
