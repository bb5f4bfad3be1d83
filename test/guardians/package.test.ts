import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('the package has no script that npm runs, or warns of, where it is installed', () => {
  const atInstall = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
  expect(atInstall.filter(name => name in scripts)).toEqual([]);
});

test('a checkout is built once its dependencies are there, and a package before it is packed', () => {
  expect(scripts.dependencies).toBe('npm run build');
  expect(scripts.prepack).toBe('npm run build');
});
