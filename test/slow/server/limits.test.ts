import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { expectUnshaken, requestText, startServer, textUntilClosed } from '../../server/start-server.js';

type Entries = { requests: { request: { url: string }; response: { status: number } }[] };

describe('A URL', () => {
  const path = (length: number) => `/v1/user/list?name=${'x'.repeat(length - 19)}`;

  test('has as many characters as the limit says; one more is a problem', async () => {
    const server = await startServer({ limits: { url: 100 } });
    expect((await server.asAdmin('GET', path(100))).status).toBe(200);
    const { status, headers, text } = await server.asAdmin('GET', path(101));
    expect([status, headers['content-type']]).toEqual([414, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({
      code: 'url-too-long',
      detail: 'The URL has 101 characters, more than 100.',
    });
    expect((await server.ask('GET', `/__admin/requests?${'x'.repeat(100)}`)).status).toBe(414);
    await expectUnshaken(server);
  });

  test('may have 16,384 by default', async () => {
    const server = await startServer();
    expect((await server.asAdmin('GET', path(16_384))).status).toBe(200);
    expect((await server.asAdmin('GET', path(16_385))).status).toBe(414);
    await expectUnshaken(server);
  });

  test('that is too long is shown in part, wherever requests are shown', async () => {
    const finished: string[] = [];
    const server = await startServer({ onFinished: ({ url }) => finished.push(url) });
    await server.asAdmin('GET', path(20_000));
    const { requests } = JSON.parse((await server.ask('GET', '/__admin/requests')).text) as Entries;
    expect(requests[0]?.request.url.length).toBeLessThan(250);
    expect(finished[0]?.length).toBeLessThan(250);
  });
});

describe('URL and headers', () => {
  const head = (length: number) => requestText('GET /nowhere', { headers: { 'X-Filling': 'x'.repeat(length) } });

  test.each([
    [{}, 32_000, 404],
    [{}, 33_000, 431],
    [{ limits: { headers: 1000 } }, 800, 404],
    [{ limits: { headers: 1000 } }, 1000, 431],
  ])('with %j: %i bytes get %i', async (options, length, status) => {
    const server = await startServer(options);
    expect(await server.converse(head(length))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await expectUnshaken(server);
  });
});

test.each([
  ['its head', 'GET /nowhere HTTP/1.1\r\nHost: x\r\n'],
  ['its body', 'PATCH /acefone/v1/user/288256 HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n{"na'],
])('A request that takes too long to send %s is refused, and its connection closed', async (_, sent) => {
  const server = await startServer({ limits: { requestTimeout: 200 } });
  expect(await server.converse(sent)).toMatch(/^HTTP\/1\.1 408 /);
  await expectUnshaken(server);
});

test('Connections beyond the limit are closed, and one that ends makes room for another', async () => {
  const { open } = await startServer({ limits: { connections: 2 } });
  const first = await open();
  const second = await open();
  const third = await open();
  expect(await textUntilClosed(third)).toBe('');

  first.destroy();
  await once(first, 'close');
  let response = '';
  while (response === '') {
    // the server learns of a hanging up soon, but not at once
    const next = await open();
    next.write(requestText('GET /nowhere'));
    response = await textUntilClosed(next);
  }
  expect(response).toMatch(/^HTTP\/1\.1 404 /);
  second.destroy();
});

describe('A delay', () => {
  test('that a request prefers beyond the limit is refused', async () => {
    const server = await startServer({ limits: { delay: 50 } });
    expect((await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'delay=50' } })).status).toBe(200);
    const { status, text } = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'delay=51' } });
    expect([status, JSON.parse(text).code]).toEqual([400, 'preference-invalid']);
    expect(JSON.parse(text).detail).toBe('Prefer: delay must be at most 50, not 51.');
  });

  test('is 30 seconds at most, from any source', async () => {
    const { ask } = await startServer();
    const rule = (milliseconds: number) => JSON.stringify({ match: {}, delay: { type: 'fixed', milliseconds } });
    expect((await ask('POST', '/__admin/rules', { body: rule(30_001) })).status).toBe(400);
    expect((await ask('POST', '/__admin/rules', { body: rule(30_000) })).status).toBe(201);
    expect((await ask('GET', '/v1/user/1', { headers: { Prefer: 'delay=30001' } })).status).toBe(400);
  });

  test('of a rule is cut down to the limit', async () => {
    const { ask } = await startServer({ limits: { delay: 1 } });
    const delay = { type: 'fixed', milliseconds: 30_000 };
    expect((await ask('POST', '/__admin/rules', { body: JSON.stringify({ match: {}, delay }) })).status).toBe(201);
    expect((await ask('GET', '/nowhere')).status).toBe(404);
  });

  test('by default is cut down to the limit, too', async () => {
    const { ask } = await startServer({ delay: 30_000, limits: { delay: 1 } });
    expect((await ask('GET', '/nowhere')).status).toBe(404);
  });

  test('by default is replaced by that of a preference or a rule, and delays neither preflights nor the control plane', async () => {
    const { ask } = await startServer({ delay: 1000 });
    const result: string[] = [];
    const told = async (name: string, response: Promise<unknown>) => {
      await response;
      result.push(name);
    };
    const usual = told('usual', ask('GET', '/nowhere'));
    await told('preferring', ask('GET', '/nowhere', { headers: { Prefer: 'delay=0' } }));
    await told('preflight', ask('OPTIONS', '/v1/user/list'));
    const rule = { match: { urlPath: '/ruled' }, delay: { type: 'fixed', milliseconds: 1 } };
    await told('control', ask('POST', '/__admin/rules', { body: JSON.stringify(rule) }));
    await told('ruled', ask('GET', '/ruled'));
    await usual;
    expect(result).toEqual(['preferring', 'preflight', 'control', 'ruled', 'usual']);
  });
});

test('Rules beyond the limit are refused, of the mock and of each sandbox', async () => {
  const { ask } = await startServer({ limits: { rules: 1 } });
  const add = async (prefix: string) => {
    const { status, text } = await ask('POST', `${prefix}/__admin/rules`, {
      body: '{"match":{},"fault":"EMPTY_RESPONSE"}',
    });
    return [status, JSON.parse(text).code];
  };
  expect(await add('/~box')).toEqual([201, undefined]);
  expect(await add('/~box')).toEqual([409, 'too-many-rules']);
  expect(await add('')).toEqual([201, undefined]);
  expect(await add('')).toEqual([409, 'too-many-rules']);
});

test('Snapshots beyond the limit are refused, of the mock and of each sandbox', async () => {
  const { ask } = await startServer({ limits: { snapshots: 1 } });
  const save = async (path: string) => {
    const { status, text } = await ask('PUT', path, { body: '{}' });
    return status === 204 ? 204 : JSON.parse(text).code;
  };
  for (const prefix of ['', '/~box']) {
    expect(await save(`${prefix}/__admin/snapshots/one`)).toBe(204);
    expect(await save(`${prefix}/__admin/snapshots/two`)).toBe('too-many-snapshots');
    expect(await save(`${prefix}/__admin/snapshots/one`)).toBe(204);
  }
});

test('A URL that is too long is refused even if it begins with the name of a sandbox', async () => {
  const server = await startServer();
  for (const path of [`/~${'a'.repeat(20_000)}`, `/~${'a'.repeat(20_000)}/v1/user/list`, `/~${'é'.repeat(3000)}/v1`]) {
    const { status, text } = await server.ask('GET', encodeURI(path));
    expect([status, JSON.parse(text).code]).toEqual([414, 'url-too-long']);
  }
  expect(await server.total()).toBe(5);
});

test('Bodies for the control plane have the limit of other bodies, and records have a separate limit', async () => {
  const server = await startServer({ limits: { bytes: 100, records: 200 } });
  const rule = (length: number) => `{"match":{},"fault":"EMPTY_RESPONSE"}${' '.repeat(length - 37)}`;
  const records = (length: number) => `{"records":[]}${' '.repeat(length - 14)}`;
  expect((await server.ask('POST', '/~a/__admin/rules', { body: rule(100) })).status).toBe(201);
  expect((await server.ask('POST', '/~a/__admin/rules', { body: rule(101) })).status).toBe(413);
  const replace = (length: number) => server.ask('PUT', '/~b/__admin/records/dnl/users', { body: records(length) });
  expect((await replace(200)).status).toBe(204);
  expect((await replace(201)).status).toBe(413);
});

test('A sandbox beyond the limit replaces the one that was idle for longest', async () => {
  const { asAdmin, ask } = await startServer({ sandboxes: { most: 2 } });
  for (const name of ['a', 'b', 'a', 'c']) await asAdmin('GET', `/~${name}/v1/user/list`);
  expect(JSON.parse((await ask('GET', '/__admin/sandboxes')).text)).toEqual({ sandboxes: ['a', 'c'] });
});

test('The journal keeps as many requests as the option says', async () => {
  const { ask } = await startServer({ journal: 2 });
  for (const path of ['/one', '/two', '/three']) await ask('GET', path);
  const { requests } = JSON.parse((await ask('GET', '/__admin/requests')).text) as Entries;
  expect(requests.map(({ request }) => request.url)).toEqual(['/three', '/two']);
});
