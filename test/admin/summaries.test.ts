import { describe, expect, test } from 'vitest';
import { type AdminClient, startAdmin } from './start-admin.js';

/** A connection that watches summaries, and what has come of them. */
async function watch(server: Pick<AdminClient, 'open'>, { prefix = '', last = '' } = {}) {
  const socket = await server.open();
  const header = last === '' ? '' : `Last-Event-ID: ${last}\r\n`;
  socket.write(`GET ${prefix}/__admin/events?view=summary HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`);
  let text = '';
  socket.on('data', chunk => {
    text += chunk;
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads events without types
  const data = (type: string): any[] =>
    [...text.matchAll(new RegExp(`^event: ${type}\\n(?:id: \\d+\\n)?data: (.*)\\n\\n`, 'gm'))].map(([, json = '']) =>
      JSON.parse(json),
    );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise(setImmediate);
  };
  await until(() => data('start').length > 0);
  return { data, until, rows: () => data('requests').flat(), text: () => text };
}

describe('A watcher of summaries', () => {
  test('first gets the time of the start and the numbers in the journal', async () => {
    const server = await startAdmin();
    await server.total();
    const { data } = await watch(server);
    const { startedAt } = (await server.admin('GET', '/state')).body;
    expect(data('start')).toEqual([{ startedAt, oldest: 1, next: 2 }]);
  });

  test('gets what a list shows of each request, several in one event', async () => {
    const server = await startAdmin();
    const watcher = await watch(server);
    await Promise.all([
      server.asAdmin('GET', '/v1/user/list?page=x&colour=red'),
      server.asAdmin('GET', '/v1/none'),
      server.asAdmin('GET', '/v1/user/1'),
    ]);
    await watcher.until(() => watcher.rows().length === 3);
    const { requests } = (await server.admin('GET', '/requests?view=summary')).body;
    expect(watcher.rows()).toEqual(requests.toReversed());
    expect(requests).toContainEqual({
      id: expect.any(Number),
      at: expect.any(String),
      milliseconds: expect.any(Number),
      method: 'GET',
      url: '/v1/user/list?page=x&colour=red',
      status: 400,
      api: 'dnl',
      operation: 'listUsers',
      respondedBy: 'refusal',
      violations: 1,
      unknown: 1,
    });
    expect(watcher.data('requests').length).toBeLessThan(3);
  });

  test('continues where it was, and gets what is gone', async () => {
    const server = await startAdmin({ journal: 3 });
    for (let at = 0; at < 6; at++) await server.total();
    const watcher = await watch(server, { last: '1' });
    await watcher.until(() => watcher.rows().length === 3);
    expect(watcher.data('gone')).toEqual([{ from: 2, to: 3 }]);
    expect(watcher.rows().map(({ id }) => id)).toEqual([4, 5, 6]);
  });

  test.each([
    ['POST', '/rules', { match: {}, response: { status: 503 } }, 'rules'],
    ['DELETE', '/rules', undefined, 'rules'],
    ['PUT', '/clock', { frozen: true }, 'clock'],
    ['PUT', '/settings', { profile: 'observed' }, 'settings'],
    ['PUT', '/scenario', { name: 'empty' }, 'scenario'],
    ['PUT', '/snapshots/one', undefined, 'snapshots'],
    ['PUT', '/sandboxes/box', {}, 'sandboxes'],
    ['PUT', '/records/dnl/users', { records: [] }, 'records'],
    ['DELETE', '/requests', undefined, 'requests'],
    ['POST', '/reset', undefined, 'reset'],
  ])('hears of %s %s', async (method, path, json, what) => {
    const server = await startAdmin();
    const watcher = await watch(server);
    await server.admin(method, path, json === undefined ? {} : { json });
    await watcher.until(() => watcher.data('changed').length > 0);
    expect(watcher.data('changed')).toEqual([{ what, revision: 1 }]);
  });

  test('hears of what code of the process changes, and not of what is refused or only read', async () => {
    const server = await startAdmin();
    const watcher = await watch(server);
    await server.admin('GET', '/rules');
    await server.admin('POST', '/rules', { json: { odd: 1 } });
    await server.mock.clock.set({ frozen: true });
    await server.mock.snapshot('one');
    await server.mock.reset();
    await watcher.until(() => watcher.data('changed').length === 3);
    expect(watcher.data('changed')).toEqual([
      { what: 'clock', revision: 1 },
      { what: 'snapshots', revision: 2 },
      { what: 'reset', revision: 3 },
    ]);
  });

  test('of a sandbox hears only of that sandbox', async () => {
    const server = await startAdmin();
    const [mock, box] = [await watch(server), await watch(server, { prefix: '/~box' })];
    await server.admin('POST', '/rules', { in: 'box', json: { match: {}, response: { status: 503 } } });
    await server.list('/~box');
    await server.admin('PUT', '/clock', { json: { frozen: true } });
    await box.until(() => box.rows().length > 0);
    await mock.until(() => mock.data('changed').length > 0);
    expect(box.data('changed')).toEqual([{ what: 'rules', revision: 1 }]);
    expect([mock.data('changed'), mock.rows()]).toEqual([[{ what: 'clock', revision: 1 }], []]);
  });

  test('of full events hears of no changes', async () => {
    const server = await startAdmin();
    const socket = await server.open();
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.write('GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    while (!text.includes('\r\n\r\n')) await new Promise(setImmediate);
    await server.admin('PUT', '/clock', { json: { frozen: true } });
    await server.total();
    while (!text.includes('event: request\n')) await new Promise(setImmediate);
    expect(text).not.toMatch(/event: (start|changed)/);
  });
});

describe('The list of requests', () => {
  async function started() {
    const server = await startAdmin();
    await server.admin('POST', '/rules', {
      json: { match: { operation: 'getUser' }, times: 1, response: { status: 503 } },
    });
    await server.asAdmin('GET', '/v1/user/1');
    await server.asAdmin('GET', '/v1/none');
    await server.create('', 'agent-seven');
    await server.asAdmin('GET', '/v1/user/list?per_page=1');
    return server;
  }

  test.each([
    ['', [4, 3, 2, 1]],
    ['before=3', [2, 1]],
    ['before=1', []],
    ['method=POST', [3]],
    ['method=post', []],
    ['respondedBy=unmatched', [2]],
    ['rule=rule-1', [1]],
    ['body=agent-seven', [3]],
    ['responseBody=object_id', [3]],
    ['responseBody=total&before=4', []],
    ['body=agent-seven&status=404', []],
  ])('is filtered by %j', async (query, ids) => {
    const server = await started();
    for (const view of ['summary', 'full']) {
      const { body } = await server.admin('GET', `/requests?view=${view}&${query}`);
      expect(body.requests.map(({ id }: { id: number }) => id)).toEqual(ids);
      expect(body.total).toBe(ids.length);
    }
  });

  test.each(['view=short', 'before=0', 'respondedBy=nobody'])('refuses %j', async query => {
    const server = await startAdmin();
    expect((await server.admin('GET', `/requests?${query}`)).status).toBe(400);
  });
});
