import { expect, test } from 'vitest';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';

const SECRET = 'never-to-be-printed';

test.each([
  [[], / {2}console +http:\/\/localhost:\d+\/__admin\n/],
  [['--admin-token', SECRET], / {2}console +http:\/\/localhost:\d+\/__admin \(with the admin token\)\n/],
  [
    ['--host', '0.0.0.0'],
    /\/__admin \(closed; see --admin-token\)\n.*\n {2}open to all +the APIs; not sandboxes and Prefer \(see --remote-overrides\)\n/s,
  ],
  [
    ['--host', '0.0.0.0', '--admin-token', SECRET, '--remote-overrides', 'open'],
    /\/__admin \(with the admin token\)\n.*\n {2}open to all +the APIs, sandboxes, Prefer\n/s,
  ],
])('with %j the banner shows what is open', async (flags, rows) => {
  const { banner } = await serving(['--memory', '--records', '1', ...flags], { cwd: await temporaryFolder() });
  expect(banner).toMatch(rows);
  expect(banner).not.toContain(SECRET);
});

test('the admin token may come from a variable, and an empty one counts as not set', async () => {
  const statusOf = async (token: string) => {
    const env = { UNDERSTUDY_ADMIN_TOKEN: token };
    const { url } = await serving(['--memory', '--records', '1'], { cwd: await temporaryFolder(), env });
    const bare = await fetch(`${url}/__admin/rules`);
    const right = await fetch(`${url}/__admin/rules`, { headers: { Authorization: `Bearer ${SECRET}` } });
    return [bare.status, right.status];
  };
  expect(await statusOf(SECRET)).toEqual([401, 200]);
  expect(await statusOf('')).toEqual([200, 200]);
});

test('the headers of a proxy are trusted only with --trust-proxy', async () => {
  const detailFor = async (...flags: string[]) => {
    const { url } = await serving(['--memory', '--records', '1', ...flags], { cwd: await temporaryFolder() });
    const response = await fetch(`${url}/nowhere`, { headers: { 'X-Forwarded-Prefix': '/mock' } });
    return ((await response.json()) as { detail: string }).detail;
  };
  expect(await detailFor('--trust-proxy')).toBe('No operation matches GET /mock/nowhere.');
  expect(await detailFor()).toBe('No operation matches GET /nowhere.');
});

test('--limit, --delay and --journal set the options of createMock', async () => {
  const flags = ['--limit', 'url=100', '--limit', 'rules=1', '--delay', '1', '--journal', '1'];
  const { url } = await serving(['--memory', '--records', '1', ...flags], { cwd: await temporaryFolder() });
  expect((await fetch(`${url}/v1/user/list?name=${'x'.repeat(100)}`)).status).toBe(414);
  const add = () => fetch(`${url}/__admin/rules`, { method: 'POST', body: '{"match":{},"expireTokens":true}' });
  expect([(await add()).status, (await add()).status]).toEqual([201, 409]);
  await fetch(`${url}/v1/user/1`);
  expect(((await (await fetch(`${url}/__admin/requests`)).json()) as { requests: [] }).requests).toHaveLength(1);
});

test('nothing that a server prints has a secret of its clients or its admin token in it', async () => {
  const flags = ['--memory', '--records', '1', '--admin-token', SECRET];
  const { url, child, ended } = await serving(flags, { cwd: await temporaryFolder() });
  const headers = { Authorization: `Bearer ${SECRET}`, 'X-Auth-Token': SECRET, Cookie: `session=${SECRET}` };
  const body = JSON.stringify({
    name: 'x',
    passwd: SECRET,
    user_type: SECRET,
    email_or_name: 'admin',
    password: SECRET,
  });
  for (const path of ['/v1/user/create', '/v1/auth', '/acefone/v1/auth/login', '/nowhere', '/__admin/rules']) {
    await fetch(`${url}${path}?token=${SECRET}&x-auth-token=${SECRET}&password=${SECRET}`, {
      method: 'POST',
      headers,
      body,
    });
  }
  await fetch(`${url}/__admin/rules`, { headers: { Authorization: SECRET.slice(1) } });
  child.kill('SIGINT');
  const { stdout, stderr } = await ended;
  expect(stdout.match(/^\d\d:\d\d:\d\d POST /gm)).toHaveLength(5);
  expect(stdout + stderr).not.toContain(SECRET);
});

test.each([['--help'], ['--port', 'x'], [`--admin-tokn=${SECRET}`], ['--limit', 'x=1']])(
  'neither %j nor any other output of a start that comes to nothing has the admin token in it',
  async (...flags) => {
    const cwd = await temporaryFolder();
    const env = { UNDERSTUDY_ADMIN_TOKEN: SECRET };
    const { stdout, stderr } = await understudy(['serve', '--memory', '--admin-token', SECRET, ...flags], { cwd, env });
    expect(stdout + stderr).not.toBe('');
    expect(stdout + stderr).not.toContain(SECRET);
  },
);

test('an admin token that no client could send is refused without being shown', async () => {
  const cwd = await temporaryFolder();
  const { code, stderr } = await understudy(['serve', '--memory', '--admin-token', `${SECRET} `], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('without spaces');
  expect(stderr).not.toContain(SECRET);
});
