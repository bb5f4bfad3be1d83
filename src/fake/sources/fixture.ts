import { readFileSync } from 'node:fs';
import { Problem, packageFile } from '../../kernel/index.js';

/**
 * Reads a JSON file by its path under `fixtures/`. Every call parses it again, so callers may change the result.
 * The caller names the type: fixtures ship with the package, and tests check their form.
 * Throws `contract-invalid` if the file is missing or not JSON.
 */
export function readFixture<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(packageFile(`fixtures/${path}`), 'utf8')) as T;
  } catch (cause) {
    throw new Problem('contract-invalid', `Failed to read fixtures/${path}: ${(cause as Error).message}.`, { cause });
  }
}
