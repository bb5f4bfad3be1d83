import * as fs from 'node:fs';
import { open as openHandle, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { OpenedFile } from './opened-file.js';

const [open, close, write, datasync] = [
  promisify(fs.open),
  promisify(fs.close),
  promisify(fs.write),
  promisify(fs.fdatasync),
];

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
    const written = new OpenedFile(file, fs.statSync(temporary, { bigint: true }));
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
  const fd = await open(file, 'w');
  const block = Buffer.allocUnsafeSlow(BLOCK);
  let [filled, written] = [0, 0];
  const flush = async () => {
    await writeFully(fd, block.subarray(0, filled), written);
    // each block at once: were all of a large file synced at the end, a log beside it would wait for that
    await datasync(fd);
    written += filled;
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
    await close(fd);
  }
}

/** Writes all of the bytes at a position of a file. A write that stops short is continued, until the system says why. */
export async function writeFully(fd: number, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await write(fd, bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
    done += bytesWritten;
  }
}

/** Makes the names in a folder durable: those of files that were just made, renamed or removed. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself
  if (process.platform === 'win32') return;
  const handle = await openHandle(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
