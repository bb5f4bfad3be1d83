import express, { type RequestHandler } from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MockOptions } from '../../../src/index.js';
import { startMock } from '../../start-mock.js';

const NEW = { name: 'new', passwd: 'x', user_type: 'client', email: null };
const TEXT = JSON.stringify(NEW);
const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** The mock in an app that has other middleware before it. */
async function hosted(before: readonly RequestHandler[], options: MockOptions = {}) {
  const { mock, failures } = await startMock({ records: 5, ...options });
  const host = express();
  for (const middleware of before) host.use(middleware);
  host.use(mock.app);
  const server = host.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise(listening => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const token = { 'X-Auth-Token': mock.tokens.dnl.admin };
  const create = async (body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE) => {
    const response = await fetch(`${url}/v1/user/create`, {
      method: 'POST',
      headers: { ...token, ...headers },
      body: body ?? null,
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const user = async (id: unknown) => {
    const response = await fetch(`${url}/v1/user/${id}`, { headers: token });
    return ((await response.json()) as { payload: Record<string, unknown> }).payload;
  };
  return { mock, failures, url, token, create, user };
}

/** Middleware that reads all and leaves nothing. */
const swallow: RequestHandler = (request, _, next) => {
  request.resume().once('end', next);
};

/** As some platforms do: the stream is read, and its bytes are left beside what was made of them. */
const withRawBody: RequestHandler = (request, _, next) => {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    Object.assign(request, { rawBody: Buffer.concat(chunks), body: {} });
    next();
  });
};

describe('A body that the host app has read is used', () => {
  test.each<[string, RequestHandler[], string, Record<string, string>]>([
    ['as JSON', [express.json()], TEXT, JSON_TYPE],
    ['as JSON, with all of its values', [express.json()], `${TEXT.slice(0, -1)},"active":true}`, JSON_TYPE],
    ['as text', [express.text({ type: '*/*' })], TEXT, JSON_TYPE],
    ['as bytes', [express.raw({ type: '*/*' })], TEXT, FORM_TYPE],
    ['as JSON whatever its type', [express.json({ type: '*/*' })], TEXT, FORM_TYPE],
    ['as a form', [express.urlencoded()], 'name=new&passwd=x&user_type=client&email=a%40b.example', FORM_TYPE],
    [
      'as a form with brackets',
      [express.urlencoded({ extended: true })],
      'name=new&passwd=x&user_type=client&email=a%40b.example',
      FORM_TYPE,
    ],
    ['as a form though it is JSON, as curl sends it', [express.urlencoded()], TEXT, FORM_TYPE],
    [
      'as a form though it is JSON with signs of forms',
      [express.urlencoded()],
      TEXT.replace('"x"', '"a=b"'),
      FORM_TYPE,
    ],
    ['by any of several', [express.json(), express.urlencoded(), express.text(), express.raw()], TEXT, JSON_TYPE],
    [
      'by several, none of which knows its type',
      [express.json(), express.urlencoded()],
      TEXT,
      { 'Content-Type': 'text/plain' },
    ],
    ['and left as its bytes', [withRawBody], TEXT, FORM_TYPE],
  ])('%s', async (_, before, body, headers) => {
    const { create, user, failures } = await hosted(before);
    const { status, json } = await create(body, headers);
    expect(json).toMatchObject({ success: true });
    expect(status).toBe(200);
    expect(await user(json.object_id)).toMatchObject({ name: 'new', user_type: 'client' });
    expect(failures).toEqual([]);
  });

  test.each<[string, RequestHandler[], string | null, string[]]>([
    ['an empty object', [express.json()], '{}', ['email', 'name', 'passwd', 'user_type']],
    ['no body', [express.json(), express.urlencoded()], null, ['email', 'name', 'passwd', 'user_type']],
    ['no body, which somebody waited for', [swallow], null, ['email', 'name', 'passwd', 'user_type']],
    ['a list', [express.json()], '[]', ['_schema']],
    ['too many levels', [express.json()], `{"fullname":${'['.repeat(64)}${']'.repeat(64)}}`, ['_schema']],
    [
      'more levels than can be written',
      [express.json({ limit: '1mb' })],
      `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      ['_schema'],
    ],
  ])('and refused for what is wrong with it: %s', async (_, before, body, fields) => {
    const { create } = await hosted(before);
    const { status, json } = await create(body);
    expect(status).toBe(400);
    expect(Object.keys((json.errors as object[])[0] ?? {}).sort()).toEqual(fields);
  });

  test('within the limit that the mock has', async () => {
    const { create } = await hosted([express.json()], { limits: { bytes: 100 } });
    expect((await create(`{"fullname":"${'x'.repeat(100)}"}`)).status).toBe(413);
  });

  test('by rules and the control plane, too', async () => {
    const { url, create } = await hosted([express.json()]);
    const rule = { match: { bodyPatterns: [{ contains: '"new"' }] }, response: { status: 418, body: {} } };
    const added = await fetch(`${url}/__admin/rules`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(rule),
    });
    expect(added.status).toBe(201);
    expect((await create(TEXT)).status).toBe(418);
  });
});

describe('If the sent bytes are no longer known, the response is a problem and not a refusal of fields:', () => {
  test.each<[string, RequestHandler[], string, Record<string, string>]>([
    ['nothing was left', [swallow], TEXT, JSON_TYPE],
    [
      'a form parser had JSON with a space, which may have been a plus',
      [express.urlencoded()],
      TEXT.replace('new', 'a b'),
      FORM_TYPE,
    ],
    ['a form parser had JSON with a plus', [express.urlencoded()], TEXT.replace('new', '+4912'), FORM_TYPE],
    ['a form parser had JSON with an escape', [express.urlencoded()], TEXT.replace('new', '%41'), FORM_TYPE],
    ['a form parser had JSON with more signs', [express.urlencoded()], TEXT.replace('new', 'a=b&c=d'), FORM_TYPE],
    [
      'a form parser had JSON with brackets',
      [express.urlencoded({ extended: true })],
      `{"client_limits":[],${TEXT.slice(1)}`,
      FORM_TYPE,
    ],
    [
      'an empty object was left of something else',
      [(request, _, next) => swallow(request, _, () => next(Object.assign(request, { body: {} }) && undefined))],
      'x',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
    ],
  ])('%s', async (_, before, body, headers) => {
    const { create, failures } = await hosted(before);
    const { status, json } = await create(body, headers);
    expect([status, json.code]).toEqual([500, 'body-read-before']);
    expect(json.detail).toContain('has read the body before the mock');
    expect(json.fix).toContain('Put the mock before'.slice(4));
    expect(failures).toHaveLength(1);
  });

  test('but an operation without a body responds', async () => {
    const { url, token } = await hosted([swallow]);
    expect((await fetch(`${url}/v1/user/1`, { headers: token })).status).toBe(200);
    const rule = { match: { operation: 'createUser' }, response: { code: 401 } };
    const added = await fetch(`${url}/__admin/rules`, { method: 'POST', body: JSON.stringify(rule) });
    expect([added.status, ((await added.json()) as { code: string }).code]).toEqual([500, 'body-read-before']);
  });
});

describe('Headers that the host app has set stay', () => {
  const setting =
    (headers: Record<string, string | string[]>): RequestHandler =>
    (_, response, next) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      next();
    };
  const ORIGIN = { Origin: 'https://page.example' };

  test.each<[string, string, RequestInit]>([
    ['an answer', '/v1/user/list', {}],
    ['a refusal', '/v1/user/create', { method: 'POST' }],
    ['a problem', '/nowhere', {}],
    ['a preflight', '/v1/user/list', { method: 'OPTIONS' }],
    ['the control plane', '/__admin/rules', {}],
  ])('beside those of %s', async (_, path, init) => {
    const set = {
      'X-Frame-Options': 'DENY',
      'Strict-Transport-Security': 'max-age=1',
      'X-Own': 'mine',
      'Set-Cookie': ['a=1', 'b=2'],
    };
    const { url } = await hosted([setting(set)]);
    const { headers } = await fetch(url + path, init);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('strict-transport-security')).toBe('max-age=1');
    expect(headers.get('x-own')).toBe('mine');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test.each([
    ['Accept-Encoding', 'Accept-Encoding, Origin'],
    ['origin', 'Origin'],
    ['*', '*, Origin'],
    [['Cookie', 'Accept'], 'Cookie, Accept, Origin'],
  ])('and Vary has the values of both: %j', async (vary, merged) => {
    const { url, token } = await hosted([setting({ Vary: vary })]);
    for (const headers of [{}, ORIGIN]) {
      const response = await fetch(`${url}/v1/user/list`, { headers: { ...token, ...headers } });
      expect(response.headers.get('vary')).toBe(merged);
    }
  });

  test('and its own policy for pages of other origins is the one that counts', async () => {
    const set = { 'Access-Control-Allow-Origin': 'https://other.example', 'Access-Control-Expose-Headers': 'X-Own' };
    const { url, token } = await hosted([setting(set)]);
    const { headers } = await fetch(`${url}/v1/user/list`, { headers: { ...token, ...ORIGIN } });
    expect(headers.get('access-control-allow-origin')).toBe('https://other.example');
    expect(headers.get('access-control-allow-credentials')).toBe(null);
    expect(headers.get('access-control-expose-headers')).toMatch(/^X-Own, .*Understudy-Operation/);
  });

  test('also if middleware has replaced writeHead and does not support flat lists', async () => {
    // as compression, session and log middleware does, in order to set headers at the last moment
    const { url, token } = await hosted([
      (_, response, next) => {
        const { writeHead } = response;
        response.writeHead = ((status: number, ...more: unknown[]) => {
          const list = more.at(-1);
          if (Array.isArray(list)) for (const [name, value] of list) response.setHeader(name, value);
          response.setHeader('X-Late', 'yes');
          return writeHead.call(response, status);
        }) as typeof writeHead;
        next();
      },
    ]);
    for (const [method, path, status] of [
      ['GET', '/v1/user/list', 200],
      ['GET', '/nowhere', 404],
      ['OPTIONS', '/v1/user/list', 204],
    ] as const) {
      const response = await fetch(url + path, { method, headers: { ...token, ...ORIGIN } });
      expect([response.status, response.headers.get('x-late')]).toEqual([status, 'yes']);
      expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN.Origin);
      expect([...response.headers.keys()].filter(name => name.length === 1)).toEqual([]);
    }
  });

  test('but no policy opens the control plane', async () => {
    const { url } = await hosted([
      setting({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }),
    ]);
    for (const path of ['/__admin/health', '/__admin/rules', '/__admin/none', '/__admin/records/dnl/users']) {
      const { headers } = await fetch(url + path, { headers: ORIGIN });
      expect([...headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
    }
  });
});
