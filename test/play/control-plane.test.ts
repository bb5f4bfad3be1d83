import { expect, test } from 'vitest';
import { api, expectNoFailure, json, jsonBody, ok, type Played, play, playFiles } from './play.js';

const TEXT = { type: 'string' };

const described = api(
  {
    '/things': {
      get: { operationId: 'listThings', ...ok({ type: 'array', items: TEXT }, { example: ['a'] }) },
      post: {
        operationId: 'createThing',
        security: [{ key: [] }],
        requestBody: jsonBody({ type: 'object', required: ['name'], properties: { name: TEXT } }),
        responses: {
          201: json(TEXT),
          409: json({ type: 'object' }, { examples: { taken: { value: { code: 'taken' } } } }),
        },
      },
    },
    '/odd': { get: { operationId: 'a\nb ☃', ...ok(TEXT) } },
  },
  { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } },
);

const rule = (played: Played, body: unknown) =>
  played.send('POST', '/__admin/rules', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

test('The control plane lists the operations of a description, with their statuses and examples', async () => {
  const played = await play(described);
  const { json: listed } = await played.get('/__admin/apis');
  expect(JSON.stringify(listed)).toContain('createThing');
  expect(JSON.stringify(listed)).toContain('taken');
});

test('The control plane serves the description as it was given', async () => {
  const played = await play(described);
  expect((await played.get('/__admin/apis/things/openapi.json')).json).toMatchObject(described);
});

test('The control plane serves a description of several files as one, with the mock as its server', async () => {
  const schema = { type: 'object', properties: { next: { $ref: 'thing.json' } } };
  const of = (version: object, response: object) => ({
    ...version,
    info: { title: 'Things', version: '1' },
    paths: { '/things': { get: { responses: { 200: { description: 'ok', ...response } } } } },
  });
  const reference = { schema: { $ref: 'thing.json' } };
  const played = await playFiles(
    {
      'three.json': of({ openapi: '3.0.3' }, { content: { 'application/json': reference } }),
      'two.json': of({ swagger: '2.0', host: 'api.example.com', basePath: '/v1', schemes: ['https'] }, reference),
      'thing.json': schema,
    },
    ['three.json', 'two.json'],
  );
  const three = (await played.get('/__admin/apis/three/openapi.json')).json;
  expect(three).toMatchObject({
    servers: [{ url: '/' }],
    components: { schemas: { thing: { properties: { next: { $ref: '#/components/schemas/thing' } } } } },
  });
  const two = (await played.get('/~mine/__admin/apis/two/openapi.json')).json;
  expect(two).toMatchObject({
    ...{ swagger: '2.0', basePath: '/~mine/two/v1' },
    definitions: { thing: { properties: { next: { $ref: '#/definitions/thing' } } } },
  });
  for (const name of ['host', 'schemes', 'servers', 'components']) expect(two).not.toHaveProperty(name);
});

test('The control plane lists the tokens, and a request with one is accepted', async () => {
  const played = await play(described, { auth: 'strict' });
  const { json: tokens } = await played.get('/__admin/tokens');
  const sent = { headers: { 'Content-Type': 'application/json', 'X-Key': tokens.things.key }, body: '{"name":"a"}' };
  expect((await played.send('POST', '/things', sent)).status).toBe(201);
});

test('A reset succeeds, and responses stay the same', async () => {
  const played = await play(described);
  const before = await played.get('/odd');
  expect((await played.send('POST', '/__admin/reset')).status).toBeLessThan(300);
  expect((await played.get('/odd')).text).toBe(before.text);
});

test('A rule forces a documented outcome of an operation by its name', async () => {
  const played = await play(described, { auth: 'off' });
  expect((await rule(played, { match: { operation: 'createThing' }, response: { code: 409 } })).status).toBe(201);
  const sent = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
  expect(await played.send('POST', '/things', sent)).toMatchObject({ status: 409, json: { code: 'taken' } });
  expect((await played.get('/things')).status).toBe(200);
  expectNoFailure(played);
});

test('A rule forces a response, a delay, and expired credentials', async () => {
  const played = await play(described);
  await rule(played, { match: { operation: 'listThings' }, response: { status: 503, body: { down: true } } });
  expect(await played.get('/things')).toMatchObject({ status: 503, json: { down: true } });
  await rule(played, { match: { operation: 'createThing' }, expireTokens: true });
  const sent = { headers: { 'Content-Type': 'application/json', 'X-Key': 'k' }, body: '{"name":"a"}' };
  expect(await played.send('POST', '/things', sent)).toMatchObject({
    status: 401,
    json: { detail: 'The credentials have expired.' },
  });
  expectNoFailure(played);
});

test('A rule with an operation that the description does not have is refused', async () => {
  const played = await play(described);
  expect((await rule(played, { match: { operation: 'noSuch' }, response: { code: 409 } })).status).toBe(400);
});

test('A rule applies to an operation whose name no header can have', async () => {
  const played = await play(described);
  expect((await rule(played, { match: { operation: 'a\nb ☃' }, response: { status: 503 } })).status).toBe(201);
  const received = await played.get('/odd');
  expect([received.status, received.headers['understudy-operation']]).toEqual([503, 'things.a%0Ab%20%E2%98%83']);
});

test('Problems of an operation whose name no header can have are sent', async () => {
  const played = await play(described);
  const received = await played.get('/odd', { Prefer: 'code=418' });
  expect([received.status, received.json.code]).toEqual([400, 'outcome-unknown']);
});

test('The journal shows what a request breaks, with its place in the description', async () => {
  const played = await play(described, { auth: 'off' });
  await played.send('POST', '/things', { headers: { 'Content-Type': 'application/json' }, body: '{"name":1}' });
  const { requests } = (await played.get('/__admin/requests')).json;
  expect(requests[0]).toMatchObject({ api: 'things', operation: 'createThing', response: { status: 422 } });
  expect(requests[0].violations).toEqual([
    expect.objectContaining({
      in: 'body',
      pointer: '/name',
      message: 'must be a text',
      schemaPath: expect.stringMatching(
        /^things\.json#\/paths\/~1things\/post\/requestBody\/.*\/properties\/name\/type$/,
      ),
    }),
  ]);
});

test('A sandbox has its own rules and journal', async () => {
  const played = await play(described);
  const sandbox = await played.mock.sandbox('mine');
  const sent = {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ match: {}, response: { status: 418 } }),
  };
  expect((await played.send('POST', `${sandbox.prefix}/__admin/rules`, sent)).status).toBe(201);
  expect((await played.get(`${sandbox.prefix}/things`)).status).toBe(418);
  expect((await played.get('/things')).status).toBe(200);
  expect((await played.get(`${sandbox.prefix}/__admin/requests`)).json.requests).toHaveLength(1);
});

test('The front page, which other machines get, lists the operations', async () => {
  const { mock } = await play(described);
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  const text = await (await fetch(`http://127.0.0.1:${port}/`, { headers: { Accept: 'text/html' } })).text();
  expect(text).toContain('Understudy plays things');
  expect(text).toContain('POST /things');
});
