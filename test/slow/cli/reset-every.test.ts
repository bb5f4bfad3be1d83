import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

const headers = { 'X-Auth-Token': 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM' };

test('--reset-every resets everything at each interval, and prints that', async () => {
  const { url, ended, child } = await serving(['--memory', '--records', '3', '--reset-every', '300ms'], {
    cwd: await temporaryFolder(),
  });
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
