import { beforeEach, describe, expect, test } from 'vitest';
import { writeFiles } from '../openapi/files.js';
import { api, expectNoFailure, json, jsonBody, type Played, play } from './play.js';

const TEXT = { type: 'string' };

/** A library: its members sign up, log in and lend books. Passwords stand in no response. */
const LIBRARY = api(
  {
    '/members': {
      get: {
        operationId: 'listMembers',
        responses: { 200: json({ type: 'array', items: { $ref: '#/components/schemas/Member' } }) },
      },
      post: {
        operationId: 'signUp',
        security: [],
        requestBody: jsonBody({
          allOf: [{ $ref: '#/components/schemas/Member' }],
          properties: { password: { type: 'string', minLength: 4 } },
          required: ['email', 'password'],
        }),
        responses: { 201: json({ $ref: '#/components/schemas/Member' }) },
      },
    },
    '/members/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'getMember',
        responses: { 200: json({ $ref: '#/components/schemas/Member' }), 404: NOT_FOUND() },
      },
      patch: {
        operationId: 'changeMember',
        requestBody: jsonBody({ type: 'object', properties: { password: TEXT, blocked: { type: 'boolean' } } }),
        responses: { 200: json({ $ref: '#/components/schemas/Member' }) },
      },
      delete: { operationId: 'deleteMember', responses: { 204: { description: 'gone' } } },
    },
    '/login': {
      post: {
        operationId: 'logIn',
        security: [],
        requestBody: jsonBody({
          type: 'object',
          required: ['email', 'password'],
          properties: { email: TEXT, password: TEXT },
        }),
        responses: {
          200: json({
            type: 'object',
            required: ['access_token', 'expires_in'],
            properties: { access_token: TEXT, token_type: { const: 'bearer' }, expires_in: { type: 'integer' } },
          }),
          401: json({ type: 'object', required: ['message'], properties: { message: TEXT } }),
        },
      },
    },
  },
  {
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Member: {
          type: 'object',
          required: ['id', 'email'],
          properties: {
            id: { type: 'integer', readOnly: true },
            email: { type: 'string', format: 'email' },
            blocked: { type: 'boolean', default: false },
            last_login: { type: 'string', format: 'date-time', readOnly: true },
          },
        },
      },
    },
  },
);

function NOT_FOUND() {
  return json({ type: 'object', required: ['error'], properties: { error: TEXT } });
}

const RULES = `
collections:
  members:
    passwords: { password: { usual: email } }
authentication:
  collection: members
  admits: { blocked: false }
  seconds: 600
operations:
  logIn:
    does: logIn
    logIn: { by: { email: [email] }, password: password, times: [last_login] }
`;

let now = Date.parse('2030-01-01T12:00:00Z');
let library: Played;

async function serve(rules = RULES, more = {}): Promise<Played> {
  const [file = ''] = [writeFiles({ 'rules.yaml': rules })].map(folder => `${folder}/rules.yaml`);
  return play(LIBRARY, { resources: file, auth: 'strict', clock: () => now, ...more });
}

beforeEach(async () => {
  now = Date.parse('2030-01-01T12:00:00Z');
  library = await serve();
});

const logIn = (email: string, password: string, { send } = library) =>
  send('POST', '/login', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
const signUp = (email: string, password: string) =>
  library.send('POST', '/members', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
const list = (token: string, { get } = library) => get('/members', { authorization: `Bearer ${token}` });

describe('a described API with log-ins', () => {
  test('who signed up logs in with the password, and the token opens the other operations', async () => {
    const { status, json: created } = await signUp('ada@example.com', 'secret');
    expect([status, created]).toEqual([201, { id: 26, email: 'ada@example.com', blocked: false }]);
    expect((await library.get('/members')).status).toBe(401);
    const { status: loggedIn, json: session } = await logIn('ada@example.com', 'secret');
    expect([loggedIn, session.expires_in]).toEqual([200, 600]);
    expect(session.access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await list(session.access_token)).status).toBe(200);
    const { json: member } = await library.get('/members/26', { authorization: `Bearer ${session.access_token}` });
    expect(member).toEqual({ ...created, last_login: '2030-01-01T12:00:00.000Z' });
  });

  test.each([
    ['a wrong password', 'ada@example.com', 'wrong'],
    ['an unknown name', 'bob@example.com', 'secret'],
  ])('%s is refused', async (_, email, password) => {
    await signUp('ada@example.com', 'secret');
    const { status, json: refusal } = await logIn(email, password);
    expect([status, refusal]).toEqual([401, { message: 'The name or the password is wrong.' }]);
  });

  test('the password of a starting record is the value of another member', async () => {
    const { json: members } = await list(library.mock.tokens.things?.bearer ?? '');
    const [{ email, blocked }] = members;
    expect(blocked).toBe(false);
    expect((await logIn(email, email)).status).toBe(200);
    expect((await logIn(email, 'other')).status).toBe(401);
  });

  test('a token is refused after its time, after a reset, and where its signature is wrong', async () => {
    await signUp('ada@example.com', 'secret');
    const { json: session } = await logIn('ada@example.com', 'secret');
    const token: string = session.access_token;
    const [head, claims] = token.split('.');
    expect((await list(`${head}.${claims}.${'A'.repeat(43)}`)).status).toBe(401);
    now += 599_000;
    expect((await list(token)).status).toBe(200);
    now += 1000;
    expect((await list(token)).status).toBe(401);
    now -= 1000;
    await library.mock.reset();
    expect((await list(token)).status).toBe(401);
  });

  test('a blocked caller neither logs in nor is let in', async () => {
    await signUp('ada@example.com', 'secret');
    const { json: session } = await logIn('ada@example.com', 'secret');
    const headers = { authorization: `Bearer ${session.access_token}`, 'content-type': 'application/json' };
    await library.send('PATCH', '/members/26', { headers, body: '{"blocked":true}' });
    expect((await list(session.access_token)).status).toBe(401);
    expect((await logIn('ada@example.com', 'secret')).status).toBe(401);
  });

  test('a changed password counts, and other changes keep it', async () => {
    await signUp('ada@example.com', 'secret');
    const { json: session } = await logIn('ada@example.com', 'secret');
    const headers = { authorization: `Bearer ${session.access_token}`, 'content-type': 'application/json' };
    await library.send('PATCH', '/members/26', { headers, body: '{"blocked":false}' });
    expect((await logIn('ada@example.com', 'secret')).status).toBe(200);
    await library.send('PATCH', '/members/26', { headers, body: '{"password":"better"}' });
    expect((await logIn('ada@example.com', 'secret')).status).toBe(401);
    expect((await logIn('ada@example.com', 'better')).status).toBe(200);
  });

  test('records that a person gives may have passwords', async () => {
    await library.mock.records.replace(
      'things' as never,
      'members' as never,
      [{ email: 'eve@example.com', password: 'given', blocked: false }] as never,
    );
    expect((await logIn('eve@example.com', 'given')).status).toBe(200);
    const records = (await library.mock.records.read('things' as never, 'members' as never)) as unknown as object[];
    expect(Object.keys(records[0] ?? {}).sort()).toEqual(['$n', '$password', 'blocked', 'email', 'id', 'last_login']);
  });
});

test('tokens that the file names count from the start, and only they', async () => {
  const played = await serve(
    `${RULES}  # no other
`.replace('  seconds: 600', '  seconds: 600\n  tokens: { root: { token: abc }, guest: { admitted: false } }'),
  );
  expect((await list('abc', played)).status).toBe(200);
  const { root, guest = '' } = played.mock.tokens.things ?? {};
  expect(root).toBe('abc');
  expect(guest).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect((await list(guest, played)).status).toBe(401);
});

test('with the usual mode, any credential of the right form counts', async () => {
  const played = await serve(RULES, { auth: 'form' });
  expect((await list('anything', played)).status).toBe(200);
});

test.each([
  [
    'collection: members\n  admits: { blokced: false }',
    /\/authentication\/admits\/blokced names no member blokced; did you mean blocked\?/,
  ],
  ['collection: member\n', /\/authentication\/collection names no collection; did you mean members\?/],
  ['second: 5', /\/authentication\/second is unknown; did you mean seconds\?/],
])('%j in the file is an error', async (line, message) => {
  await expect(
    serve(`${RULES.replace(/authentication:\n[\s\S]*?operations/, `authentication:\n  ${line}\noperations`)}`),
  ).rejects.toThrow(message);
});

test('the caller, followers and defaults of a record are written, and what a change needs is asked for', async () => {
  const rules = RULES.replace(
    'collections:\n',
    `collections:
  books:
    defaults: { place: shelf }
    callers: [lender]
    follows: { lender_email: { member: lender_id, of: members, shows: email, otherwise: none } }
`,
  ).replace(
    'operations:\n',
    `operations:
  lend: { requires: [title] }
  changeBook: { requires: any, wholeMembers: true, ignoresUnchanged: true, allows: { state: [lost] } }
`,
  );
  const TEXT_OR_NULL = { type: ['string', 'null'] };
  const book = {
    type: 'object',
    required: ['id', 'place', 'lender', 'lender_email'],
    properties: {
      id: { type: 'integer', readOnly: true },
      title: TEXT,
      place: TEXT,
      state: TEXT,
      notes: { type: 'object' },
      lender: { type: ['integer', 'null'], readOnly: true },
      lender_id: { type: 'integer' },
      lender_email: TEXT_OR_NULL,
    },
  };
  const sent = {
    type: 'object',
    properties: {
      title: TEXT,
      state: { enum: ['new', 'old'] },
      notes: { type: 'object' },
      lender_id: { type: 'integer' },
    },
  };
  const paths = LIBRARY.paths as Record<string, unknown>;
  const described = {
    ...LIBRARY,
    openapi: '3.1.0',
    paths: {
      ...paths,
      '/books': { post: { operationId: 'lend', requestBody: jsonBody(sent), responses: { 201: json(book) } } },
      '/books/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'getBook', responses: { 200: json(book) } },
        patch: { operationId: 'changeBook', requestBody: jsonBody(sent), responses: { 200: json(book) } },
      },
    },
  };
  const file = `${writeFiles({ 'rules.yaml': rules })}/rules.yaml`;
  const played = await play(described, { resources: file, auth: 'strict' });
  const { json: session } = await logIn('ada@example.com', 'secret', played);
  expect(session.access_token).toBeUndefined();
  await played.send('POST', '/members', {
    headers: { 'content-type': 'application/json' },
    body: '{"email":"ada@example.com","password":"secret"}',
  });
  const { json: own } = await logIn('ada@example.com', 'secret', played);
  const headers = { authorization: `Bearer ${own.access_token}`, 'content-type': 'application/json' };
  const send = (method: string, path: string, body: unknown) =>
    played.send(method, path, { headers, body: JSON.stringify(body) });
  expect((await send('POST', '/books', { lender_id: 26 })).status).toBe(422);
  const { status, json: made } = await send('POST', '/books', { title: 'Emma', lender_id: 26, notes: { a: 1 } });
  expect([status, made]).toEqual([
    201,
    {
      ...{ id: made.id, title: 'Emma', place: 'shelf', notes: { a: 1 } },
      ...{ lender: 26, lender_id: 26, lender_email: 'ada@example.com' },
    },
  ]);
  const path = `/books/${made.id}`;
  expect((await send('PATCH', path, {})).status).toBe(422);
  expect((await send('PATCH', path, { state: 'gone' })).status).toBe(422);
  const { json: changed } = await send('PATCH', path, { state: 'lost', notes: { b: 2 }, lender_id: 99, title: 'Emma' });
  expect(changed).toEqual({ ...made, state: 'lost', notes: { b: 2 }, lender_id: 99, lender_email: 'none' });
  expectNoFailure(played);
});
