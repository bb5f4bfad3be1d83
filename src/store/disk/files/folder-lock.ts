import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../../kernel/index.js';

/** Lets the folder go again. */
export type Release = () => void;

/**
 * Makes the folder, if need be, and claims it for this process. The claim is a lock that the kernel keeps on an open
 * file: it ends with the process, however that ends, and holds between containers that share the folder.
 * Throws `data-locked` while another process has it, `data-unusable` where it cannot be written.
 */
export async function lockFolder(folder: string): Promise<Release> {
  const { tryLock } = await nativeLocks(folder);
  const lock = openLockFile(folder);
  try {
    if (tryLock(lock)) return () => closeSync(lock);
  } catch (cause) {
    closeSync(lock);
    throw new Problem('data-unusable', `Failed to lock ${folder}: ${(cause as Error).message}.`, { cause });
  }
  closeSync(lock);
  throw new Problem('data-locked', `Failed to open ${folder}: another process or mock is using it.`);
}

/** The file of a folder whose lock claims it. */
export function lockFile(folder: string): string {
  return join(folder, 'lock');
}

/** A bare descriptor: a handle would be closed, and the lock lost, once nobody refers to it any more. */
function openLockFile(folder: string): number {
  try {
    makeFolder(folder);
    return openSync(lockFile(folder), 'a+');
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to open ${folder}: ${(cause as Error).message}.`, { cause });
  }
}

/** Not with `recursive`, which tries for ever where a folder that is there may not have any made in it, such as `/proc`. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || existsSync(dirname(folder))) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder);
  }
}

/** Loaded only here, since a platform without the native library can still do without a folder. */
async function nativeLocks(folder: string) {
  try {
    return await import('fs-native-extensions');
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to lock ${folder}: this platform has no file locks.`, {
      fix: 'Keep the data in memory with `--memory`.',
      cause,
    });
  }
}
