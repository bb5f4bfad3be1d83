import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const README = readFileSync('examples/README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('examples/package.json', 'utf8')) as { scripts: Record<string, string> };

test('the page of examples names each of them, and no other', () => {
  const named = [...README.matchAll(/^\| `(.*?)\/?` \|/gm)].map(([, name = '']) => name);
  const settings = /^(node_modules|test-results|\.gitignore|README\.md|package(-lock)?\.json|tsconfig\.json)$/;
  expect(named.sort()).toEqual(readdirSync('examples').filter(name => !settings.test(name)));
});

test('every script that the pages of examples name is there', () => {
  const named = [...README.matchAll(/npm run ([a-z:]+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThanOrEqual(3);
  expect(named.filter(name => !(name in scripts))).toEqual([]);
});

test('CI runs all tests, those of the examples among them', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(readFileSync('.ci/run', 'utf8')).toContain('npm run test:all\n');
  expect(scripts['test:all']).toMatch(/npm run examples$/);
});

test('the examples use the Understudy around them, and their lock file tells no address', () => {
  const { packages } = JSON.parse(readFileSync('examples/package-lock.json', 'utf8')) as Lock;
  const resolved = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(resolved).toEqual([['node_modules/understudy-api', { resolved: '..', link: true }]]);
});

test('the token of the page is the one that the documents print, and the mock knows', () => {
  const env = readFileSync(join('examples', 'vite-page', '.env'), 'utf8');
  const token = /^VITE_API_TOKEN=(.*)$/m.exec(env)?.[1] ?? '';
  expect(readFileSync('README.md', 'utf8')).toContain(token);
});

type Lock = { packages: Record<string, { resolved?: string; link?: boolean }> };
