import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problems } from '../../src/kernel/index.js';

const README = readFileSync('src/kernel/README.md', 'utf8');

test('the catalogue of problems and its README name the same codes, titles and fixes', () => {
  const rows = [...README.matchAll(/^\| `([a-z-]+)` \| (.+?) \| (.+?) \|$/gm)].map(([, code, title, fix]) => [
    code,
    title,
    fix,
  ]);
  expect(rows).toEqual(Object.entries(problems).map(([code, { title, fix }]) => [code, title, fix]));
});

test('every problem of the catalogue can happen: some code makes it', () => {
  const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('problems.ts'))
    .map(file => readFileSync(join('src', file), 'utf8'))
    .join('\n');
  expect(Object.keys(problems).filter(problem => !code.includes(`'${problem}'`))).toEqual([]);
});
