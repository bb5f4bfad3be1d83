import { describe, expect, test } from 'vitest';
import { type Controlled, startControl } from './start-control.js';

type Event = { id: number; request: { url: string } };

/** A connection that watches requests as they are answered. */
async function watch(server: Pick<Controlled, 'open'>, prefix = '') {
  const socket = await server.open();
  socket.write(`GET ${prefix}/__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  let text = '';
  socket.on('data', chunk => {
    text += chunk;
  });
  const watcher = {
    socket,
    text: () => text,
    /** The requests that were told of, once there are so many. */
    async events(count: number): Promise<Event[]> {
      while (watcher.told().length < count) await new Promise(setImmediate);
      return watcher.told();
    },
    told: (): Event[] =>
      [...text.matchAll(/^event: request\nid: \d+\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '')),
  };
  await waitFor(() => text.includes('\r\n\r\n'));
  return watcher;
}

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

describe('Who watches', () => {
  test('is told of each request once it has been answered, as the journal has it', async () => {
    const server = await startControl();
    const watcher = await watch(server);
    expect(watcher.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Content-Type: text\/event-stream\r\n/s);
    await server.asAdmin('GET', '/v1/user/1');
    await server.asAdmin('GET', '/v1/none');
    const events = await watcher.events(2);
    expect(events).toMatchObject([{ request: { url: '/v1/user/1' } }, { request: { url: '/v1/none' } }]);
    const { requests } = (await server.control('GET', '/requests')).body;
    expect(events).toEqual(requests.toReversed());
    expect([...watcher.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([1, 2]);
  });

  test('is told of a sandbox alone, or of the mock alone', async () => {
    const server = await startControl();
    const [mock, sandbox] = [await watch(server), await watch(server, '/~a')];
    await server.list('/~a');
    await server.total();
    await server.list('/~b');
    await server.list('/~a');
    expect(await sandbox.events(2)).toMatchObject([{ sandbox: 'a' }, { sandbox: 'a' }]);
    expect(await mock.events(1)).toHaveLength(1);
  });

  test('may be one of several, and each is told', async () => {
    const server = await startControl();
    const watchers = await Promise.all(Array.from({ length: 15 }, () => watch(server)));
    await server.total();
    for (const watcher of watchers) expect(await watcher.events(1)).toHaveLength(1);
  });

  test('leaves whenever it likes, and nothing breaks, not even while requests are answered', async () => {
    const server = await startControl();
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

  test('and asks with HEAD is told the media type and no more', async () => {
    const server = await startControl();
    const answered = await server.control('HEAD', '/events');
    expect(answered).toMatchObject({ status: 200, text: '', headers: { 'content-type': 'text/event-stream' } });
  });

  test('is let go when the mock is closed, at once', async () => {
    const server = await startControl();
    const watcher = await watch(server);
    const ended = new Promise(resolve => watcher.socket.on('end', resolve));
    await server.mock.close();
    await ended;
    expect(watcher.text()).toMatch(/\r\n0\r\n\r\n$/);
  });
});

test('Who does not read is left without events rather than that they pile up, and holds nobody up', async () => {
  const server = await startControl({ users: 200 });
  const [slow, quick] = [await watch(server), await watch(server)];
  slow.socket.pause();
  // an event of each has the 64 KiB that are kept of an answer: far more in all than the connection and the server take
  const asked = 300;
  for (let at = 0; at < asked; at++) await server.asAdmin('GET', '/v1/user/list?per_page=200');
  await waitFor(() => lastIdIn(quick.text()) === asked);
  expect(quick.told()).toHaveLength(asked);
  slow.socket.resume();
  // once it reads again, it is told of what comes then
  while (!(lastIdIn(slow.text()) > asked)) await server.total();
  expect(slow.told().filter(({ id }) => id <= asked).length).toBeLessThan(asked);
});

function lastIdIn(text: string): number {
  return Number.parseInt(text.slice(text.lastIndexOf('\nid: ') + '\nid: '.length), 10);
}
