import { describe, expect, test } from 'vitest';
import { expectUnshaken, requestText, startServer } from './start-server.js';

const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);

describe('The URL of a request', () => {
  test.each([
    ['an absolute one', 'http://localhost:8000/v1/user/list', 200],
    ['an absolute one of another host', 'https://dnl.example.com/v1/user/list?per_page=1', 200],
    ['an absolute one in capitals', 'HTTP://LOCALHOST/v1/user/list', 200],
    ['an absolute one of the other API', 'http://x/acefone/v1/user/288256', 200],
    ['an absolute one of the other API, for a method it has not', 'http://x/v1/auth/as_client', 405],
    ['an absolute one without a path', 'http://localhost', 404],
    ['an absolute one with a query only', 'http://localhost?page=0', 404],
    ['an absolute one with an impossible port', 'http://localhost:999999/v1/user/list', 200],
    ['an absolute one with an unclosed bracket', 'http://[::1/v1/user/list', 200],
    ['doubled slashes', '//v1//user///list', 200],
    ['a doubled slash that looks like a host', '//example.com/v1/user/list', 404],
    ['a fragment', '/v1/user/list#top', 404],
    ['percent-encoded letters', '/v1/us%65r/l%69st', 200],
    ['invalid percent-encoding', '/v1/user/%', 404],
    ['percent-encoding that is no UTF-8', '/v1/user/%ff%fe', 404],
    ['a percent-encoded zero', '/v1/user/%00', 404],
    ['a percent-encoded slash', '/v1/user%2Flist', 404],
    ['percent-encoded line ends', '/v1/user/%0d%0aSet-Cookie:%20a=b', 404],
    ['a backslash', '/v1/user\\list', 404],
    ['a question mark too many', '/v1/user/list??page=1', 200],
    ['raw bytes beyond ASCII', '/v1/user/\u00e9', 400],
    ['a very long query', `/v1/user/list?name=${'x'.repeat(15_000)}`, 200],
    ['a very long name of a parameter', `/v1/user/list?${'x'.repeat(15_000)}=1`, 200],
    ['thousands of parameters', `/v1/user/list?${'a=1&'.repeat(3500)}`, 200],
    ['longer than URLs may be', `/v1/user/list?name=${'x'.repeat(40_000)}`, 414],
    ['more than the parser takes', `/v1/user/list?name=${'x'.repeat(200_000)}`, 431],
  ])('may be %s', async (_, target, status) => {
    const server = await startServer();
    const { converse, token } = server;
    const text = await converse(Buffer.from(requestText(`GET ${target}`, { headers: token }), 'latin1'));
    expect(statusOf(text)).toBe(status);
    expect(text).toMatch(/^access-control-allow-origin: \*\r$/im);
    expect(text).not.toMatch(/^set-cookie/im);
    await expectUnshaken(server);
  });

  test('may be the asterisk of OPTIONS', async () => {
    const server = await startServer();
    expect(statusOf(await server.converse(requestText('OPTIONS *')))).toBe(204);
    await expectUnshaken(server);
  });

  test.each([
    ['GET *', 404],
    ['OPTIONS http://localhost:999999/v1/user/list', 204],
  ])('%s gets a response', async (line, status) => {
    const server = await startServer();
    const text = await server.converse(requestText(line));
    expect(statusOf(text)).toBe(status);
    expect(text).toMatch(/^access-control-allow-origin: \*\r$/im);
    await expectUnshaken(server);
  });
});

describe('A parameter', () => {
  const ids = (text: string) => JSON.parse(text).payload.items.map(({ user_id }: { user_id: number }) => user_id);

  test('that is repeated has its last value', async () => {
    const { asAdmin } = await startServer();
    const { text } = await asAdmin('GET', '/v1/user/list?per_page=4&per_page=2&page=0&page=1');
    expect(JSON.parse(text).payload).toMatchObject({ per_page: 2, page: 1 });
  });

  test('that is repeated and is a list has all values', async () => {
    const { asAdmin } = await startServer();
    const { text } = await asAdmin('GET', '/v1/user/list?user_id_in=1&user_id_in=&user_id_in=4-5');
    expect(ids(text)).toEqual([5, 4, 1]);
  });

  test.each([
    ['name=%', 'no user has it as a name'],
    ['name=%zz', 'no user has it as a name'],
    ['name=%ff', 'no user has it as a name'],
    ['name=%ed%a0%80', 'half a surrogate pair'],
    ['name=%00', 'a zero'],
  ])('%s is decoded as far as possible: %s', async query => {
    const server = await startServer();
    const { status, text } = await server.asAdmin('GET', `/v1/user/list?${query}`);
    expect([status, JSON.parse(text).payload.total]).toEqual([200, 0]);
    await expectUnshaken(server);
  });

  test.each([
    ['__proto__=1&constructor=2&toString=3&hasOwnProperty=4', '__proto__, constructor, toString, hasOwnProperty'],
    ['__proto__[page]=7&page[]=9', '__proto__%5Bpage%5D, page%5B%5D'],
    ['a%0d%0aSet-Cookie:%20x=1', 'a%0D%0ASet-Cookie%3A%20x'],
    ['%zz=1', '%25zz'],
    ['%F0%9F%8E%AD=1', '%F0%9F%8E%AD'],
    ['junk&junk=1&junk=2', 'junk'],
  ])('?%s is unknown and is named in a header', async (query, named) => {
    const server = await startServer();
    const { status, headers, text } = await server.asAdmin('GET', `/v1/user/list?${query}`);
    expect(status).toBe(200);
    expect(ids(text)).toHaveLength(5);
    expect(headers['understudy-unknown-parameters']).toBe(named);
    expect(headers).not.toHaveProperty('set-cookie');
    await expectUnshaken(server);
  });

  test('with a very long name does not make the header too long', async () => {
    const { asAdmin } = await startServer();
    const { headers } = await asAdmin('GET', `/v1/user/list?${'\u00e9'.repeat(1000).replaceAll('é', '%C3%A9')}=1`);
    expect(headers['understudy-unknown-parameters']?.length).toBeLessThanOrEqual(1000);
  });
});
