import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/understudy.js';

const run = promisify(execFile);

test('the package, packed and installed into an empty folder, runs as a command and as a typed library', async () => {
  const cwd = await temporaryFolder();
  // the build is there already; to run `prepack` again would change dist/ under the other tests
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', cwd]);
  const tarball = readdirSync(cwd).find(file => file.endsWith('.tgz')) ?? '';
  await writeFile(join(cwd, 'package.json'), '{ "name": "user-of-understudy", "private": true, "type": "module" }');
  const { stderr } = await run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd });
  expect(stderr).not.toMatch(/understudy|prepare/);

  expect((await run('npx', ['--no', '--', 'understudy', '--version'], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);

  const program = `
    import { createMock, type DnlUser, type MockOptions, Problem, type Rule } from 'understudy-api';
    const options: MockOptions = { records: 3, seed: 2, profile: 'observed', readings: { 'text-match': 'exact' }, clock: () => new Date(0) };
    const mock = await createMock(options);
    const url: string = await mock.listen();
    const answer = await fetch(url + '/v1/user/3', { headers: { 'X-Auth-Token': mock.tokens.dnl.admin } });
    console.log(answer.status, ((await answer.json()) as { payload: { user_id: number } }).payload.user_id);
    console.log((await fetch(url + '/__admin/rules')).status);
    const page = await fetch(url + '/__admin', { headers: { Accept: 'text/html' } });
    console.log(page.headers.get('content-type'));
    const users: DnlUser[] = await mock.records.read('dnl', 'users');
    const rule: Rule = { match: { operation: 'getUser' }, fault: 'EMPTY_RESPONSE' };
    console.log(users.length, (await mock.rules.add(rule)).applied);
    await mock.reset();
    await mock.close();
    await createMock({ records: 0 }).catch((error: Problem) => console.log(error.code, error instanceof Problem));
  `;
  await writeFile(join(cwd, 'program.ts'), program);
  const typeRoots = resolve('node_modules/@types');
  const flags = ['--strict', '--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--typeRoots', typeRoots];
  await run(resolve('node_modules/.bin/tsc'), [...flags, 'program.ts'], { cwd });
  expect((await run('node', ['program.js'], { cwd })).stdout).toBe(
    '200 3\n200\ntext/html; charset=utf-8\n3 0\noption-invalid true\n',
  );
}, 180_000);
