import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inTerminal, serving, temporaryFolder, understudy } from '../../cli/understudy.js';

const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';
const admin = { headers: { 'X-Auth-Token': ADMIN } };

test('each request is one short line, in which no secret of a query stands; --quiet prints none', async () => {
  const cwd = await temporaryFolder();
  const loud = await serving(['--memory'], { cwd });
  await fetch(`${loud.url}/v1/user/list?active=true&passwd=hidden`, admin);
  const log = await loud.printed(/ GET .* ms .*\n/);
  expect(log).toMatch(
    /\n\d\d:\d\d:\d\d GET \/v1\/user\/list\?active=true&passwd=\[redacted\] 200 \d+\.\d ms dnl\.listUsers\n/,
  );
  expect(log).not.toContain('hidden');

  const quiet = await serving(['--memory', '--quiet'], { cwd });
  await fetch(`${quiet.url}/v1/user/list`, admin);
  quiet.child.kill('SIGINT');
  expect((await quiet.ended).stdout).not.toContain('GET');
});

test('no line is lost at a stop, and all come before its last message', async () => {
  const { child, ended, url } = await serving(['--memory'], { cwd: await temporaryFolder() });
  for (let request = 0; request < 50; request++) await fetch(`${url}/v1/user/${request}`, admin);
  child.kill('SIGINT');
  const { stdout } = await ended;
  expect(stdout.match(/(?<= GET \/v1\/user\/)\d+/g)).toEqual(Array.from({ length: 50 }, (_, at) => String(at)));
  expect(stdout).toMatch(/ ms .*\nStopped; the data were only in memory, and are lost\.\n$/);
});

test('it continues when its output is closed', async () => {
  const { child, url } = await serving(['--memory'], { cwd: await temporaryFolder() });
  child.stdout?.destroy();
  for (let request = 0; request < 3; request++) {
    expect((await fetch(`${url}/v1/user/list`, admin)).status).toBe(200);
  }
  expect(child.exitCode).toBe(null);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with 0 once the changes are saved, and a restart has them',
  async signal => {
    const cwd = await temporaryFolder();
    const first = await serving([], { cwd });
    const created = await create(first.url, 'kept');
    expect(created).toEqual({ object_id: 1795, success: true });
    first.child.kill(signal);
    expect(await first.ended).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('Stopped; all changes are saved.'),
    });

    const second = await serving([], { cwd });
    const user = await (await fetch(`${second.url}/v1/user/1795`, admin)).json();
    expect(user).toMatchObject({ payload: { name: 'kept' }, success: true });
  },
);

test('a request that never ends delays a stop only by seconds, and one Ctrl-C that arrives twice counts once', async () => {
  const { child, ended, url } = await serving(['--memory'], { cwd: await temporaryFolder() });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`POST /v1/user/create HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${ADMIN}\r\nContent-Length: 9\r\n\r\n{`);
  await fetch(`${url}/v1/user/list`, admin);
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Stopped; the data were only in memory, and are lost.'),
  });
});

test('a second Ctrl-C ends it at once', async () => {
  const { child, ended, url } = await serving(['--memory'], { cwd: await temporaryFolder() });
  const delayed = fetch(`${url}/v1/user/1721`, { headers: { ...admin.headers, Prefer: 'delay=30000' } });
  const refused = expect(delayed).rejects.toThrow();
  await fetch(`${url}/v1/user/1721`, admin);
  child.kill('SIGINT');
  const isListening = () => fetch(`${url}/v1/user/1721`, admin).then(Boolean, () => false);
  await expect.poll(isListening, { timeout: 30_000 }).toBe(false);
  // sooner it would be taken for the same one, which npm passes on
  await new Promise(resolve => setTimeout(resolve, 1000));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 2, stdout: expect.not.stringContaining('Stopped') });
  await refused;
});

test('an acknowledged change survives kill -9, and the folder is free at once', async () => {
  const cwd = await temporaryFolder();
  const first = await serving([], { cwd });
  await create(first.url, 'survivor');
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await serving([], { cwd });
  expect((await fetch(`${second.url}/v1/user/1795`, admin)).status).toBe(200);
});

// elsewhere `script` has other flags
test.runIf(process.platform === 'linux')(
  'Ctrl-C in a terminal ends npm start with 0 once all is saved, though its signal comes twice',
  async () => {
    const data = join(await temporaryFolder(), 'data');
    const terminal = inTerminal(`npm start -- --port 0 --records 5 --data '${data}'`);
    const banner = await terminal.printed(/\/v1\r\n.*curl .*\r\n\r\n/s);
    const url = /http:\/\/localhost:\d+/.exec(banner)?.[0] ?? '';
    await create(url, 'kept');
    const delayed = fetch(`${url}/v1/user/6`, { headers: { ...admin.headers, Prefer: 'delay=500' } });
    await fetch(`${url}/v1/user/6`, admin);
    terminal.type('\u0003');
    expect((await delayed).status).toBe(200);
    expect(await terminal.ended).toMatch(/Stopped; all changes are saved\.\r\n.*ended with 0/s);
    expect(readFileSync(join(data, 'data.json'), 'utf8')).toContain('"name":"kept"');
  },
);

test('a second process on the same folder is refused in one sentence', async () => {
  const cwd = await temporaryFolder();
  await serving([], { cwd });
  const { code, stderr } = await understudy(['serve', '--port', '0'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^understudy: Failed to open \S+\.understudy: another process or mock is using it\. .*\n$/);
});

test('reset is refused while a server uses the folder', async () => {
  const cwd = await temporaryFolder();
  const { url } = await serving([], { cwd });
  await create(url, 'kept');
  const { code, stderr } = await understudy(['reset'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/another process or mock is using it/);
  expect((await fetch(`${url}/v1/user/1795`, admin)).status).toBe(200);
});

test('a busy port gives one sentence', async () => {
  const cwd = await temporaryFolder();
  const { url } = await serving(['--memory'], { cwd });
  const { code, stderr, stdout } = await understudy(['serve', '--memory', '--port', new URL(url).port], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^understudy: Failed to listen on 127\.0\.0\.1, port \d+: the port is in use\. .*\n$/);
});

test('other numbers than the folder was seeded with are refused; reset and --reset accept them', async () => {
  const cwd = await temporaryFolder();
  const first = await serving(['--records', '5', '--seed', '3'], { cwd });
  first.child.kill('SIGINT');
  await first.ended;
  const { code, stderr } = await understudy(['serve', '--port', '0', '--records', '6'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/seeded with --records 5 --seed 3, not with --records 6 --seed 3.*understudy reset.*--reset/);

  const reset = await understudy(['reset', '--records', '6'], { cwd });
  expect(reset).toEqual({ code: 0, stderr: '', stdout: 'Seeded .understudy again: 6 users, seed 3.\n' });
  const fresh = await serving(['--reset', '--records', '7'], { cwd });
  expect(fresh.banner).toContain('7 users, seed 3');
});

test('a damaged file is refused with its line and left as it is', async () => {
  const cwd = await temporaryFolder();
  await understudy(['reset'], { cwd });
  const file = join(cwd, '.understudy', 'data.json');
  const damaged = readFileSync(file, 'utf8').replace('"user_type":"admin"', '"user_type":admin');
  await writeFile(file, damaged);
  const { code, stderr } = await understudy(['serve', '--port', '0'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/data\.json:6 is not JSON: .*--reset/);
  expect(readFileSync(file, 'utf8')).toBe(damaged);
});

test('PORT and HOST are read from the environment, and a flag wins', async () => {
  const cwd = await temporaryFolder();
  const { banner } = await serving(['--memory'], { cwd, env: { PORT: '1', HOST: '127.0.0.2' } });
  expect(banner).toMatch(/http:\/\/127\.0\.0\.2:\d+\/v1/);
});

test('--api, --default-api, --profile and --reading choose what is played', async () => {
  const flags = [
    '--memory',
    '--api',
    'acefone',
    '--default-api',
    'acefone',
    '--profile',
    'observed',
    '--reading',
    'auth=token',
    '--verbose',
  ];
  const { url, banner } = await serving(flags, { cwd: await temporaryFolder() });
  expect((await fetch(`${url}/v1/user/288256`, { method: 'PATCH' })).status).toBe(401);
  const token = /acefone account token {2}(\S+)/.exec(banner)?.[1];
  const response = await fetch(`${url}/v1/user/288256`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
});

async function create(url: string, name: string): Promise<unknown> {
  const body = JSON.stringify({ name, passwd: 'x', user_type: 'agent', email: 'x@example.com' });
  return (await fetch(`${url}/v1/user/create`, { method: 'POST', body, ...admin })).json();
}
