import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'dist/console/assets';

function bytesIn(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0);
}

test('A44: the page loads at most 45 kB before the first interaction', () => {
  // no file is loaded later yet
  expect(bytesIn(readdirSync(FOLDER).filter(file => file.endsWith('.gz')))).toBeLessThanOrEqual(45_000);
});

test('A44: the built console has at most 1.2 MB', () => {
  expect(bytesIn(readdirSync(FOLDER))).toBeLessThanOrEqual(1_200_000);
});
