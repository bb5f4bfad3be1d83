import { write as writeWithCallback } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

const write = promisify(writeWithCallback);

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
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
