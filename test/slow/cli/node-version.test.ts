import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { OLDEST_NODE, unsupportedNode } from '../../../src/cli/node-version.js';
import { temporaryFolder } from '../../cli/understudy.js';

test.each(['v12.22.12', 'v18.20.4', 'v19.9.0', 'v20.0.0', 'v20.18.3'])('Node %s is too old', version => {
  expect(unsupportedNode(version)).toBe(`Failed to start: Node ${version} is too old. Install Node 20.19 or newer.`);
});

test.each(['v20.19.0', 'v20.20.2', 'v21.0.0', 'v22.1.0', 'v100.0.0', 'v23.0.0-nightly2024'])(
  'Node %s is new enough',
  version => {
    expect(unsupportedNode(version)).toBe(undefined);
  },
);

test('the oldest Node is the one that the package and the README name', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  expect(readFileSync('README.md', 'utf8')).toContain(`Node ${OLDEST_NODE} or newer`);
});

test.each([['--help'], ['serve', '--memory'], ['check', 'http://localhost:1']])(
  'under a Node that is too old, %s says so in one sentence and loads nothing',
  async (...args) => {
    const fake = join(await temporaryFolder(), 'fake.cjs');
    await writeFile(fake, "Object.defineProperty(process, 'version', { value: 'v18.20.4' });");
    const run = promisify(execFile)('node', ['--require', fake, 'dist/cli/main.js', ...args]);
    await expect(run).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'understudy: Failed to start: Node v18.20.4 is too old. Install Node 20.19 or newer.\n',
    });
  },
);

test('Node 12 can parse the file that is loaded before its version is checked', () => {
  const entry = readFileSync(resolve('dist/cli/main.js'), 'utf8');
  expect(entry).not.toMatch(/^import /m);
  const code = entry.replace(/^\s*(\/\/|\/?\*).*$|^#!.*/gm, '');
  // optional chaining, nullish values, logical assignments, await at the top, private members, built-ins by `node:`
  expect(code).not.toMatch(/\?\.|\?\?|\|\|=|&&=|^await|#\w|node:|\bat\(|replaceAll/m);
});
