import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../../kernel/index.js';

/** Gives up the claim on a folder. */
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

/** A bare descriptor: a handle would be closed, and the lock lost, once it is garbage. */
function openLockFile(folder: string): number {
  try {
    makeFolder(folder);
    return openSync(lockFile(folder), 'a+');
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to open ${folder}: ${(cause as Error).message}.`, { cause });
  }
}

/** Not with `recursive`, which tries for ever below a folder such as `/proc`, where no folder can be made. */
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

/** Loaded only here, so that a platform without the native library can still keep data in memory. */
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
