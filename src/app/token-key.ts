import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../kernel/index.js';

/** Returns the key that signs the tokens of log-ins. It is created at the first call. */
export type TokenKey = () => Uint8Array;

const FILE = 'token.key';
const BYTES = 32;
const FORM = new RegExp(`^[0-9a-f]{${2 * BYTES}}$`);

/** A key that lives as long as the process. */
export function memoryKey(): TokenKey {
  let key: Uint8Array | undefined;
  return () => (key ??= randomBytes(BYTES));
}

/**
 * The key of a data folder, in a separate file that only its owner may read, so that log-ins survive a restart. If the file
 * has no valid key, or is discarded, only the log-ins are lost. `assertSame` throws if the folder is no longer the one that
 * was opened.
 */
export function folderKey(
  folder: string,
  { isDiscarded, assertSame }: { isDiscarded: boolean; assertSame(): void },
): TokenKey {
  const file = join(folder, FILE);
  if (isDiscarded) attempt(() => rmSync(file, { force: true }), file);
  let key: Uint8Array | undefined;
  const readOrCreate = () => {
    assertSame();
    return keyIn(file) ?? attempt(() => newKey(file), file);
  };
  return () => (key ??= readOrCreate());
}

function keyIn(file: string): Uint8Array | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return FORM.test(text) ? Buffer.from(text, 'hex') : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(file, error);
  }
}

/** Creates a key file. An existing file is removed first, because its permissions may let others read the key. */
function newKey(file: string): Uint8Array {
  const key = randomBytes(BYTES);
  rmSync(file, { force: true });
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function attempt<T>(work: () => T, file: string): T {
  try {
    return work();
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, cause: unknown): Problem {
  return new Problem('data-unusable', `Failed to keep the key in ${file}: ${(cause as Error).message}.`, { cause });
}
