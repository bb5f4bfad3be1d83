import { describe, expect, test } from 'vitest';
import { startServer } from './start-server.js';

describe('HEAD is GET without a body', () => {
  test.each([
    ['/v1/user/list', true],
    ['/v1/user/list?per_page=2&nonsense=1', true],
    ['/v1/user/list?page=x', true],
    ['/v1/user/1', true],
    ['/v1/user/999', true],
    ['/dnl/v1/user/1', true],
    ['/v1/user/list', false],
    ['/v1/user/1', false],
  ])('%s, with a token: %s', async (path, isAdmin) => {
    const { ask, asAdmin } = await startServer();
    const send = isAdmin ? asAdmin : ask;
    const [get, head] = [await send('GET', path), await send('HEAD', path)];
    expect(head.status).toBe(get.status);
    expect(head.text).toBe('');
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    expect(Number(head.headers['content-length'])).toBe(Buffer.byteLength(get.text));
  });

  test("also where the response is the mock's own", async () => {
    const { ask } = await startServer();
    const { status, text } = await ask('HEAD', '/nowhere');
    expect([status, text]).toEqual([404, '']);
  });
});

/** The methods of each path; every other method is refused. */
const PATHS: [path: string, methods: string[]][] = [
  ['/v1/user/list', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['/v1/user/1', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['/v1/user/create', ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST']],
  ['/v1/user/all', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['/v1/auth/as_client', ['POST']],
  ['/dnl/v1/user/list', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['/acefone/v1/user/288256', ['DELETE', 'GET', 'HEAD', 'PATCH']],
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'SEARCH'];
const REFUSED = PATHS.flatMap(([path, methods]) =>
  METHODS.filter(method => !methods.includes(method)).map(method => ({ method, path, methods })),
);

describe('A method that a path does not have is 405 with the methods that it has', () => {
  test.each(REFUSED)('$method $path', async ({ method, path, methods }) => {
    const { ask } = await startServer();
    const { status, headers, text } = await ask(method, path);
    expect(status).toBe(405);
    expect(String(headers.allow).split(', ').sort()).toEqual(methods);
    expect(headers['content-type']).toBe('application/problem+json');
    if (method !== 'HEAD') {
      expect(JSON.parse(text)).toMatchObject({ status: 405, code: 'method-not-allowed' });
      expect(JSON.parse(text).detail).toBe(`${path} does not allow ${method}.`);
    }
  });

  test('and so is HEAD, which the journal shows as HEAD', async () => {
    const recording: string[] = [];
    const { ask } = await startServer({ onFinished: ({ method, status }) => recording.push(`${method} ${status}`) });
    await ask('HEAD', '/v1/auth/as_client');
    expect(recording).toEqual(['HEAD 405']);
  });

  test('OPTIONS lists them, too', async () => {
    const { ask } = await startServer();
    expect((await ask('OPTIONS', '/v1/user/all')).headers.allow?.split(', ').sort()).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'PATCH',
    ]);
  });

  test.each([
    ['GET', '/v1/auth', 'POST', 'It allows POST.'],
    ['PUT', '/v1/auth', 'POST', 'It allows POST.'],
    ['POST', '/v1/config/role/list', 'GET, HEAD', 'It allows GET and HEAD.'],
    ['POST', '/v1/carrier/list', 'GET, HEAD', 'It allows GET and HEAD.'],
    ['PUT', '/acefone/v1/user', 'POST', 'It allows POST.'],
    ['DELETE', '/acefone/v1/user', 'POST', 'It allows POST. Or did you mean DELETE /acefone/v1/user/{id}?'],
    ['HEAD', '/acefone/v1/auth/login', 'POST', ''],
    ['DELETE', '/acefone/v1/users', 'GET, HEAD', 'It allows GET and HEAD.'],
    ['TRACE', '/acefone/v1/users', 'GET, HEAD', 'It allows GET and HEAD.'],
    ['POST', '/~box/v1/user/1', 'GET, HEAD, PATCH, DELETE', 'It allows GET, HEAD, PATCH and DELETE.'],
    ['PUT', '/__admin/mappings/x', '', ''],
    ['PATCH', '/__admin/rules', 'GET, HEAD, POST, DELETE', 'It allows GET, HEAD, POST and DELETE.'],
    ['DELETE', '/__admin/health', 'GET, HEAD', 'It allows GET and HEAD.'],
    ['GET', '/__admin/reset', 'POST', 'It allows POST.'],
    ['POST', '/__admin/settings/', 'GET, HEAD, PUT', 'It allows GET, HEAD and PUT.'],
    ['POST', '/~box/__admin/rules/1', 'GET, HEAD, PUT, PATCH, DELETE', 'It allows GET, HEAD, PUT, PATCH and DELETE.'],
  ])(
    'for documented operations and companions, and the body names the methods: %s %s',
    async (method, path, allow, fix) => {
      const { ask } = await startServer();
      const { status, headers, text } = await ask(method, path);
      expect([status, headers.allow ?? '']).toEqual([allow === '' ? 404 : 405, allow]);
      if (fix !== '') expect(JSON.parse(text)).toMatchObject({ code: 'method-not-allowed', fix });
    },
  );
});
