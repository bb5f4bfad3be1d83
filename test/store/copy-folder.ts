import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { temporaryFolder } from './things.js';

/**
 * A copy of a folder as one moment saw it, as a kill would leave it. A store that runs goes on writing, renaming and
 * removing files while they are copied; what was copied then is thrown away.
 */
export function copyFolder(folder: string): string {
  for (;;) {
    const before = filesOf(folder);
    const copy = temporaryFolder();
    if (before && isCopied(folder, copy) && isDeepStrictEqual(before, filesOf(folder))) return copy;
  }
}

/** The files of a folder and their state, or undefined where one was removed meanwhile. */
function filesOf(folder: string) {
  return unlessGone(() =>
    readdirSync(folder).map(name => {
      const { ino, size, mtimeNs } = statSync(join(folder, name), { bigint: true });
      return { name, ino, size, mtimeNs };
    }),
  );
}

function isCopied(folder: string, copy: string): boolean {
  return (
    unlessGone(() => {
      cpSync(folder, copy, { recursive: true, dereference: true });
      return true;
    }) ?? false
  );
}

function unlessGone<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
