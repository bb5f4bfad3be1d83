import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

type Served = Awaited<ReturnType<typeof serving>>;

async function asked(
  { url, banner }: Pick<Served, 'url' | 'banner'>,
  path: string,
  headers: Record<string, string> = {},
) {
  const token = /dnl admin token +(\S+)/.exec(banner)?.[1] ?? '';
  const response = await fetch(`${url}${path}`, { headers: { 'X-Auth-Token': token, ...headers } });
  return { status: response.status, headers: response.headers, body: await bodyOf(response) };
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads responses without types
const bodyOf = (response: Response): Promise<any> => response.json();

async function started(...flags: string[]) {
  const served = await serving(['--memory', '--verbose', '--records', '5', ...flags], { cwd: await temporaryFolder() });
  const ask = (path: string, headers?: Record<string, string>) => asked(served, path, headers);
  const total = async (prefix = '') => (await ask(`${prefix}/v1/user/list`)).body.payload.total;
  const sandboxes = async () => (await ask('/__admin/sandboxes')).body.sandboxes;
  return { ...served, ask, total, sandboxes };
}

test('--scenario starts with the records of that scenario', async () => {
  const { ask, total } = await started('--scenario', 'empty');
  expect(await total()).toBe(0);
  expect((await ask('/__admin/scenario')).body).toEqual({ name: 'empty' });
});

test('--fixtures starts with the records of that file, and with seeded ones where it has none', async () => {
  const file = join(await temporaryFolder(), 'own.json');
  await writeFile(file, JSON.stringify({ dnl: { roles: [{ role_id: 7, role_name: 'Only' }] } }));
  const { ask, total } = await started('--fixtures', file);
  expect((await ask('/v1/config/role/list')).body.payload.items).toEqual([{ role_id: 7, role_name: 'Only' }]);
  expect(await total()).toBe(5);
});

test('--remote-overrides open opens sandboxes and preferences to other machines, and without it they are closed', async () => {
  const meets = async (...flags: string[]) => {
    const { ask } = await started('--host', '0.0.0.0', ...flags);
    const sandboxed = await ask('/~box/v1/user/list');
    const preferred = await ask('/v1/user/1', { Prefer: 'code=404' });
    return [sandboxed.status, sandboxed.headers.get('Understudy-Sandbox'), preferred.status];
  };
  expect(await meets('--remote-overrides', 'open')).toEqual([200, 'box', 404]);
  expect(await meets()).toEqual([403, 'box', 200]);
});

test('--sandboxes limits the number of sandboxes', async () => {
  const { total, sandboxes } = await started('--sandboxes', '2');
  for (const name of ['a', 'b', 'a', 'c']) await total(`/~${name}`);
  expect(await sandboxes()).toEqual(['a', 'c']);
});

test('--sandbox-ttl limits how long a sandbox may be idle', async () => {
  const { total, sandboxes } = await started('--sandbox-ttl', '20ms');
  await total('/~a');
  while ((await sandboxes()).length > 0) await passed(10);
  const kept = await started('--sandbox-ttl', '30m');
  await kept.total('/~a');
  expect(await kept.sandboxes()).toEqual(['a']);
});
