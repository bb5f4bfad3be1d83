import { statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OpenedFile } from './opened-file.js';

const BLOCK = 1 << 20;

/** Text or bytes of a file. The bytes of a piece are used before the next piece is read. */
export type Pieces = Iterable<string | Uint8Array>;

/**
 * Replaces a file, and resolves with the new one. That is written under another name first, so that the file is always
 * whole: as it was before, or as it is after. `beforeRename` may throw to keep the old file. Rejects with any failure, also
 * of the pieces.
 */
export async function replaceFile(
  file: string,
  pieces: Pieces,
  beforeRename: (written: OpenedFile) => void = () => {},
): Promise<OpenedFile> {
  const temporary = `${file}.writing`;
  try {
    await writePieces(temporary, pieces);
    const written = new OpenedFile(file, statSync(temporary, { bigint: true }));
    beforeRename(written);
    await rename(temporary, file);
    await syncFolder(dirname(file));
    return written;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Writes pieces a block at a time; other work runs while a block is written. */
async function writePieces(file: string, pieces: Pieces): Promise<void> {
  const handle = await open(file, 'w');
  const block = Buffer.allocUnsafeSlow(BLOCK);
  let filled = 0;
  const flush = async () => {
    await handle.writeFile(block.subarray(0, filled));
    // each block at once: were all of a large file synced at the end, a log beside it would wait for that
    await handle.datasync();
    filled = 0;
  };
  try {
    for (const piece of pieces) {
      let rest = typeof piece === 'string' ? Buffer.from(piece) : piece;
      while (rest.length > BLOCK - filled) {
        const fitting = BLOCK - filled;
        block.set(rest.subarray(0, fitting), filled);
        filled = BLOCK;
        await flush();
        rest = rest.subarray(fitting);
      }
      block.set(rest, filled);
      filled += rest.length;
    }
    await flush();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder durable: those of files that were just made, renamed or removed. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
