import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'dist/console/assets';

type Manifest = Record<string, { file: string; css?: string[]; imports?: string[]; isEntry?: boolean }>;

/** The compressed files that the page needs before it is there: not those of pages that are loaded later. */
function firstFiles(): string[] {
  const manifest: Manifest = JSON.parse(readFileSync('dist/console/manifest.json', 'utf8'));
  const entries = Object.values(manifest).filter(({ isEntry }) => isEntry);
  const imported = entries.flatMap(({ imports = [] }) => imports.map(key => manifest[key]?.file ?? ''));
  const files = entries.flatMap(({ file, css = [] }) => [file, ...css]);
  return [...new Set([...files, ...imported])].map(file => `${file.replace('assets/', '')}.gz`);
}

function bytesIn(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0);
}

test('A44: the page loads at most 45 kB before the first interaction', () => {
  expect(bytesIn(firstFiles())).toBeLessThanOrEqual(45_000);
});

test('A44: all pages together have at most 90 kB', () => {
  expect(bytesIn(readdirSync(FOLDER).filter(file => file.endsWith('.gz')))).toBeLessThanOrEqual(90_000);
});

test('A44: the built console has at most 1.2 MB', () => {
  expect(bytesIn(readdirSync(FOLDER))).toBeLessThanOrEqual(1_200_000);
});
