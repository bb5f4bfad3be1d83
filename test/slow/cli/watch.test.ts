import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';

/** A description with these operations, each with its example. */
function description(operations: Record<string, string>): string {
  const paths = Object.entries(operations).map(
    ([path, value]) =>
      `  ${path}:\n    get:\n      responses:\n        200: { description: ok, content: { application/json: { example: ${value} } } }\n`,
  );
  return `openapi: 3.0.3\ninfo: { title: Shop, version: '1' }\npaths:\n${paths.join('')}`;
}

const REFERRING = `openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /a: { $ref: paths/a.yaml }
  /b: { get: { responses: { 200: { description: ok } } } }
`;

const item = (value: string) =>
  `get: { responses: { 200: { description: ok, content: { application/json: { example: ${value} } } } } }\n`;

/** The server watches `api.yaml` of a new folder. */
async function watching(content: string, flags: string[] = []) {
  const cwd = await temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(join(cwd, file, '..'), { recursive: true });
    writeFileSync(join(cwd, file), text);
  };
  write('shop.yaml', content);
  const server = await serving(['shop.yaml', '--watch', ...flags], { cwd });
  const get = async (path: string) => (await fetch(server.url + path)).json();
  return { ...server, cwd, write, get };
}

test('a saved description is loaded again, and one line says what has changed', async () => {
  const { banner, write, get, printed, child, ended } = await watching(description({ '/a': 'first', '/old': 'x' }));
  expect(banner).toContain('--watch');
  expect(await get('/a')).toBe('first');
  write('shop.yaml', description({ '/a': 'second', '/b': 'x', '/c': 'x' }));
  await printed(/^reloaded shop\.yaml: 3 operations \(\+2 \u22121 operations\)\n/m);
  expect(await get('/a')).toBe('second');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('a broken description is not loaded, and the next good one is', async () => {
  const { write, get, printed, warned } = await watching(description({ '/a': 'first' }));
  write('shop.yaml', `${description({ '/a': 'second' })}  : [\n`);
  await warned(
    /^understudy: Failed to read shop\.yaml: line \d+, column \d+: .* The previous version is still served\.\n$/,
  );
  expect(await get('/a')).toBe('first');
  write('shop.yaml', description({ '/a': 'third' }));
  await printed(/^reloaded shop\.yaml: 1 operation\n/m);
  expect(await get('/a')).toBe('third');
});

test('editors may replace a file by renaming, or delete it and write it', async () => {
  const { cwd, write, get, printed, child, ended } = await watching(description({ '/a': 'first' }));
  write('new.yaml', description({ '/a': 'second' }));
  renameSync(join(cwd, 'new.yaml'), join(cwd, 'shop.yaml'));
  await printed(/reloaded/);
  expect(await get('/a')).toBe('second');
  rmSync(join(cwd, 'shop.yaml'));
  write('shop.yaml', description({ '/a': 'third', '/b': 'x' }));
  await printed(/reloaded .*2 operations/);
  expect(await get('/a')).toBe('third');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('a file that is gone for longer is one line', async () => {
  const { cwd, write, get, printed, warned } = await watching(description({ '/a': 'first' }));
  rmSync(join(cwd, 'shop.yaml'));
  await warned(
    /^understudy: Failed to read shop\.yaml: there is no such file\. The previous version is still served\.\n$/,
  );
  expect(await get('/a')).toBe('first');
  write('shop.yaml', description({ '/a': 'second' }));
  await printed(/reloaded/);
  expect(await get('/a')).toBe('second');
});

test('files that a new version refers to are watched, even before they exist', async () => {
  const { write, get, printed } = await watching(description({ '/b': 'x' }));
  write('shop.yaml', REFERRING);
  await printed(/reloaded shop\.yaml: 1 operation, 1 warning/);
  write('paths/a.yaml', item('first'));
  await printed(/reloaded shop\.yaml: 2 operations \(\+1 operations\)/);
  write('paths/a.yaml', item('second  '));
  await printed(/reloaded shop\.yaml: 2 operations\n/);
  expect(await get('/a')).toBe('second');
});

test('a link that leads to another file is a change, as in mounted configuration', async () => {
  const cwd = await temporaryFolder();
  for (const [folder, value] of [
    ['one', 'first'],
    ['two', 'second'],
  ] as const) {
    mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, folder, 'shop.yaml'), description({ '/a': value }));
  }
  symlinkSync('one', join(cwd, 'present'));
  const { url, printed } = await serving(['present/shop.yaml', '--watch'], { cwd });
  symlinkSync('two', join(cwd, 'next'));
  renameSync(join(cwd, 'next'), join(cwd, 'present'));
  await printed(/reloaded/);
  expect(await (await fetch(`${url}/a`)).json()).toBe('second');
});

test.each([
  ['shipped APIs', ['--memory']],
  ['a description at a URL', ['http://127.0.0.1:1/api.yaml']],
])('there is nothing to watch with %s', async (_, args) => {
  const { code, stderr } = await understudy(['serve', '--watch', ...args], { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^understudy: Failed to start: --watch needs a description in a file\.[^\n]*\n$/);
});
