import { describe, expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from './start-admin.js';

async function changed(server: AdminClient, prefix = ''): Promise<void> {
  await server.create(prefix);
  expect((await server.asAdmin('DELETE', `${prefix}/v1/user/2`)).status).toBe(200);
  const body = '{"designation":"Changed"}';
  expect((await server.ask('PATCH', `${prefix}/acefone/v1/user/288256`, { body })).status).toBe(200);
}

async function stateOf(server: AdminClient, prefix = '') {
  const { items } = bodyOf(await server.asAdmin('GET', `${prefix}/v1/user/list`)).payload;
  const { data } = bodyOf(await server.ask('GET', `${prefix}/acefone/v1/user/288256`));
  return { ids: items.map(({ user_id: id }: { user_id: number }) => id), designation: data.team_member.designation };
}

const FIRST = { ids: [5, 4, 3, 2, 1], designation: 'Team Leader' };
const CHANGED = { ids: [6, 5, 4, 3, 1], designation: 'Changed' };

describe('A reset', () => {
  test('puts the data of all APIs, the clock, the readings, the rules and the journal back', async () => {
    const server = await startAdmin();
    await changed(server);
    await server.admin('PUT', '/clock', { json: { frozen: true } });
    await server.admin('PUT', '/settings', { json: { profile: 'consistent' } });
    await server.admin('POST', '/rules', { json: { match: { operation: 'createUser' }, response: { status: 500 } } });
    expect(await stateOf(server)).toEqual(CHANGED);
    expect((await server.admin('POST', '/reset')).status).toBe(204);
    expect((await server.admin('GET', '/requests')).body.total).toBe(0);
    expect(await stateOf(server)).toEqual(FIRST);
    expect((await server.admin('GET', '/clock')).body.moved).toBe(false);
    expect((await server.admin('GET', '/settings')).body.profile).toBe('documented');
    expect((await server.admin('GET', '/rules')).body.rules).toEqual([]);
    // ids start again, too
    expect(await server.create()).toBe(6);
  });

  test('of a sandbox restores only that sandbox, to its first state', async () => {
    const server = await startAdmin();
    await changed(server);
    await server.create('/~b');
    await server.create('/~a');
    await server.admin('POST', '/reset', { in: 'a' });
    expect([await stateOf(server), await stateOf(server, '/~a')]).toEqual([CHANGED, CHANGED]);
    await server.admin('POST', '/reset');
    expect([await stateOf(server), await stateOf(server, '/~a')]).toEqual([FIRST, CHANGED]);
    expect((await stateOf(server, '/~b')).ids).toEqual([7, 6, 5, 4, 3, 1]);
  });
});

describe('Snapshots', () => {
  test('are saved, listed, restored any number of times, replaced and deleted', async () => {
    const server = await startAdmin();
    expect((await server.admin('GET', '/snapshots')).body).toEqual({ snapshots: [] });
    expect((await server.admin('PUT', '/snapshots/first')).status).toBe(204);
    await changed(server);
    await server.admin('PUT', '/snapshots/changed');
    for (const [name, state] of [
      ['first', FIRST],
      ['changed', CHANGED],
      ['first', FIRST],
    ] as const) {
      expect((await server.admin('POST', `/snapshots/${name}/restore`)).status).toBe(204);
      expect(await stateOf(server)).toEqual(state);
    }
    expect((await server.admin('GET', '/snapshots')).body).toEqual({ snapshots: ['first', 'changed'] });
    await server.admin('PUT', '/snapshots/changed');
    await server.admin('POST', '/snapshots/changed/restore');
    expect(await stateOf(server)).toEqual(FIRST);
    expect((await server.admin('DELETE', '/snapshots/changed')).status).toBe(204);
    expect((await server.admin('GET', '/snapshots')).body).toEqual({ snapshots: ['first'] });
  });

  test('of any name are found by it', async () => {
    const server = await startAdmin();
    for (const name of ['a b', 'é/ü', '..', '%', '__proto__', "it's"]) {
      const path = `/snapshots/${encodeURIComponent(name)}`;
      expect([name, (await server.admin('PUT', path)).status]).toEqual([name, 204]);
      expect((await server.admin('GET', '/snapshots')).body.snapshots).toEqual([name]);
      expect([name, (await server.admin('POST', `${path}/restore`)).status]).toEqual([name, 204]);
      expect([name, (await server.admin('DELETE', path)).status]).toEqual([name, 204]);
    }
  });

  test('that do not exist cannot be restored or deleted', async () => {
    const server = await startAdmin();
    await server.admin('PUT', '/snapshots/mine');
    for (const [method, path] of [
      ['POST', '/snapshots/none/restore'],
      ['DELETE', '/snapshots/none'],
    ] as const) {
      expect(await server.admin(method, path)).toMatchObject({
        status: 404,
        body: { code: 'no-such-snapshot', detail: 'There is no snapshot none; there are: mine.' },
      });
    }
  });

  test('of a sandbox are separate, and a snapshot stays after a reset', async () => {
    const server = await startAdmin();
    await server.admin('PUT', '/snapshots/mine', { in: 'a' });
    await changed(server, '/~a');
    expect((await server.admin('GET', '/snapshots')).body.snapshots).toEqual([]);
    expect((await server.admin('POST', '/snapshots/mine/restore')).status).toBe(404);
    await server.admin('PUT', '/snapshots/changed', { in: 'a' });
    await server.admin('POST', '/reset', { in: 'a' });
    await server.admin('POST', '/snapshots/changed/restore', { in: 'a' });
    expect([await stateOf(server), await stateOf(server, '/~a')]).toEqual([FIRST, CHANGED]);
  });
});

describe('A comparison with a snapshot', () => {
  test('counts the records that were added, changed and removed', async () => {
    const server = await startAdmin();
    await server.admin('PUT', '/snapshots/clean');
    expect((await server.admin('GET', '/snapshots/clean')).body).toEqual({ differences: [] });
    await changed(server);
    expect((await server.admin('GET', '/snapshots/clean')).body.differences).toEqual([
      { collection: 'dnl.users', added: 1, changed: 0, removed: 1 },
      { collection: 'acefone.users', added: 0, changed: 1, removed: 0 },
    ]);
    // a record that was put back is the same
    const path = '/records/dnl/users';
    const { before } = (await server.admin('PATCH', path, { json: { changes: { name: 'all' } } })).body;
    expect((await server.admin('GET', '/snapshots/clean')).body.differences[0]).toMatchObject({ changed: 4 });
    await server.admin('PATCH', path, { json: { records: before } });
    expect((await server.admin('GET', '/snapshots/clean')).body.differences[0]).toMatchObject({ changed: 0 });
    await server.admin('POST', '/snapshots/clean/restore');
    expect((await server.admin('GET', '/snapshots/clean')).body).toEqual({ differences: [] });
    expect(await server.admin('GET', '/snapshots/none')).toMatchObject({
      status: 404,
      body: { code: 'no-such-snapshot' },
    });
  });
});

describe('A sandbox', () => {
  test('says how old it is and what it has, which is no use of it', async () => {
    const server = await startAdmin();
    expect(await server.admin('GET', '/sandboxes/box')).toMatchObject({
      status: 404,
      body: { code: 'no-such-sandbox' },
    });
    await server.create('/~box');
    const { body } = await server.admin('GET', '/sandboxes/box');
    expect(body).toEqual({
      name: 'box',
      madeAt: expect.stringMatching(/^\d{4}-/),
      usedAt: expect.stringMatching(/^\d{4}-/),
      requests: 1,
      rules: 0,
      differences: [{ collection: 'dnl.users', added: 1, changed: 0, removed: 0 }],
    });
    expect((await server.admin('GET', '/sandboxes/box')).body.usedAt).toBe(body.usedAt);
  });
});
