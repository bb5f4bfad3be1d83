import { describe, expect, test } from 'vitest';
import { type AdminClient, startAdmin } from '../../admin/start-admin.js';

type Event = { id: number; request: { url: string } };

/** A connection that watches requests. */
async function watch(server: Pick<AdminClient, 'open'>, prefix = '', last?: number) {
  const socket = await server.open();
  const after = last === undefined ? '' : `Last-Event-ID: ${last}\r\n`;
  socket.write(`GET ${prefix}/__admin/events HTTP/1.1\r\nHost: localhost\r\n${after}\r\n`);
  let text = '';
  socket.on('data', chunk => {
    text += chunk;
  });
  const watcher = {
    socket,
    text: () => text,
    /** The received requests, when there are so many. */
    async events(count: number): Promise<Event[]> {
      while (watcher.told().length < count) await new Promise(setImmediate);
      return watcher.told();
    },
    /** The numbers of the requests that are gone. */
    gone: (): { from: number; to: number }[] =>
      [...text.matchAll(/^event: gone\nid: \d+\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '')),
    told: (): Event[] =>
      [...text.matchAll(/^event: request\nid: \d+\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '')),
  };
  await waitFor(() => text.includes('\r\n\r\n'));
  return watcher;
}

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

describe('A watcher', () => {
  test('gets each request after its response, as the journal has it', async () => {
    const server = await startAdmin();
    const watcher = await watch(server);
    expect(watcher.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Content-Type: text\/event-stream\r\n/s);
    await server.asAdmin('GET', '/v1/user/1');
    await server.asAdmin('GET', '/v1/none');
    const events = await watcher.events(2);
    expect(events).toMatchObject([{ request: { url: '/v1/user/1' } }, { request: { url: '/v1/none' } }]);
    const { requests } = (await server.admin('GET', '/requests')).body;
    expect(events).toEqual(requests.toReversed());
    expect([...watcher.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([1, 2]);
  });

  test('gets only the events of its sandbox, or only those of the mock', async () => {
    const server = await startAdmin();
    const [mock, sandbox] = [await watch(server), await watch(server, '/~a')];
    await server.list('/~a');
    await server.total();
    await server.list('/~b');
    await server.list('/~a');
    expect(await sandbox.events(2)).toMatchObject([{ sandbox: 'a' }, { sandbox: 'a' }]);
    expect(await mock.events(1)).toHaveLength(1);
  });

  test('may be one of several, and each is named', async () => {
    const server = await startAdmin();
    const watchers = await Promise.all(Array.from({ length: 15 }, () => watch(server)));
    await server.total();
    for (const watcher of watchers) expect(await watcher.events(1)).toHaveLength(1);
  });

  test('may disconnect at any time, even while requests are handled', async () => {
    const server = await startAdmin();
    for (let round = 0; round < 20; round++) {
      const watcher = await watch(server);
      const asked = Promise.all(Array.from({ length: 5 }, () => server.total()));
      await watcher.events(round % 3);
      if (round % 2) watcher.socket.resetAndDestroy();
      else watcher.socket.destroy();
      await asked;
    }
    expect(await server.total()).toBe(5);
  });

  test('that sends HEAD gets only the media type', async () => {
    const server = await startAdmin();
    const result = await server.admin('HEAD', '/events');
    expect(result).toMatchObject({ status: 200, text: '', headers: { 'content-type': 'text/event-stream' } });
  });

  test('is disconnected at once when the mock is closed', async () => {
    const server = await startAdmin();
    const watcher = await watch(server);
    const ended = new Promise(resolve => watcher.socket.on('end', resolve));
    await server.mock.close();
    await ended;
    expect(watcher.text()).toMatch(/\r\n0\r\n\r\n$/);
  });
});

describe('A watcher that reads slowly', () => {
  test('delays no other, and gets later what the journal still has', async () => {
    const server = await startAdmin({ records: 200 });
    const [slow, quick] = [await watch(server), await watch(server)];
    slow.socket.pause();
    // each event has the 64 KiB that are kept of a response: far more in all than the connection and the server buffer
    const asked = 100;
    for (let at = 0; at < asked; at++) await server.asAdmin('GET', '/v1/user/list?per_page=200');
    await waitFor(() => lastIdIn(quick.text()) === asked);
    expect(quick.told()).toHaveLength(asked);
    slow.socket.resume();
    await waitFor(() => lastIdIn(slow.text()) === asked);
    expect(slow.told().map(({ id }) => id)).toEqual(Array.from({ length: asked }, (_, at) => at + 1));
  });

  test('gets the numbers that the journal no longer has', async () => {
    const server = await startAdmin({ records: 200, journal: 10 });
    const slow = await watch(server);
    slow.socket.pause();
    for (let at = 0; at < 200; at++) await server.asAdmin('GET', '/v1/user/list?per_page=200');
    slow.socket.resume();
    await waitFor(() => lastIdIn(slow.text()) === 200);
    const told = slow.told().map(({ id }) => id);
    const gone = slow.gone();
    const counted = told.length + gone.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    expect([counted, gone.length > 0, told.slice(-10)]).toEqual([
      200,
      true,
      Array.from({ length: 10 }, (_, at) => at + 191),
    ]);
  });
});

describe('A stream that broke off continues where it was', () => {
  test('with the id of the last event that came', async () => {
    const server = await startAdmin();
    for (const path of ['/v1/user/1', '/v1/user/2', '/v1/user/3']) await server.asAdmin('GET', path);
    const watcher = await watch(server, '', 1);
    expect(await watcher.events(2)).toMatchObject([{ id: 2 }, { id: 3, request: { url: '/v1/user/3' } }]);
    await server.total();
    expect((await watcher.events(3)).map(({ id }) => id)).toEqual([2, 3, 4]);
    expect(watcher.gone()).toEqual([]);
  });

  test.each<[string, number, object[], number[]]>([
    ['and says what is gone', 1, [{ from: 2, to: 4 }], [5, 6]],
    ['and says so of all', 0, [{ from: 1, to: 4 }], [5, 6]],
    ['without a word where nothing is missing', 4, [], [5, 6]],
    ['with nothing where nothing has come since', 6, [], []],
    ['from the oldest on where the number was never given', 900, [], [5, 6]],
  ])('%s', async (_, last, gone, told) => {
    const server = await startAdmin({ journal: 2 });
    for (let at = 0; at < 6; at++) await server.total();
    const watcher = await watch(server, '', last);
    await server.total();
    expect((await watcher.events(told.length + 1)).map(({ id }) => id)).toEqual([...told, 7]);
    expect(watcher.gone()).toEqual(gone);
  });

  test.each(['x', '-1', '1.5', '9'.repeat(16)])('but not with an id that no event has: %s', async id => {
    const server = await startAdmin();
    const result = await server.admin('GET', '/events', { headers: { 'Last-Event-ID': id } });
    expect([result.status, result.body.detail]).toEqual([400, expect.stringContaining('Last-Event-ID')]);
  });
});

test('Headers ask a proxy to pass on each event unchanged and without delay', async () => {
  const server = await startAdmin();
  const { headers } = await server.admin('HEAD', '/events');
  expect(headers).toMatchObject({ 'x-accel-buffering': 'no', 'cache-control': 'no-store, no-transform' });
  expect((await watch(server)).text()).toMatch(/X-Accel-Buffering: no\r\n.*\r\n\r\n.*: one event for each request/s);
});

test('There may be a hundred watchers, and one that leaves makes room', async () => {
  const server = await startAdmin();
  const watchers = await Promise.all(Array.from({ length: 100 }, (_, at) => watch(server, at % 2 ? '' : '/~a')));
  const { status, body } = await server.admin('GET', '/events');
  expect([status, body.code]).toEqual([503, 'too-many-watchers']);
  watchers[0]?.socket.destroy();
  let result = '';
  while (!result.startsWith('HTTP/1.1 200')) {
    const socket = await server.open();
    socket.write('GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    result = String(await new Promise(resolve => socket.once('data', resolve)));
  }
});

function lastIdIn(text: string): number {
  return Number.parseInt(text.slice(text.lastIndexOf('\nid: ') + '\nid: '.length), 10);
}
