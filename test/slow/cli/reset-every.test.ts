import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

const headers = { 'X-Auth-Token': 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM' };

test('--reset-every resets everything at each interval, and prints that', async () => {
  const { url, ended, child } = await serving(['--memory', '--records', '3', '--reset-every', '300ms'], {
    cwd: await temporaryFolder(),
  });
  // it is announced, but not for sandboxes, whose data stay
  const announced = async (path: string) =>
    (await fetch(`${url}${path}`, { headers })).headers.get('Understudy-Next-Reset');
  expect(await announced('/~box/v1/user/1')).toBeNull();
  const first = Date.parse((await announced('/v1/user/1')) ?? '');
  expect(first).toBeLessThanOrEqual(Date.now() + 300);
  while (Date.parse((await announced('/v1/user/1')) ?? '') === first) await passed(20);
  const statusOf = async () => (await fetch(`${url}/v1/user/1`, { headers })).status;
  for (let round = 0; round < 2; round++) {
    // until a change is seen before the next reset
    do await fetch(`${url}/v1/user/1`, { method: 'DELETE', headers });
    while ((await statusOf()) !== 404);
    while ((await statusOf()) !== 200) await passed(20);
  }
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('The mock was reset (--reset-every 300ms).\n');
});
