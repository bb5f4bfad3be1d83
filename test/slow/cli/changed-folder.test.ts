import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';
import { hasFileLimits } from '../../store/file-limit.js';
import { clientOf } from '../../store/http-client.js';
import { spawnServer } from '../../store/killable-server.js';
import { limitFilesOf } from '../../store/process-file-limit.js';

async function started(parent: string, args: string[] = ['--records', '5']) {
  const server = spawnServer(parent, args);
  return { server, client: clientOf(await server.listening()) };
}

const BODY = { name: 'lost', passwd: 'x', user_type: 'client', email: null };

test('A folder that is removed while it is used: changes and log-ins are refused, and the stop says so and exits with 2', async () => {
  const { server, client } = await started(await temporaryFolder());
  await client.create('kept');
  rmSync(server.folder, { recursive: true });
  const requests: [string, string, object][] = [
    ['POST', '/v1/user/create', BODY],
    ['POST', '/v1/auth', { email_or_name: 'admin', password: 'admin' }],
    ['PATCH', '/v1/user/all?user_id_in=1', { first_name: 'Lost' }],
    ['POST', '/__admin/reset', {}],
    ['PUT', '/__admin/scenario', { name: 'empty' }],
    ['PUT', '/__admin/records/dnl/users', { records: [] }],
  ];
  for (const [method, path, body] of requests) {
    const { status, json } = await client.ask(method, path, body);
    const detail = `Failed to save the data: ${server.folder} has been removed or moved.`;
    expect({ path, status, code: json.code, detail: json.detail }).toEqual({
      path,
      status: 500,
      code: 'files-replaced',
      detail,
    });
  }
  expect(await client.total()).toBe(6);
  const { code, stdout, stderr } = await server.kill('SIGTERM');
  expect(code).toBe(2);
  expect(stdout).not.toContain('saved');
  expect(stderr).toMatch(/\nunderstudy: Stopped, but not all changes are saved: \S+ has been removed or moved\. .*\n$/);
});

test('Of two servers, the one whose folder was taken acknowledges nothing, and the other loses nothing', async () => {
  const parent = await temporaryFolder();
  const first = await started(parent);
  rmSync(first.server.folder, { recursive: true });
  const second = await started(parent);
  await second.client.create('second');
  expect((await first.client.ask('POST', '/v1/user/create', BODY)).status).toBe(500);
  expect((await first.server.kill('SIGTERM')).code).toBe(2);
  const { code, stdout } = await second.server.kill('SIGTERM');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Stopped; all changes are saved.')]);
  const text = readFileSync(join(second.server.folder, 'data.json'), 'utf8');
  expect([text.includes('"second"'), text.includes('"lost"')]).toEqual([true, false]);
});

test('A log that is removed while it is used costs one request, and a kill after that nothing', async () => {
  const parent = await temporaryFolder();
  const { server, client } = await started(parent);
  await client.create('kept');
  rmSync(join(server.folder, 'data.1.log'));
  expect((await client.ask('POST', '/v1/user/create', BODY)).status).toBe(500);
  while ((await client.ask('POST', '/v1/user/create', { ...BODY, name: 'next' })).status !== 200);
  const users = await client.users();
  expect(users.slice(5).map(({ name }) => name)).toEqual(['kept', 'next']);
  await server.kill();
  expect(await (await started(parent)).client.users()).toEqual(users);
});

test('An edit of the data file while it is used is kept under another name, which is said', async () => {
  const { server, client } = await started(await temporaryFolder());
  const file = join(server.folder, 'data.json');
  writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replaceAll('admin', 'edited'));
  renameSync(`${file}.new`, file);
  await client.create('made');
  const { code, stderr } = await server.kill('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^understudy: \S+data\.json was changed by another program while the server used it: \S+data\.json\.edited keeps that/,
  );
  expect(readFileSync(`${file}.edited`, 'utf8')).toContain('"edited"');
  expect(readFileSync(file, 'utf8')).toContain('"made"');
});

test.skipIf(!hasFileLimits)('A failed last checkpoint is reported, with the log that has all data', async () => {
  const { server, client } = await started(await temporaryFolder());
  await client.create('kept');
  limitFilesOf(server.pid, 2000);
  const { code, stderr } = await server.kill('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^understudy: Failed to rewrite the data file: EFBIG.* The log has all changes, and the next start reads it\.\n$/,
  );
});

test('A last checkpoint that fails for another reason than space does not say to free space', async () => {
  const { server, client } = await started(await temporaryFolder());
  await client.create('kept');
  mkdirSync(join(server.folder, 'data.json.writing'));
  const { stderr } = await server.kill('SIGTERM');
  expect(stderr).toContain('Failed to rewrite the data file: EISDIR');
  expect(stderr).not.toContain('Free space');
});

test('What was in memory only is not said to be saved', async () => {
  const { child, ended } = await serving(['--memory', '--quiet'], { cwd: await temporaryFolder() });
  child.kill('SIGTERM');
  const { stdout, code } = await ended;
  expect([stdout.split('\n').at(-2), code]).toEqual(['Stopped; the data were only in memory, and are lost.', 0]);
});

test('A reset beside a running server names the reset of that server', async () => {
  const { server } = await started(await temporaryFolder());
  const { code, stderr } = await understudy(['reset', '--data', server.folder], { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/another process or mock is using it\. .*POST http:\/\/localhost:8000\/__admin\/reset/);
});

test('A scenario with records is refused where there are data already; one without goes on with them', async () => {
  const parent = await temporaryFolder();
  const { server, client } = await started(parent);
  await client.create('kept');
  await server.kill('SIGTERM');
  const refused = spawnServer(parent, ['--scenario', 'empty']);
  const { code, stderr } = await refused.ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /data\.json has other data, so that the scenario empty cannot start with its records\. .*--reset`\.\n$/,
  );
  const rules = await started(parent, ['--scenario', 'expired-token']);
  expect((await rules.client.ask('GET', '/v1/user/list')).status).toBe(401);
  expect((await rules.client.ask('GET', '/__admin/scenario')).json).toEqual({ name: 'expired-token' });
  await rules.server.kill('SIGTERM');
  const reset = await started(parent, ['--scenario', 'empty', '--reset']);
  expect(await reset.client.total()).toBe(0);
  expect((await reset.client.ask('GET', '/__admin/scenario')).json).toEqual({ name: 'empty' });
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'The data of a scenario stay those of the scenario after %s and a restart, until another is begun',
  async signal => {
    const parent = await temporaryFolder();
    const { server, client } = await started(parent, ['--records', '5', '--scenario', 'empty']);
    await client.create('kept');
    await server.kill(signal);
    for (const flags of [[], ['--scenario', 'empty']]) {
      const again = await started(parent, flags);
      expect((await again.client.ask('GET', '/__admin/scenario')).json).toEqual({ name: 'empty' });
      expect(await again.client.total()).toBe(1);
      await again.server.kill(signal);
    }
    const { code, stderr } = await spawnServer(parent, ['--scenario', 'slow-backend']).ended;
    expect(code).toBe(2);
    expect(stderr).toContain(
      'data.json has the data of the scenario empty, so that the scenario slow-backend cannot start with its records.',
    );
    const last = await started(parent);
    await last.client.ask('POST', '/__admin/reset');
    expect(await last.client.total()).toBe(0);
    await last.client.ask('PUT', '/__admin/scenario', { name: 'documented' });
    expect(await last.client.total()).toBe(5);
    await last.server.kill(signal);
    const documented = await started(parent);
    expect((await documented.client.ask('GET', '/__admin/scenario')).json).toEqual({ name: 'documented' });
    expect(await documented.client.total()).toBe(5);
  },
);
