import { readFileSync } from 'node:fs';
import { Problem } from '../../kernel/index.js';

/**
 * Reads a hand-written JSON file by its path below `fixtures/`; every call parses it anew, so callers own what they get.
 * The caller names the type: fixtures ship with the package, and the tests vouch for their form.
 * Throws `contract-invalid` where the file is missing or no JSON.
 */
export function readFixture<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8')) as T;
  } catch (cause) {
    throw new Problem('contract-invalid', `Failed to read fixtures/${path}: ${(cause as Error).message}.`, { cause });
  }
}
