import { describe, expect, test } from 'vitest';
import { api, expectNoFailure, json, ok, play } from './play.js';

const TEXT = { type: 'string' };

const securitySchemes = {
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'api key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'session' },
  basic: { type: 'http', scheme: 'Basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: { type: 'oauth2', flows: {} },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
  odd: { type: 'apiKey', in: 'header', name: 'constructor' },
  unsendable: { type: 'apiKey', in: 'header', name: 'X\r\nY' },
};

const secured = (security: unknown, more: Record<string, unknown> = {}) => ({
  get: { security, ...ok(TEXT), ...more },
});

const described = api(
  {
    ...Object.fromEntries(Object.keys(securitySchemes).map(name => [`/${name}`, secured([{ [name]: [] }])])),
    '/both': secured([{ headerKey: [], bearer: [] }]),
    '/either': secured([{ headerKey: [] }, { bearer: [] }]),
    '/optional': secured([{ bearer: [] }, {}]),
    '/open': secured([]),
    '/usual': { get: ok(TEXT) },
    '/unknown': secured([{ nowhere: [] }]),
    '/documented': secured([{ bearer: [] }], {
      responses: {
        200: json(TEXT),
        401: json({ type: 'object', required: ['message'], properties: { message: TEXT } }),
      },
    }),
    '/forbidden': secured([{ bearer: [] }], { responses: { 200: json(TEXT), 403: json({ type: 'object' }) } }),
  },
  { components: { securitySchemes }, security: [{ headerKey: [] }] },
);

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('In the mode form, credentials need only the right form', () => {
  test.each([
    ['/headerKey', { 'X-Key': 'k' }, 200],
    ['/headerKey', { 'X-Key': '' }, 401],
    ['/headerKey', {}, 401],
    ['/queryKey?api%20key=k', {}, 200],
    ['/queryKey?api+key=k', {}, 200],
    ['/queryKey?api%20key=', {}, 401],
    ['/cookieKey', { Cookie: 'a=b; session=k' }, 200],
    ['/cookieKey', { Cookie: 'mysession=k' }, 401],
    ['/basic', { Authorization: `Basic ${base64('a:b')}` }, 200],
    ['/basic', { Authorization: `basic ${base64('a:b')}` }, 200],
    ['/basic', { Authorization: `Basic ${base64('ab')}` }, 401],
    ['/basic', { Authorization: 'Basic' }, 401],
    ['/bearer', { Authorization: 'Bearer t' }, 200],
    ['/bearer', { Authorization: 'Bearer ' }, 401],
    ['/bearer', { Authorization: 'Bearert' }, 401],
    ['/bearer', { Authorization: 'Bearer-' }, 401],
    ['/bearer', { Authorization: `Basic ${base64('a:b')}` }, 401],
    ['/digest', { Authorization: 'Digest username="a"' }, 200],
    ['/digest', {}, 401],
    ['/oauth', { Authorization: 'Bearer t' }, 200],
    ['/oidc', {}, 401],
    ['/odd', {}, 401],
    ['/odd', { constructor: 'k' }, 200],
    ['/both', { 'X-Key': 'k' }, 401],
    ['/both', { 'X-Key': 'k', Authorization: 'Bearer t' }, 200],
    ['/either', { Authorization: 'Bearer t' }, 200],
    ['/either', { 'X-Key': 'k' }, 200],
    ['/either', {}, 401],
    ['/optional', {}, 200],
    ['/open', {}, 200],
    ['/usual', {}, 401],
    ['/unknown', {}, 200],
    ['/unsendable', {}, 200],
    ['/documented', {}, 401],
    ['/forbidden', {}, 403],
  ])('%s with %j gets %i', async (path, headers, status) => {
    const played = await play(described);
    const received = await played.get(path, headers as Record<string, string>);
    expect(received.status).toBe(status);
    if (status === 401) expect(received.headers['www-authenticate']).toMatch(/^\w+ realm="things"$/);
    expectNoFailure(played);
  });

  test('a refusal says what to send, in the documented shape', async () => {
    const played = await play(described);
    expect((await played.get('/documented')).json).toEqual({
      message: 'Credentials are missing: send Authorization: Bearer with a token.',
    });
    expect((await played.get('/either')).json.detail).toBe(
      'Credentials are missing: send the header X-Key, or Authorization: Bearer with a token.',
    );
  });
});

describe('In the mode strict, only the printed credentials count', () => {
  test.each(['headerKey', 'queryKey', 'cookieKey', 'basic', 'bearer', 'digest', 'oauth'])('%s', async name => {
    const played = await play(described, { auth: 'strict' });
    const token = played.mock.tokens.things?.[name] ?? '';
    const sent = (credential: string): [string, Record<string, string>] => {
      if (name === 'headerKey') return [`/${name}`, { 'X-Key': credential }];
      if (name === 'queryKey') return [`/${name}?api%20key=${credential}`, {}];
      if (name === 'cookieKey') return [`/${name}`, { Cookie: `session=${credential}` }];
      const scheme = { basic: 'Basic', digest: 'Digest' }[name] ?? 'Bearer';
      return [`/${name}`, { Authorization: `${scheme} ${name === 'basic' ? base64(credential) : credential}` }];
    };
    expect((await played.get(...sent(token))).status).toBe(200);
    const wrong = await played.get(...sent(name === 'basic' ? 'user:wrong' : 'wrong'));
    expect([wrong.status, wrong.json.detail]).toEqual([
      401,
      expect.stringMatching(/^The credentials are wrong: send /),
    ]);
    expectNoFailure(played);
  });

  test('the control plane lists them, and they depend on the seed', async () => {
    const [first, again, other] = await Promise.all([1, 1, 2].map(seed => play(described, { auth: 'strict', seed })));
    expect((await first?.get('/__admin/tokens'))?.json).toMatchObject({ things: first?.mock.tokens.things });
    expect(again?.mock.tokens).toEqual(first?.mock.tokens);
    expect(other?.mock.tokens).not.toEqual(first?.mock.tokens);
  });
});

test('In the mode off, no credentials are needed', async () => {
  const played = await play(described, { auth: 'off' });
  for (const path of ['/headerKey', '/both', '/documented']) expect((await played.get(path)).status).toBe(200);
});
