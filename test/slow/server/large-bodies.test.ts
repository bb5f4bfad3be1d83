import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectUnshaken, startServer } from '../../server/start-server.js';

const MEBIBYTE = 1024 * 1024;
const TEN = 10 * MEBIBYTE;
const NEW = '"name":"new","passwd":"x","user_type":"client","email":null';

/** A body of exactly so many bytes that creates a user. */
const bodyOf = (bytes: number) => `{${NEW},"fullname":"${'x'.repeat(bytes - NEW.length - 16)}"}`;

type Server = Awaited<ReturnType<typeof startServer>>;

/** Sends chunks without a length on an agent's connection, and resolves to status, body and port of the client. */
function chunked({ url, token }: Server, { agent, path, chunks }: { agent: Agent; path: string; chunks: Buffer[] }) {
  return new Promise<{ status: number; text: string; port: number }>((resolve, reject) => {
    const asked = request(new URL(path, url), { method: 'POST', agent, headers: token }, response => {
      let text = '';
      const port = response.socket.localPort ?? 0;
      response.on('data', data => {
        text += data;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, port }));
    });
    asked.on('error', reject);
    for (const chunk of chunks) asked.write(chunk);
    asked.end();
  });
}

function keptAgent(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe('A body of 10 MB', () => {
  test('gets 413 where its length is sent before', async () => {
    const server = await startServer();
    const { status, text } = await server.asAdmin('POST', '/v1/user/create', { body: bodyOf(TEN) });
    expect(status).toBe(413);
    expect(Object.keys(JSON.parse(text).errors[0])).toEqual(['_schema']);
    await expectUnshaken(server);
  });

  test('gets 413 where its length is not sent, and its connection can be used again', async () => {
    const server = await startServer();
    const agent = keptAgent();
    const chunks = Array.from({ length: 160 }, () => Buffer.alloc(64 * 1024, '['));
    const refused = await chunked(server, { agent, path: '/v1/user/create', chunks });
    expect(refused.status).toBe(413);
    const accepted = await chunked(server, { agent, path: '/v1/user/create', chunks: [Buffer.from(`{${NEW}}`)] });
    expect([accepted.status, accepted.port]).toEqual([200, refused.port]);
    await expectUnshaken(server, 6);
  });

  test('gets 413 also if it is that large only after it is decompressed', async () => {
    const server = await startServer();
    const body = gzipSync(bodyOf(TEN));
    expect(body.length).toBeLessThan(MEBIBYTE / 10);
    const headers = { 'Content-Encoding': 'gzip' };
    expect((await server.asAdmin('POST', '/v1/user/create', { headers, body })).status).toBe(413);
    await expectUnshaken(server);
  });

  test('is refused in Acefone’s envelope by Acefone', async () => {
    const server = await startServer();
    const { status, text } = await server.ask('PATCH', '/acefone/v1/user/288256', { body: 'x'.repeat(TEN) });
    expect([status, JSON.parse(text).success]).toEqual([400, false]);
    await expectUnshaken(server);
  });

  test.each([
    [401, 'POST', '/v1/user/create', false],
    [404, 'POST', '/nowhere', false],
    [405, 'PUT', '/v1/user/list', true],
    [200, 'GET', '/v1/user/list', true],
    [204, 'OPTIONS', '/v1/user/create', false],
  ] as const)('is let go by where it does not matter: %i', async (expected, method, path, isAdmin) => {
    const server = await startServer();
    const { status } = await (isAdmin ? server.asAdmin : server.ask)(method, path, { body: 'x'.repeat(TEN) });
    expect(status).toBe(expected);
    await expectUnshaken(server);
  });

  test('hides no request that comes after it', async () => {
    const server = await startServer();
    const agent = keptAgent();
    const big = Buffer.from(bodyOf(TEN));
    const small = Buffer.from(`{${NEW}}`);
    const responses = await Promise.all(
      [big, small, big, small].map(chunk => chunked(server, { agent, path: '/v1/user/create', chunks: [chunk] })),
    );
    expect(responses.map(({ status }) => status)).toEqual([413, 200, 413, 200]);
    await expectUnshaken(server, 7);
  });
});

describe('The limit', () => {
  test.each([
    [MEBIBYTE - 1, 200],
    [MEBIBYTE, 200],
    [MEBIBYTE + 1, 413],
  ])('is 1 MiB: %i bytes get %i', async (bytes, expected) => {
    const server = await startServer();
    const body = bodyOf(bytes);
    expect(Buffer.byteLength(body)).toBe(bytes);
    expect((await server.asAdmin('POST', '/v1/user/create', { body })).status).toBe(expected);
  });

  test('can be chosen, as can the depth', async () => {
    const server = await startServer({ limits: { bytes: 100, depth: 2 } });
    const status = async (body: string) => (await server.asAdmin('POST', '/v1/user/create', { body })).status;
    expect(await status(bodyOf(100))).toBe(200);
    expect(await status(bodyOf(101))).toBe(413);
    expect(await status(`{${NEW},"auth_ip":[]}`)).toBe(200);
    expect(await status(`{${NEW},"auth_ip":[[]]}`)).toBe(400);
    await expectUnshaken(server, 7);
  });
});

test('A body is cut off at its announced length, and the bytes after it are no request', async () => {
  const server = await startServer();
  const { converse, token } = server;
  const text = await converse(
    `POST /v1/user/create HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${token['X-Auth-Token']}\r\nContent-Length: 2\r\n\r\n{}GARBAGE\r\n\r\n`,
  );
  expect(new Set(text.match(/HTTP\/1\.1 \d+/g))).toEqual(new Set(['HTTP/1.1 400']));
  await expectUnshaken(server);
});
