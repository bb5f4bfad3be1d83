import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import * as understudy from '../../src/index.js';
import { understudy as command, serving, temporaryFolder } from '../cli/understudy.js';

const execute = promisify(execFile);
const README = readFileSync('README.md', 'utf8');
const blocks = [...README.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, kind = '', text = '']) => ({ kind, text }));

test('the first command prints the banner that is shown', async () => {
  const { banner, url } = await serving([], { cwd: await temporaryFolder() });
  const shown = blocks.find(({ kind }) => kind === 'text')?.text;
  const plain = banner.replaceAll(url, 'http://localhost:8000').replace(/after \S+ s/, 'after 0.4 s');
  expect(plain.trim()).toBe(shown);
});

test('the pasted commands get the answers that are shown', async () => {
  const { url } = await serving(['--memory'], { cwd: await temporaryFolder() });
  const pasted = blocks.flatMap(({ kind, text }, at) => {
    const next = blocks[at + 1];
    return kind === 'sh' && next?.kind === 'json' ? [{ text, answer: next.text }] : [];
  });
  expect(pasted.length).toBeGreaterThanOrEqual(6);
  for (const { text, answer } of pasted) {
    const { stdout } = await execute('bash', ['-c', `${text.replace('http://localhost:8000', url)} -sS`]);
    expect(stdout.trimEnd()).toMatch(formOf(answer));
  }
});

test('the example of the library runs', async () => {
  const cwd = await temporaryFolder();
  const example = blocks.find(({ kind, text }) => kind === 'ts' && text.includes('mock.listen'))?.text ?? '';
  const program = example.replace("'understudy'", JSON.stringify(resolve('dist/index.js')));
  await writeFile(
    join(cwd, 'example.mjs'),
    `${program}\nconsole.log(answer.status, (await answer.json()).payload.name);`,
  );
  expect((await execute('node', ['example.mjs'], { cwd })).stdout).toBe('200 Qbfwgz\n');
});

test('the example of the control plane in code runs', async () => {
  const cwd = await temporaryFolder();
  const example = blocks.find(({ kind, text }) => kind === 'ts' && text.includes('journal.count'))?.text ?? '';
  const program = example
    .replace("'understudy'", JSON.stringify(resolve('dist/index.js')))
    .replace(', type DnlUser', '')
    .replace(': DnlUser[]', '');
  await writeFile(join(cwd, 'example.mjs'), `${program}\nconsole.log(users.length, created);`);
  expect((await execute('node', ['example.mjs'], { cwd })).stdout).toBe('160 0\n');
});

test('the example of copies runs', async () => {
  const cwd = await temporaryFolder();
  const example = blocks.find(({ kind, text }) => kind === 'ts' && text.includes('mock.sandbox'))?.text ?? '';
  await writeFile(
    join(cwd, 'example.mjs'),
    `${example.replace("'understudy'", JSON.stringify(resolve('dist/index.js')))}\nconsole.log(prefix);`,
  );
  expect((await execute('node', ['example.mjs'], { cwd })).stdout).toBe('/~checkout\n');
});

test.each(['serve', 'check'])('the table of flags of %s names what --help names', async name => {
  const { stdout } = await command([name, '--help'], { cwd: await temporaryFolder() });
  const helped = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
  expect(firstCells(`| flag of \`${name}\``)).toEqual(helped);
});

test('the check that is shown ends as it is shown', async () => {
  const cwd = await temporaryFolder();
  const { url } = await serving(['--memory'], { cwd });
  const pasted = blocks.find(({ text }) => text.includes('npx understudy check'))?.text ?? '';
  const shown = blocks.find(({ kind, text }) => kind === 'text' && text.startsWith('No violations.'))?.text ?? '';
  const { stdout } = await execute('bash', ['-c', pasted.replace('http://localhost:8000', url)]);
  const plain = (text: string) =>
    text
      .trim()
      .split('\n')
      .slice(-5)
      .join('\n')
      .replace(url, 'http://localhost:8000')
      .replace(/\d+ requests in [^,]+|Left on the target: .*|mark \S+/g, '…');
  expect(plain(stdout)).toBe(plain(shown));
});

test('the suite for Vitest that is shown passes', async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, 'node_modules'));
  await symlink(resolve('.'), join(cwd, 'node_modules/understudy'));
  await symlink(resolve('node_modules/vitest'), join(cwd, 'node_modules/vitest'));
  const example = blocks.find(({ kind, text }) => kind === 'ts' && text.includes('contractSuite'))?.text ?? '';
  await writeFile(join(cwd, 'contract.test.ts'), example);
  const { stdout } = await execute('node', [resolve('node_modules/vitest/vitest.mjs'), 'run', '--default-api', cwd], {
    cwd,
  });
  expect(stdout).toMatch(/Tests .*\d{3} passed/);
});

test('the table of options names every option of createMock', () => {
  const type = /export type MockOptions = \{(.*?)^\};/ms.exec(readFileSync('src/app/options.ts', 'utf8'))?.[1] ?? '';
  const options = [...type.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name = '']) => name);
  const named = firstCells('| option').flatMap(cell => cell.split(', '));
  expect(named.toSorted()).toEqual(options.toSorted());
});

test('the exports that it names are those of the package', () => {
  for (const name of Object.keys(understudy)) expect(README).toContain(`\`${name}\``);
});

test('the table of readings holds every reading with more than one answer', () => {
  const rows = [...README.matchAll(/^\| (dnl|acefone) \| `(.+?)` \| (.+?) \| `(.+?)` \| `(.+?)` \| `(.+?)` \|$/gm)];
  const readings = ['dnl', 'acefone'].flatMap(api =>
    loadContract(api)
      .readings.filter(({ choices }) => choices.length > 1)
      .map(({ id, question, profiles }) => [api, id, question, ...Object.values(profiles)]),
  );
  expect(rows.map(row => row.slice(1))).toEqual(readings);
});

test('the table of the house names every room', () => {
  const rooms = readdirSync('src', { withFileTypes: true }).filter(entry => entry.isDirectory());
  for (const { name } of rooms) expect(README).toMatch(new RegExp(`^\\| \`src/${name}/`, 'm'));
});

/** What an answer must look like: `…` stands for anything, and the time of a creation for any time. */
function formOf(answer: string): RegExp {
  const escaped = answer.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
  return new RegExp(`^${escaped.replace(/("create_time":)"[^"]*"/, '$1"[^"]*"')}$`);
}

/** The code words in the first column of the table that begins with `heading`. */
function firstCells(heading: string): string[] {
  const table = README.slice(README.indexOf(heading)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map(row => row.split('|')[1]?.trim().replaceAll('`', '') ?? '');
}
