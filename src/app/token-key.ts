import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../kernel/index.js';

/** What signs the tokens of log-ins; made when it is first asked for. */
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
 * The key of a data folder, in a file of its own that only its owner may read, so that log-ins outlive a restart. A file that
 * holds no key, or one that is to be discarded, costs the log-ins and nothing else. `assertSame` throws where the folder is
 * no longer the one that was opened.
 */
export function folderKey(
  folder: string,
  { isDiscarded, assertSame }: { isDiscarded: boolean; assertSame(): void },
): TokenKey {
  const file = join(folder, FILE);
  if (isDiscarded) attempt(() => rmSync(file, { force: true }), file);
  let key: Uint8Array | undefined;
  const readOrMake = () => {
    assertSame();
    return keyIn(file) ?? attempt(() => newKey(file), file);
  };
  return () => (key ??= readOrMake());
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

/** Whatever stands there is removed first, lest the key is readable to whom that was. */
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
