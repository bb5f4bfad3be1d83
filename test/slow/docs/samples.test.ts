import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/understudy.js';
import { outputOf, PAGES } from '../../guardians/docs/pages.js';

const run = promisify(execFile);

const samples = PAGES.flatMap(page =>
  page.blocks.flatMap(({ kind, text }, at) => (kind === 'ts' ? [{ text, output: outputOf(page, at) ?? '' }] : [])),
).map((sample, at) => ({ ...sample, name: `sample-${at}.test` }));

test('the samples of all pages compile, run, and print what is shown', async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, 'node_modules'));
  await symlink(resolve('.'), join(cwd, 'node_modules/understudy-api'));
  for (const library of ['vitest', '@playwright']) {
    await symlink(resolve('node_modules', library), join(cwd, 'node_modules', library));
  }
  await symlink(resolve('examples'), join(cwd, 'examples'));
  await writeFile(join(cwd, 'package.json'), '{ "type": "module" }');
  for (const { name, text } of samples) await writeFile(join(cwd, `${name}.ts`), text);
  const flags = '--strict --target es2023 --module nodenext --skipLibCheck --types node --typeRoots'.split(' ');
  const files = samples.map(({ name }) => `${name}.ts`);
  await run(resolve('node_modules/.bin/tsc'), [...flags, resolve('node_modules/@types'), ...files], { cwd });

  const forVitest = samples
    .filter(({ text }) => /'(vitest|understudy-api\/vitest)'/.test(text))
    .map(({ name }) => name);
  expect(forVitest.length).toBeGreaterThan(1);
  const paths = forVitest.map(name => `${name}.js`);
  await run('node', [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', cwd, ...paths], { cwd });
  for (const { name, text, output } of samples) {
    // the examples run a suite of Playwright
    if (forVitest.includes(name) || text.includes("'@playwright/test'")) continue;
    const { stdout } = await run('node', [...(text.includes("'node:test'") ? ['--test'] : []), `${name}.js`], { cwd });
    if (!text.includes("'node:test'")) expect(stdout.trimEnd(), text).toBe(output);
  }
}, 300_000);

test('the files for Jest that are shown are those of the examples, which run them', () => {
  const shown = PAGES.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'js').map(({ text }) => text));
  const files = readdirSync('examples/jest').map(
    name => `// ${name}\n${readFileSync(join('examples/jest', name), 'utf8').trimEnd()}`,
  );
  expect(shown.toSorted()).toEqual(files.toSorted());
});
