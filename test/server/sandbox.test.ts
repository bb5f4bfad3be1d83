import { describe, expect, test } from 'vitest';
import { startServer } from './start-server.js';

const LIST = '/v1/user/list';
const BODY = JSON.stringify({ name: 'made', passwd: 'x', user_type: 'agent', email: 'm@example.com' });

type Server = Awaited<ReturnType<typeof startServer>>;

async function totalIn(server: Server, prefix: string): Promise<number> {
  return JSON.parse((await server.asAdmin('GET', `${prefix}${LIST}`)).text).payload.total;
}

async function createIn(server: Server, prefix: string): Promise<number> {
  return JSON.parse((await server.asAdmin('POST', `${prefix}/v1/user/create`, { body: BODY })).text).object_id;
}

describe('A sandbox', () => {
  test('is created at its first use from the present data of the mock, and does not see later changes', async () => {
    const server = await startServer();
    expect(await createIn(server, '')).toBe(6);
    expect(await totalIn(server, '/~a')).toBe(6);
    await createIn(server, '');
    expect([await totalIn(server, '/~a'), await totalIn(server, '/~b')]).toEqual([6, 7]);
    expect([await createIn(server, '/~a'), await createIn(server, '/~b')]).toEqual([7, 8]);
    expect(await server.total()).toBe(7);
  });

  test('is said to be created by the request that has created it', async () => {
    const server = await startServer();
    const created = async (method: string, path: string, body?: string) =>
      (await server.asAdmin(method, path, { headers: { 'Content-Type': 'application/json' }, body: body ?? '' }))
        .headers['understudy-sandbox-created'];
    expect([await created('GET', LIST), await created('GET', '/~a/nowhere')]).toEqual([undefined, undefined]);
    expect([await created('GET', `/~a${LIST}`), await created('GET', `/~a${LIST}`)]).toEqual(['true', undefined]);
    // also where the request is refused, and where the admin API has created it
    expect([await created('POST', '/~b/v1/user/create', '{'), await created('GET', `/~b${LIST}`)]).toEqual([
      'true',
      undefined,
    ]);
    const later = JSON.stringify({ time: '2030-12-31T23:59:59Z' });
    expect([await created('PUT', '/~c/__admin/clock', later), await created('GET', `/~c${LIST}`)]).toEqual([
      'true',
      undefined,
    ]);
    await server.asAdmin('DELETE', '/__admin/sandboxes/a');
    expect(await created('GET', `/~a${LIST}`)).toBe('true');
  });

  test('has separate ids', async () => {
    const server = await startServer({ records: 160 });
    for (const prefix of ['/~a', '/~b', '', '/~c'])
      expect(await createIn(server, prefix)).toBe(prefix === '/~c' ? 1796 : 1795);
  });

  test('has the data of all APIs', async () => {
    const server = await startServer();
    const body = JSON.stringify({ designation: 'Only here' });
    const patch = (prefix: string) => server.ask('PATCH', `${prefix}/acefone/v1/user/288256`, { body });
    expect((await patch('/~a')).status).toBe(200);
    expect((await server.asAdmin('GET', `/~a/dnl${LIST}`)).status).toBe(200);
    await server.mock.snapshot('here');
    expect(await totalIn(server, '/~a')).toBe(5);
  });

  test('responds to HEAD, OPTIONS and refused requests as the mock does', async () => {
    const server = await startServer();
    // printed addresses include the sandbox
    const withoutDate = ({
      status,
      headers: {
        date: _,
        'understudy-sandbox': __,
        'understudy-sandbox-created': ___,
        'content-length': ____,
        ...headers
      },
      text,
    }: Awaited<ReturnType<Server['ask']>>) => ({
      status,
      headers,
      text: text.replaceAll('/~a/', '/'),
    });
    const asked: [string, string][] = [
      ['HEAD', LIST],
      ['OPTIONS', LIST],
      ['OPTIONS', '/v1/none'],
      ['DELETE', LIST],
      ['GET', '/v1/none'],
      ['GET', '/v1/user/0'],
      ['GET', `${LIST}?page=x`],
      ['POST', '/v1/user/create'],
      ['PATCH', '/v1/user/all'],
      ['GET', '/'],
    ];
    for (const [method, path] of asked) {
      expect(withoutDate(await server.asAdmin(method, `/~a${path}`)), `${method} ${path}`).toEqual(
        withoutDate(await server.asAdmin(method, path)),
      );
      expect(withoutDate(await server.ask(method, `/~a${path}`)), `${method} ${path} without a token`).toEqual(
        withoutDate(await server.ask(method, path)),
      );
    }
  });
});

describe('The name of a sandbox', () => {
  test.each(['a', 'A-b_c.9', '~a'.slice(1), '..', '.', '-', '0', 'x'.repeat(64)])('may be %s', async name => {
    const server = await startServer();
    expect(await createIn(server, `/~${name}`)).toBe(6);
    expect([await totalIn(server, `/~${name}`), await server.total()]).toEqual([6, 5]);
    expect(server.failures).toEqual([]);
  });

  test.each(['', 'a%20b', '%61', 'a+b', 'a:b', '~a', 'é', 'a%2Fb', 'x'.repeat(65), "a'b", '%'])(
    'may not be %j: that is a problem of the client',
    async name => {
      const server = await startServer();
      const { status, headers, text } = await server.asAdmin(
        'GET',
        encodeURI(`/~${name}`).replaceAll('%25', '%') + LIST,
      );
      expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: 'application/problem+json' });
      expect(JSON.parse(text)).toMatchObject({ code: 'sandbox-name-invalid', status: 400 });
      expect(await server.total()).toBe(5);
      expect(server.failures).toEqual([]);
    },
  );

  test('is case-sensitive', async () => {
    const server = await startServer();
    await createIn(server, '/~a');
    expect([await totalIn(server, '/~a'), await totalIn(server, '/~A')]).toEqual([6, 5]);
  });

  test.each([
    '//~a//v1/user/list',
    '/~a/v1//user///list',
    '///~a/v1/user/list',
    '/~a/dnl/v1/user/list',
    '/~a//dnl/v1/user/list?x=//',
  ])('is found with repeated slashes: %s', async path => {
    const server = await startServer();
    await createIn(server, '/~a');
    expect(JSON.parse((await server.asAdmin('GET', path)).text).payload.total).toBe(6);
  });

  test.each(['/~', '/~/', '/~a', '/~a/', '/~a/~b/v1/user/list', '/v1/~a/user/list', '/~a?x=/v1/user/list'])(
    'alone or elsewhere leads to no operation: %s',
    async path => {
      const server = await startServer();
      const { status, text } = await server.asAdmin('GET', path);
      expect(status).toBe(404);
      expect(JSON.parse(text)).toMatchObject({ code: 'no-such-operation' });
    },
  );

  test('may be in a URL with an origin', async () => {
    const server = await startServer();
    await createIn(server, '/~a');
    const { text } = await server.asAdmin('GET', `${server.url}/~a${LIST}`);
    expect(JSON.parse(text).payload.total).toBe(6);
  });
});

describe('No sandbox is created', () => {
  /** A sandbox that is made now would not have the user that is created then. */
  test.each<[string, (server: Server) => Promise<{ status: number }>, number]>([
    ['for an unknown path', server => server.asAdmin('GET', '/~a/v1/none'), 404],
    ['for an unknown method', server => server.asAdmin('PUT', `/~a${LIST}`), 405],
    ['for a preflight', server => server.ask('OPTIONS', `/~a${LIST}`), 204],
  ])('%s', async (_, ask, status) => {
    const server = await startServer();
    expect((await ask(server)).status).toBe(status);
    await createIn(server, '');
    expect(await totalIn(server, '/~a')).toBe(6);
  });
});
