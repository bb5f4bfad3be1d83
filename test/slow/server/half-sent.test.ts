import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { expectUnshaken, startServer, textUntilClosed } from '../../server/start-server.js';

const NEW = '{"name":"new","passwd":"x","user_type":"client","email":null}';

/** The beginning of a request that announces a body. */
function head(line: string, headers: Record<string, string>): string {
  const lines = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

const HALVES: [string, (token: object) => string][] = [
  ['nothing', () => ''],
  ['half a request line', () => 'POST /v1/user/cre'],
  ['a request line alone', () => 'POST /v1/user/create HTTP/1.1\r\n'],
  ['half a header', () => 'POST /v1/user/create HTTP/1.1\r\nHost: x\r\nX-Auth-To'],
  ['headers without the body', token => head('POST /v1/user/create', { ...token, 'Content-Length': '60' })],
  ['half a body', token => head('POST /v1/user/create', { ...token, 'Content-Length': '60' }) + NEW.slice(0, 20)],
  [
    'half a body for Acefone',
    () => `${head('PATCH /acefone/v1/user/288256', { 'Content-Length': '60' })}{"name":"half"`,
  ],
  ['half a body that is not wanted', () => `${head('POST /nowhere', { 'Content-Length': '60' })}{"name":"half"`],
  [
    'half a chunk',
    token => `${head('POST /v1/user/create', { ...token, 'Transfer-Encoding': 'chunked' })}3c\r\n{"name"`,
  ],
  [
    'chunks that never end',
    token => `${head('POST /v1/user/create', { ...token, 'Transfer-Encoding': 'chunked' })}1\r\n{\r\n`,
  ],
  [
    'half a gzip',
    token => `${head('POST /v1/user/create', { ...token, 'Content-Encoding': 'gzip', 'Content-Length': '60' })}\x1f`,
  ],
  [
    'half of far too much',
    token => head('POST /v1/user/create', { ...token, 'Content-Length': '9999999' }) + 'x'.repeat(2_000_000),
  ],
];

describe('A client that goes silent', () => {
  test.each(HALVES)('after %s is cut off', async (_, half) => {
    const server = await startServer({ limits: { requestTimeout: 200 } });
    const text = await server.converse(half(server.token));
    expect(text).not.toContain(' 200 ');
    await expectUnshaken(server);
  });
});

describe('A client that hangs up', () => {
  test.each(HALVES)('after %s is forgotten', async (_, half) => {
    const finished: number[] = [];
    const server = await startServer({ onFinished: ({ status }) => finished.push(status) });
    const socket = await server.open();
    socket.write(half(server.token));
    await server.total();
    socket.destroy();
    await once(socket, 'close');
    await expectUnshaken(server);
    expect(finished.filter(status => status === 500)).toEqual([]);
  });

  test.each(HALVES)('on one side only, after %s, gets a response or is cut off', async (_, half) => {
    const server = await startServer();
    const socket = await server.open();
    const received = textUntilClosed(socket);
    socket.end(half(server.token));
    expect(await received).not.toContain(' 200 ');
    await expectUnshaken(server);
  });

  test('before the response does not undo its change', async () => {
    const server = await startServer();
    const socket = await server.open();
    const headers = { ...server.token, 'Content-Length': String(NEW.length) };
    socket.end(head('POST /v1/user/create', headers) + NEW);
    await once(socket.resume(), 'close');
    await expectUnshaken(server, 6);
  });
});

test('A body that comes byte by byte is read', async () => {
  const server = await startServer();
  const socket = await server.open();
  const received = textUntilClosed(socket);
  socket.setNoDelay(true);
  const headers = { ...server.token, Connection: 'close', 'Content-Length': String(NEW.length) };
  for (const byte of head('POST /v1/user/create', headers) + NEW) {
    socket.write(byte);
    await new Promise(setImmediate);
  }
  expect(await received).toContain('{"object_id":6,"success":true}');
  await expectUnshaken(server, 6);
});

test('A client that expects 100 Continue gets it', async () => {
  const server = await startServer();
  const headers = {
    ...server.token,
    Connection: 'close',
    Expect: '100-continue',
    'Content-Length': String(NEW.length),
  };
  const text = await server.converse(head('POST /v1/user/create', headers), NEW);
  expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
});

test('A client that waits for 100 Continue gets it after the response to an earlier request', async () => {
  const server = await startServer({ records: 160 });
  const asking = { ...server.token, Expect: '100-continue' };
  const text = await server.converse(
    head('GET /v1/user/list', server.token) + head('GET /v1/user/list', asking),
    head('GET /v1/user/list?page=x', server.token),
    head('POST /v1/user/create', { ...asking, Connection: 'close', 'Content-Length': String(NEW.length) }) + NEW,
  );
  const responses = text.split(/(?=HTTP\/1\.1 )/);
  expect(responses.map(response => response.slice('HTTP/1.1 '.length, 12))).toEqual([
    '200',
    '100',
    '200',
    '400',
    '100',
    '200',
  ]);
  const [headers = '', body = ''] = responses[2]?.split('\r\n\r\n') ?? [];
  expect(headers).toContain(`Content-Length: ${body.length}\r\n`);
  await expectUnshaken(server, 161);
});
