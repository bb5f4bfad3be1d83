import { describe, expect, test } from 'vitest';
import { expectUnshaken, requestText, startServer } from './start-server.js';

describe('Bytes that are no request are refused, and their connection is closed', () => {
  test.each([
    ['garbage', 'hello\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex')],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /v1/user/list\r\n\r\n'],
    ['HTTP/9.9', 'GET /v1/user/list HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['a method that is none', 'FETCH /v1/user/list HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a method in small letters', 'get /v1/user/list HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no host', 'GET /v1/user/list HTTP/1.1\r\n\r\n'],
    ['a space in the address', 'GET /v1/user/list ?page=1 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an address that is none', 'GET v1/user/list HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n'],
    ['a zero in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: \u0000\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n'],
    ['two lengths', 'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a negative length', 'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    [
      'a length and chunks',
      'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a chunk that is none', 'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['too many headers', `GET / HTTP/1.1\r\nHost: x\r\n${`X-A: ${'x'.repeat(1000)}\r\n`.repeat(40)}\r\n`],
    ['a long token', `GET /v1/user/list HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${'x'.repeat(60_000)}\r\n\r\n`],
  ])('%s', async (_, bytes) => {
    const server = await startServer();
    const text = await server.converse(bytes);
    expect(text).toMatch(/^$|HTTP\/1\.1 (4\d\d|505) /);
    expect(text).not.toContain(' 200 ');
    await expectUnshaken(server);
  });
});

test('HTTP/1.0 gets a response', async () => {
  const server = await startServer();
  const text = await server.converse(
    `GET /v1/user/list HTTP/1.0\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n\r\n`,
  );
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  expect(text).toContain('"total":5');
});

test('A request to upgrade to WebSockets gets a plain response', async () => {
  const server = await startServer();
  const headers = { ...server.token, Connection: 'Upgrade', Upgrade: 'websocket' };
  const socket = await server.open();
  const response = new Promise<string>(resolve => socket.once('data', data => resolve(String(data))));
  socket.write(requestText('GET /v1/user/list', { headers }));
  expect(await response).toMatch(/^HTTP\/1\.1 200 /);
  await expectUnshaken(server);
});

describe('Requests that are pipelined', () => {
  const create = (token: string, name: string) => {
    const body = `{"name":"${name}","passwd":"x","user_type":"client","email":null}`;
    return `POST /v1/user/create HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };

  test('get their responses in their order', async () => {
    const server = await startServer();
    const token = server.token['X-Auth-Token'];
    const text = await server.converse(
      create(token, 'one') +
        create(token, 'two') +
        `GET /v1/user/list HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n` +
        requestText('GET /v1/user/5', { headers: server.token }),
    );
    expect(text.match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(['200', '200', '401', '404', '200']);
    expect(text.indexOf('"object_id":6')).toBeLessThan(text.indexOf('"object_id":7'));
    await expectUnshaken(server, 7);
  });

  test('may be hundreds', async () => {
    const server = await startServer();
    const list = `GET /v1/user/1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n\r\n`;
    const text = await server.converse(list.repeat(500), requestText('GET /nowhere'));
    expect(text.match(/HTTP\/1\.1 200 /g)).toHaveLength(500);
    await expectUnshaken(server);
  });
});
