import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

async function served(...flags: string[]) {
  return serving(['--memory', '--records', '5', ...flags], { cwd: await temporaryFolder() });
}

/** The commands of a banner, each as it can be pasted. */
function commandsIn(banner: string): string[] {
  return banner.split('\n\n').filter(section => section.startsWith('  curl'));
}

/** The status that a pasted command gets. */
async function statusOf(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    `${command.trimEnd()} -sS -o /dev/null -w '%{http_code}'`,
  ]);
  return stdout;
}

test('the banner shows the addresses first, how to stop, the data, and one command', async () => {
  const { banner, url } = await served();
  expect(banner).toMatch(/^Understudy \d+\.\d+\.\d+ is ready after \d+\.\d s\. Ctrl-C stops it\.\n\n {2}console /);
  for (const address of ['/__admin', '/v1', '/acefone/v1']) expect(banner).toContain(`  ${url}${address}\n`);
  expect(banner).toContain('  data     in memory, 5 users, seed 1\n');
  expect(banner).toContain('  changed  --records 5\n');
  expect(commandsIn(banner)).toHaveLength(1);
});

test.each([
  [[]],
  [['--reading', 'auth=token,text-match=contains,body-nulls=accepted', '--delay', '20', '--sandbox-ttl', '90m']],
  [['--host', '0.0.0.0', '--admin-token', 'x', '--scenario', 'slow-backend']],
  [['--api', 'acefone', '--profile', 'observed']],
])('with %j no line of it is longer than 80 columns', async flags => {
  const { banner } = await served(...flags);
  expect(banner.split('\n').filter(line => line.length > 80)).toEqual([]);
});

test('changes by flags and variables are shown as flags, and an admin token is not', async () => {
  const flags = ['--scenario', 'slow-backend', '--sandbox-ttl', '90m', '--reading', 'auth=token,body-nulls=accepted'];
  const { banner } = await serving(['--memory', '--admin-token', 'never-shown', ...flags], {
    cwd: await temporaryFolder(),
    env: { UNDERSTUDY_DELAY: '7', UNDERSTUDY_PROFILE: 'observed' },
  });
  const changed = /changed(.*?)\n {2}tokens/s.exec(banner)?.[1]?.replace(/\s+/g, ' ').trim();
  expect(changed).toBe(
    '--scenario slow-backend --sandbox-ttl 90m --profile observed --reading auth=token --reading body-nulls=accepted --delay 7',
  );
  expect(banner).not.toContain('never-shown');
});

test.each([
  [[]],
  [['--scenario', 'empty']],
  [['--reading', 'auth=token']],
  [['--profile', 'observed', '--verbose']],
  [['--reading', 'auth=token', '--api', 'acefone']],
  [['--host', '0.0.0.0', '--verbose']],
  [['--admin-token', 'x', '--default-api', 'acefone', '--verbose']],
])('with %j every command of it works as it is pasted', async flags => {
  const { banner } = await served(...flags);
  const commands = commandsIn(banner);
  expect(commands).toHaveLength(flags.includes('--verbose') ? 2 : 1);
  for (const command of commands) expect(await statusOf(command)).toBe('200');
});

test('the tokens are where the banner says, by API', async () => {
  const { banner } = await served();
  const address = /tokens +(http\S+)/.exec(banner)?.[1] ?? '';
  expect(await (await fetch(address)).json()).toEqual({
    dnl: { admin: ADMIN, nonAdmin: expect.stringMatching(/^ey/) },
    acefone: { account: expect.stringMatching(/^ey/) },
  });
});

test('--verbose prints each token, and a log-in that works', async () => {
  const { banner, url } = await served('--verbose');
  expect(banner).toContain(`\n  dnl admin token  ${ADMIN}\n`);
  expect(banner).toMatch(/\n {2}dnl non-admin token {2}\S+\n/);
  expect(banner).toMatch(/\n {2}acefone account token {2}\S+\n/);
  const [, name, password] = /dnl log-in {2}(\S+) \/ (\S+) \(POST \/auth\)/.exec(banner) ?? [];
  const post = (path: string, body: object) => fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  expect((await post('/v1/auth', { email_or_name: name, password })).status).toBe(200);
  expect(banner).toContain('acefone log-in  admin / admin (POST /auth/login)');
  expect((await post('/acefone/v1/auth/login', { email: name, password })).status).toBe(200);
});

test('where other machines can be clients, the banner shows the addresses at which they reach the server', async () => {
  const { banner, url } = await served('--host', '0.0.0.0');
  const port = new URL(url).port;
  const addresses = [...banner.matchAll(/network +(http:\/\/(\S+):(\d+)\/)/g)];
  for (const [, address = '', , at] of addresses) {
    expect(at).toBe(port);
    expect((await fetch(`${address}__admin/health`)).status).toBe(200);
  }
  expect(banner).not.toContain('0.0.0.0');
});
