import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Entry, type Exchange, Journal, JournalMemory } from '../../src/journal/index.js';
import { OperationMatcher } from '../../src/openapi/index.js';
import { type Api, type ApiCallback, CallbackSender } from '../../src/server/index.js';

/** A server of one test. */
async function serve(respond: RequestListener): Promise<string> {
  const server = createServer(respond);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const PAUSES = [1, 2, 3];

/** A journal whose requests to `POST /things` have these callbacks. */
function calling(
  planned: readonly ApiCallback[],
  {
    timeout = 10_000,
    loopbackOnly = true,
    pauses = PAUSES,
  }: { timeout?: number; loopbackOnly?: boolean; pauses?: number[] } = {},
) {
  const sender = new CallbackSender({ loopbackOnly, pauses, timeout });
  onTestFinished(() => sender.close());
  const journal = new Journal({ max: 1000, memory: new JournalMemory(), describe: () => ({ violations: [] }) });
  const api = { callbacks: () => planned } as unknown as Api;
  const value = { api, collections: '', operation: { id: 'make' } as never, handler: {} as never };
  const matcher = new OperationMatcher([{ method: 'POST', template: '/things', value }]);
  sender.watch(journal, () => ({ matcher, hasCallbacks: true }));
  return { sender, journal, request: () => journal.add(REQUEST, {}) };
}

const REQUEST: Exchange = {
  method: 'POST',
  url: '/things',
  prefix: '',
  path: '/things',
  search: '',
  requestHeaders: {},
  status: 201,
  responseHeaders: [],
  startedAt: 0,
  milliseconds: 1,
  api: 'things',
  operation: 'make',
  respondedBy: 'handler',
  unknownParameters: [],
  emptyParameters: [],
  unknownFields: [],
};

function to(url: string): ApiCallback {
  return { name: 'done', method: 'POST', url, headers: {}, body: Buffer.from('{}') };
}

/** The callbacks in a journal, the oldest first, once there are so many. */
async function sent(journal: Journal, count: number): Promise<readonly Entry[]> {
  const read = async () => (await journal.page({ callbacks: true }, { offset: 0, limit: 1000 })).entries;
  await expect.poll(async () => (await read()).length, { timeout: 20_000 }).toBe(count);
  return (await read()).toReversed();
}

test.each([500, 503, 429])('a callback with the response %i is sent four times at most', async status => {
  let count = 0;
  const url = await serve((_, response) => {
    count += 1;
    response.writeHead(status).end();
  });
  const { journal, request } = calling([to(url)]);
  request();
  const entries = await sent(journal, 4);
  expect(entries.map(({ exchange }) => exchange.callback?.attempt)).toEqual([1, 2, 3, 4]);
  expect(entries.map(({ exchange }) => exchange.status)).toEqual([status, status, status, status]);
  expect(count).toBe(4);
});

test('a callback is not sent again once it succeeds, nor after a 404', async () => {
  let count = 0;
  const url = await serve((request, response) => {
    count += 1;
    response.writeHead(request.url === '/404' ? 404 : count < 3 ? 500 : 204).end();
  });
  const { journal, request } = calling([to(url)]);
  request();
  expect((await sent(journal, 3)).map(({ exchange }) => exchange.status)).toEqual([500, 500, 204]);
  const other = calling([to(`${url}404`), to(url)]);
  other.request();
  expect((await sent(other.journal, 2)).map(({ exchange }) => exchange.callback?.attempt)).toEqual([1, 1]);
});

test('a callback to a closed port is sent again', async () => {
  const { journal, request } = calling([to('http://127.0.0.1:1/')]);
  request();
  const [first, ...others] = await sent(journal, 4);
  expect(first?.exchange.callback).toEqual({
    of: 1,
    name: 'done',
    attempt: 1,
    failure: 'No connection could be made: ECONNREFUSED.',
  });
  expect(others).toHaveLength(3);
});

test('an address of another machine is not sent to, and not tried again', async () => {
  const { journal, request } = calling([
    to('http://192.0.2.1/'),
    to('http://[2001:db8::1]/'),
    to('http://localhost:1/'),
  ]);
  request();
  const entries = await sent(journal, 6);
  const failures = entries.map(({ exchange }) => exchange.callback?.failure);
  expect(failures.filter(failure => failure === 'Its address is not of this machine.')).toHaveLength(2);
  expect(failures.filter(failure => failure?.includes('ECONNREFUSED'))).toHaveLength(4);
});

test('a receiver that never responds is given up', async () => {
  const url = await serve(() => {});
  const { journal, request } = calling([to(url)], { timeout: 50, pauses: [] });
  request();
  const [entry] = await sent(journal, 1);
  expect(entry?.exchange.callback?.failure).toBe('No response came within 0.05 s.');
});

test('of an endless response only the beginning is read', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200);
    const write = () => {
      if (!response.destroyed) response.write('x'.repeat(10_000), () => setImmediate(write));
    };
    write();
  });
  const { journal, request } = calling([to(url)]);
  request();
  const [entry] = await sent(journal, 1);
  expect(entry?.exchange).toMatchObject({ status: 200, callback: { attempt: 1 } });
  expect(entry?.responseBody).toBeUndefined();
});

test('beyond a hundred waiting callbacks, others are dropped and noted', async () => {
  const url = await serve(() => {});
  const { journal, request } = calling([to(url)]);
  for (let at = 0; at < 102; at++) request();
  const dropped = await sent(journal, 2);
  expect(dropped.map(({ exchange }) => exchange.callback)).toEqual(
    [101, 103].map(of => ({ of, name: 'done', attempt: 0, failure: '100 callbacks already wait, the maximum.' })),
  );
});

test('after the end no callback is sent or noted', async () => {
  let count = 0;
  let arrive = () => {};
  const arrived = new Promise<void>(resolve => {
    arrive = resolve;
  });
  const url = await serve(() => {
    count += 1;
    arrive();
  });
  const { journal, request, sender } = calling([to(url)]);
  request();
  await arrived;
  sender.close();
  request();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect((await journal.page({ callbacks: true }, { offset: 0, limit: 10 })).total).toBe(0);
  expect(count).toBe(1);
});

test('a request that the journal no longer has causes no further attempts', async () => {
  let count = 0;
  const { journal, request } = calling([
    to(
      await serve((_, response) => {
        count += 1;
        journal.clear();
        response.writeHead(500).end();
      }),
    ),
  ]);
  request();
  await expect.poll(() => count).toBe(1);
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(count).toBe(1);
  expect((await journal.page({}, { offset: 0, limit: 10 })).total).toBe(0);
});
