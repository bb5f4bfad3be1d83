import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Mock, MockOptions } from '../../src/index.js';
import { api, type Played, play } from './play.js';

type Request = Awaited<ReturnType<Mock['journal']['read']>>;
type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A server that receives callbacks. */
async function receiver(respond: RequestListener = (_, response) => void response.writeHead(204).end()) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    received.push({ method, url, headers, body });
    respond(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const EVENT = {
  requestBody: {
    content: { 'application/json': { schema: { type: 'object' }, example: { event: 'ready', id: 7 } } },
  },
  responses: { 200: { description: 'received' } },
};

/** A description whose `POST /streams/{id}` calls an address back. */
function streams(address: string, operation: unknown = EVENT, more: Record<string, unknown> = {}) {
  return api({
    '/streams/{id}': {
      post: {
        operationId: 'createStream',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'callback', in: 'query', schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: {} } } },
        responses: {
          201: {
            description: 'made',
            headers: { 'X-Token': { schema: { type: 'string' }, example: 'abc' } },
            content: { 'application/json': { schema: {}, example: { id: 'st/1', sub: { at: [5] } } } },
          },
          400: { description: 'refused' },
        },
        callbacks: { onEvent: { [address]: { post: operation } } },
        ...more,
      },
    },
  });
}

/** The journal's callbacks, the oldest first, once there are so many. */
async function callbacks({ mock }: Played, count = 1): Promise<Request[]> {
  await expect.poll(async () => (await mock.journal.list({ callbacks: true })).total, { timeout: 20_000 }).toBe(count);
  return (await mock.journal.list({ callbacks: true })).requests.toReversed();
}

async function create(played: Played, body: unknown, { path = '/streams/s1', headers = {} } = {}) {
  const sent = { headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
  return played.send('POST', path, sent);
}

test('a callback is sent after the response, and stands in the journal', async () => {
  const { url, received } = await receiver();
  const played = await play(streams('{$request.body#/url}/events'));
  expect((await create(played, { url })).status).toBe(201);
  const [callback] = await callbacks(played);
  expect(received).toMatchObject([{ method: 'POST', url: '/events', body: '{"event":"ready","id":7}' }]);
  expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'understudy' });
  const [request] = (await played.mock.journal.list({ callbacks: false })).requests;
  expect(callback).toMatchObject({
    api: 'things',
    operation: 'createStream',
    respondedBy: 'receiver',
    callback: { of: request?.id, name: 'onEvent', attempt: 1 },
    request: { method: 'POST', url: `${url}/events`, body: { event: 'ready', id: 7 } },
    response: { status: 204 },
    violations: [],
  });
  expect(request?.callback).toBeUndefined();
});

test('criteria find only received requests', async () => {
  const { url } = await receiver();
  const played = await play(streams('{$request.body#/url}'));
  await create(played, { url });
  await callbacks(played);
  expect(await played.mock.journal.count()).toBe(1);
});

test.each([
  ['{$request.query.callback}', '/'],
  ['$request.query.callback', '/'],
  ['{$request.query.callback}/{$request.path.id}', '/s1'],
  ['{$request.query.callback}/{$request.header.X-Name}', '/one'],
  ['{$request.query.callback}/{$response.body#/sub/at/0}?m={$method}&s={$statusCode}', '/5?m=POST&s=201'],
  ['{$request.query.callback}/{$response.body#/id}', '/st/1'],
  ['{$request.query.callback}/{$response.header.x-token}', '/abc'],
])('the address %s is filled', async (address, path) => {
  const { url, received } = await receiver();
  const played = await play(streams(address));
  await create(played, {}, { path: `/streams/s1?callback=${encodeURIComponent(url)}`, headers: { 'X-Name': 'one' } });
  await callbacks(played);
  expect(received.map(({ url }) => url)).toEqual([path]);
});

test('$url is the URL of the request', async () => {
  const { url, received } = await receiver();
  const played = await play(streams('{$request.query.callback}?of={$url}'));
  const path = `/streams/s1?callback=${encodeURIComponent(url)}`;
  await create(played, {}, { path });
  await callbacks(played);
  expect(received.map(({ url }) => url)).toEqual([`/?of=${played.url}${path}`]);
});

test.each([
  ['{$request.body#/url}', {}, '$request.body#/url yields nothing.'],
  ['{$request.body#/url}', { url: null }, '$request.body#/url yields nothing.'],
  ['{$request.header.constructor}', {}, '$request.header.constructor yields nothing.'],
  ['{$request.body.url}', { url: 'http://localhost' }, '$request.body.url is no runtime expression.'],
  ['{url}', { url: 'http://localhost' }, 'url is no runtime expression.'],
  ['{$request.body#/url}', { url: 'file:///etc/passwd' }, 'The address is no http or https URL.'],
  ['{$request.body#/url}', { url: 'gopher://localhost/' }, 'The address is no http or https URL.'],
  ['{$request.body#/url}', { url: '/events' }, 'The address is no http or https URL.'],
  ['{$request.body#/url}', { url: 'http://127.0.0.1:0/' }, 'The address has the port 0.'],
  ['{$request.body#/url}', { url: 'http://me:pass@127.0.0.1/' }, 'The address has credentials.'],
  [
    '{$request.body#/url}',
    { url: `http://localhost/${'a'.repeat(9000)}` },
    'The address has more than 8192 characters.',
  ],
])('with the address %s and %o no request is sent', async (address, body, failure) => {
  const played = await play(streams(address));
  await create(played, body);
  const [callback] = await callbacks(played);
  expect(callback).toMatchObject({
    request: { url: '' },
    response: null,
    callback: { name: 'onEvent', attempt: 0, failure },
  });
});

test.each([
  'http://169.254.169.254/latest/',
  'http://[::ffff:10.0.0.1]/',
  'http://10.0.0.1/',
  'http://0.0.0.0/',
  'http://[::]/',
  'http://0xa000001/',
])('an address of another machine is refused: %s', async url => {
  const played = await play(streams('{$request.body#/url}'));
  await create(played, { url });
  const [callback] = await callbacks(played);
  expect(callback).toMatchObject({ response: null, callback: { failure: 'Its address is not of this machine.' } });
});

test('a receiver that redirects is not followed', async () => {
  const other = await receiver();
  const { url } = await receiver((_, response) => void response.writeHead(301, { Location: other.url }).end());
  const played = await play(streams('{$request.body#/url}'));
  await create(played, { url });
  const [callback] = await callbacks(played);
  expect(callback).toMatchObject({ response: { status: 301 } });
  expect(other.received).toEqual([]);
});

test('a callback causes no further callbacks', async () => {
  const played = await play(streams('http://127.0.0.1:{$request.body#/port}/streams/s2'));
  await create(played, { port: new URL(played.url).port });
  const [callback] = await callbacks(played);
  expect(callback).toMatchObject({ response: { status: 201 } });
  expect(await played.mock.journal.count()).toBe(2);
  expect((await played.mock.journal.list({ callbacks: true })).total).toBe(1);
});

test('a refused request causes no callbacks', async () => {
  const { url, received } = await receiver();
  const played = await play(streams('{$request.body#/url}'));
  await played.send('POST', '/streams/s1', {
    headers: { 'Content-Type': 'application/json', Prefer: 'code=400' },
    body: '{}',
  });
  await create(played, { url });
  await callbacks(played);
  expect(received).toHaveLength(1);
});

test('required parameters, headers and credentials are sent, and secrets are hidden', async () => {
  const { url, received } = await receiver();
  const operation = {
    ...EVENT,
    parameters: [
      { name: 'kind', in: 'query', required: true, schema: { type: 'string' }, example: 'a b' },
      { name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' }, example: 'sig' },
    ],
    security: [{ key: [] }],
  };
  const description = {
    ...streams('{$request.body#/url}?token=geheim', operation),
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  };
  const played = await play(description);
  await create(played, { url });
  const [callback] = await callbacks(played);
  expect(received[0]?.url).toBe('/?token=geheim&kind=a%20b');
  expect(received[0]?.headers).toMatchObject({
    'x-signature': 'sig',
    authorization: expect.stringMatching(/^Bearer ./),
  });
  expect(JSON.stringify(callback)).not.toContain('geheim');
});

test('the same seed and request give the same bytes', async () => {
  const schema = {
    type: 'object',
    required: ['name', 'at'],
    properties: { name: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
  };
  const operation = { ...EVENT, requestBody: { content: { 'application/json': { schema } } } };
  const { url, received } = await receiver();
  for (const _ of [1, 2]) {
    const played = await play(streams('{$request.body#/url}', operation));
    await create(played, { url });
    await callbacks(played);
  }
  expect(JSON.parse(received[0]?.body ?? '')).toHaveProperty('name');
  expect(received[0]?.body).toBe(received[1]?.body);
});

test('with `off` none is sent', async () => {
  const { url, received } = await receiver();
  const options: MockOptions = { callbacks: 'off' };
  const played = await play(streams('{$request.body#/url}'), options);
  await create(played, { url });
  const other = await play(streams('{$request.body#/url}'));
  await create(other, { url });
  await callbacks(other);
  expect(received).toHaveLength(1);
  expect((await played.mock.journal.list({ callbacks: true })).total).toBe(0);
});

test('a sandbox has its callbacks in its own journal', async () => {
  const { url } = await receiver();
  const played = await play(streams('{$request.body#/url}'));
  const sandbox = await played.mock.sandbox('one');
  await create(played, { url }, { path: '/~one/streams/s1' });
  await expect.poll(async () => (await sandbox.journal.list({ callbacks: true })).total).toBe(1);
  expect((await played.mock.journal.list({ callbacks: true })).total).toBe(0);
});

test('a header that cannot be sent is a note in the journal', async () => {
  const { url, received } = await receiver();
  const header = (name: string, example: string) => ({
    name,
    in: 'header',
    required: true,
    schema: { type: 'string' },
    example,
  });
  for (const parameter of [header('X Name', 'a'), header('X-Name', 'a\nb'), header('X-Name', '\u20ac')]) {
    const played = await play(streams('{$request.body#/url}', { ...EVENT, parameters: [parameter] }));
    await create(played, { url });
    const [callback] = await callbacks(played);
    expect(callback?.callback?.failure).toMatch(/^The request cannot be sent: /);
  }
  expect(received).toEqual([]);
});

test('a name may have any characters', async () => {
  const { url, received } = await receiver();
  const callback = { '{$request.body#/url}': { post: EVENT } };
  const played = await play(streams('', EVENT, { callbacks: { '\ud800 ä\n': callback } }));
  await create(played, { url });
  await callbacks(played);
  expect(received[0]?.headers['understudy-callback']).toBe('%EF%BF%BD%20%C3%A4%0A');
});
