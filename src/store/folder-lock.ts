import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { Problem } from '../kernel/index.js';

/** Lets the folder go again. */
export type Release = () => Promise<void>;

/**
 * Makes the folder, if need be, and claims it for this process. The claim is a lock that the kernel keeps on an open
 * file: it ends with the process, however that ends, and holds between containers that share the folder.
 * Throws `data-locked` while another process has it, `data-unusable` where it cannot be written.
 */
export async function lockFolder(folder: string): Promise<Release> {
  const handle = await openLockFile(folder);
  if (!tryLock(handle.fd)) {
    await handle.close();
    throw new Problem('data-locked', `Failed to open ${folder}: another process is using it.`);
  }
  return () => handle.close();
}

async function openLockFile(folder: string) {
  try {
    await mkdir(folder, { recursive: true });
    return await open(join(folder, 'lock'), 'a+');
  } catch (cause) {
    throw new Problem('data-unusable', `Failed to open ${folder}: ${(cause as Error).message}.`, { cause });
  }
}
