import { describe, expect, test } from 'vitest';
import { textUntilClosed } from '../server/start-server.js';
import { type AdminClient, bodyOf, startAdmin } from './start-admin.js';

const FAULTS = [
  'CONNECTION_RESET_BY_PEER',
  'EMPTY_RESPONSE',
  'MALFORMED_RESPONSE_CHUNK',
  'RANDOM_DATA_THEN_CLOSE',
] as const;

type Request = { path?: string; headers?: Record<string, string>; body?: string };

/** What comes back on a connection of its own until that ends, and how it ends. */
async function broken(server: AdminClient, { path = '/v1/user/list', headers = {}, body }: Request = {}) {
  const socket = await server.open();
  const chunks: Buffer[] = [];
  const errors: string[] = [];
  socket.on('data', chunk => chunks.push(chunk));
  socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
  const closed = new Promise(resolve => socket.on('close', resolve));
  const length = body === undefined ? {} : { 'Content-Length': String(body.length) };
  const all = { Host: 'localhost', ...server.token, ...length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
  await closed;
  return { bytes: Buffer.concat(chunks), errors };
}

/** What a client sees of each fault. */
const SEEN: Record<(typeof FAULTS)[number], (seen: Awaited<ReturnType<typeof broken>>) => void> = {
  CONNECTION_RESET_BY_PEER({ bytes, errors }) {
    expect([bytes.length, errors]).toEqual([0, ['ECONNRESET']]);
  },
  EMPTY_RESPONSE({ bytes, errors }) {
    expect([bytes.length, errors]).toEqual([0, []]);
  },
  MALFORMED_RESPONSE_CHUNK({ bytes, errors }) {
    const [head = '', rest] = bytes.toString().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toMatch(/\r\nTransfer-Encoding: chunked(\r\n|$)/);
    expect(rest).toBe('no length of a chunk\r\n');
    expect(errors).toEqual([]);
  },
  RANDOM_DATA_THEN_CLOSE({ bytes, errors }) {
    expect([bytes.length, errors]).toEqual([512, []]);
    expect(bytes.toString('latin1')).not.toContain('HTTP/1.1');
  },
};

describe.each(FAULTS)('%s', fault => {
  test('breaks the connection of a request that prefers it, and of no other', async () => {
    const server = await startAdmin();
    SEEN[fault](await broken(server, { headers: { Prefer: `fault=${fault}` } }));
    expect(await server.total()).toBe(5);
  });

  test('breaks it once a body has been read, whatever the path, with or without a code', async () => {
    const server = await startAdmin();
    SEEN[fault](
      await broken(server, { path: '/v1/none', headers: { Prefer: `code=404, fault=${fault}` }, body: '{}' }),
    );
  });

  test('is done by a rule', async () => {
    const server = await startAdmin();
    await server.admin('POST', '/rules', { json: { match: { urlPath: '/v1/user/1' }, fault } });
    SEEN[fault](await broken(server, { path: '/v1/user/1' }));
    expect(await server.total()).toBe(5);
    expect((await server.admin('GET', '/rules')).body.rules[0].applied).toBe(1);
  });

  test('is in the journal as a request without a response', async () => {
    const server = await startAdmin();
    await broken(server, { headers: { Prefer: `fault=${fault}` } });
    const { requests, total } = (await server.admin('GET', '/requests?status=0')).body;
    expect(total).toBe(1);
    expect(requests[0]).toMatchObject({ response: null, respondedBy: 'rule', operation: 'listUsers', violations: [] });
    expect(requests[0]).not.toHaveProperty('rule');
  });

  test('fails for a client that speaks HTTP', async () => {
    const server = await startAdmin();
    const asked = server.asAdmin('GET', '/v1/user/list', { headers: { Prefer: `fault=${fault}` } });
    await expect(asked).rejects.toThrow();
  });
});

test('A fault waits until earlier responses on its connection are sent', async () => {
  const server = await startAdmin();
  const socket = await server.open();
  const text = textUntilClosed(socket);
  const request = (Prefer: string) =>
    `GET /v1/user/1 HTTP/1.1\r\nHost: x\r\nPrefer: ${Prefer}\r\nX-Auth-Token: ${server.token['X-Auth-Token']}\r\n\r\n`;
  socket.write(request('delay=100') + request('fault=EMPTY_RESPONSE'));
  expect(await text).toMatch(/^HTTP\/1\.1 200 OK.*"user_id":1.*"success":true\}$/s);
});

test('A fault breaks nothing on other connections', async () => {
  const server = await startAdmin();
  const slow = server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'delay=200' } });
  for (const fault of FAULTS) await broken(server, { headers: { Prefer: `fault=${fault}` } });
  expect(bodyOf(await slow).payload.user_id).toBe(1);
});
