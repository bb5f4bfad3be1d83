import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, understudy } from '../../cli/understudy.js';
import { hasFileLimits } from '../../store/file-limit.js';
import { clientOf, type Reply } from '../../store/http-client.js';
import { type KillableServer, spawnServer } from '../../store/killable-server.js';
import { limitFilesOf } from '../../store/process-file-limit.js';

const UNSAVED = /^understudy: Failed to save the data: EFBIG: file too large, write\. Free space .*\n$/;
const CHANGE = { first_name: 'Changed' };
const BODY = { name: 'no', passwd: 'x', user_type: 'client', email: null };

async function started(folder: string, args: string[] = []) {
  const server = spawnServer(folder, args);
  return { server, client: clientOf(await server.listening()) };
}

/** Lets the log of a server grow by some bytes and no more. */
function full(server: KillableServer, bytes: number) {
  const [log = ''] = logsOf(server);
  return limitFilesOf(server.pid, statSync(join(server.folder, log)).size + bytes);
}

function linesOf(server: KillableServer): number {
  return server.stderr().split('\n').length - 1;
}

function logsOf({ folder }: KillableServer): string[] {
  return readdirSync(folder).filter(name => name.endsWith('.log'));
}

function expectRefused({ status, type, json }: Reply): void {
  expect({ status, type }).toEqual({ status: 500, type: 'application/problem+json' });
  expect(json).toMatchObject({ status: 500, code: 'data-unsaved', detail: expect.stringContaining('EFBIG') });
}

describe.skipIf(!hasFileLimits).each(['fsync', 'write'])('On a disk that is full (%s)', durability => {
  const args = ['--durability', durability, '--records', '700'];

  test('a change is refused and taken back, in memory as on the disk, however much of it fits', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, args);
    for (const [round, room] of [0, 1, 100, 500].entries()) {
      await client.create(`kept ${round}`);
      const before = await client.users();
      const said = server.stderr().length;
      const { lift } = full(server, room);
      expectRefused(await client.ask('PATCH', '/v1/user/all?user_id_in=1', CHANGE));
      // warnings and responses come over different streams
      while (!server.stderr().slice(said).endsWith('\n')) await passed(2);
      expect(server.stderr().slice(said)).toMatch(UNSAVED);
      expect(await client.users()).toEqual(before);
      expectRefused(await client.ask('POST', '/v1/user/create', BODY));
      while (linesOf(server) < 2 * round + 2) await passed(2);
      expect(await client.users()).toEqual(before);
      lift();
    }
    expect(await client.create('next')).toBe(705);
    const after = await client.users();
    await server.kill();
    const again = await started(folder);
    expect(again.server.stderr()).toBe('');
    expect(await again.client.users()).toEqual(after);
  });

  test('a kill right after a refusal brings nothing of the change back', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, args);
    await client.create('kept');
    const before = await client.users();
    full(server, 300);
    expectRefused(await client.ask('PATCH', '/v1/user/all?user_id_in=1', CHANGE));
    await server.kill();
    const again = await started(folder);
    expect(await again.client.users()).toEqual(before);
    expect(await again.client.create('next')).toBe(702);
  });

  test('a change of many is refused and taken back, whether its beginning fits or not', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, args);
    await client.create('kept');
    const before = await client.users();
    for (const room of [0, 300_000, 600_000]) {
      const { lift } = full(server, room);
      expectRefused(await client.ask('PATCH', '/v1/user/all?user_id_in=1-700', CHANGE));
      expect(await client.users()).toEqual(before);
      lift();
    }
    expect(await client.patch('user_id_in=1-600', { last_name: 'Later' })).toBe(600);
    const after = await client.users();
    expect(after).toEqual(before.map(user => (user.user_id <= 600 ? { ...user, last_name: 'Later' } : user)));
    await server.kill();
    expect(await (await started(folder)).client.users()).toEqual(after);
  });

  test('many changes at once are each acknowledged and there, or refused and not', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, args);
    await client.create('kept');
    full(server, 20_000);
    const ids = Array.from({ length: 100 }, (_, at) => at + 1);
    const replies = await Promise.all(
      ids.map(id => client.ask('PATCH', `/v1/user/all?user_id_in=${id}`, { last_name: `L${id}` })),
    );
    for (const reply of replies) if (reply.status !== 200) expectRefused(reply);
    const isChanged = replies.map(({ status }) => status === 200);
    expect(isChanged).toContain(false);
    const users = await client.users();
    expect(ids.map(id => users[id - 1]?.last_name === `L${id}`)).toEqual(isChanged);
    await server.kill();
    expect(await (await started(folder)).client.users()).toEqual(users);
  });

  test('it stops in order, and what was acknowledged is there again', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, args);
    await client.create('kept');
    const users = await client.users();
    full(server, 10);
    expectRefused(await client.ask('PATCH', '/v1/user/all?user_id_in=1', CHANGE));
    const { code, stderr } = await server.kill('SIGTERM');
    expect(code).toBe(0);
    expect(stderr).toContain('Failed to rewrite the data file: EFBIG');
    expect(await (await started(folder)).client.users()).toEqual(users);
  });
});

describe.skipIf(!hasFileLimits)('Where a checkpoint does not fit on the disk', () => {
  test('changes are acknowledged as ever, warnings are rare, and all changes are there again', async () => {
    const folder = await temporaryFolder();
    const { server, client } = await started(folder, ['--records', '5000']);
    // the checkpoint has about 5 MB, and is due once the log has 4
    limitFilesOf(server.pid, 4_800_000);
    const long = 'x'.repeat(100_000);
    for (let change = 0; change < 45; change++) await client.patch('user_id_in=1', { first_name: `${change} ${long}` });
    for (let change = 0; change < 30; change++) await client.patch('user_id_in=2', { first_name: `${change}` });
    const told = server
      .stderr()
      .split('\n')
      .filter(line => line.includes('Failed to rewrite the data file'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(5);
    expect(logsOf(server).length).toBeLessThan(5);
    const users = await client.users();
    expect(users[1]?.first_name).toBe('29');
    await server.kill();
    const again = await started(folder);
    expect(await again.client.users()).toEqual(users);
    // there is room again
    await again.client.patch('user_id_in=2', { first_name: 'Last' });
    expect((await again.server.kill('SIGTERM')).stderr).toBe('');
    expect(logsOf(again.server)).toHaveLength(1);
  });
});

describe('A folder that cannot be written is refused at the start, in one sentence', () => {
  test.each([
    ['below a file', (folder: string) => join(folder, 'file', 'data')],
    ['where nobody may make one', () => '/proc/understudy'],
  ])('%s', async (_, folderIn) => {
    const cwd = await temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    const folder = folderIn(cwd);
    const { code, stdout, stderr } = await understudy(['serve', '--port', '0', '--data', folder], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^understudy: Failed to open \S+: (ENOTDIR|ENOENT|EROFS|EACCES): .*\n$/);
    expect(stderr).toContain(folder);
  });

  test.skipIf(!hasFileLimits)(
    'on a disk without room for the data: nothing is left that a later start stumbles over',
    async () => {
      const folder = await temporaryFolder();
      const starting = spawnServer(folder, ['--records', '5000']);
      limitFilesOf(starting.pid, 100_000);
      const { code, stderr } = await starting.ended;
      expect(code).toBe(2);
      expect(stderr).toMatch(/^understudy: Failed to write the data: EFBIG.*\n$/);
      const { client } = await started(folder, ['--records', '50']);
      expect(await client.total()).toBe(50);
    },
  );
});
