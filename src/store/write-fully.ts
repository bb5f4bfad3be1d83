import { write as writeWithCallback } from 'node:fs';
import { promisify } from 'node:util';

const write = promisify(writeWithCallback);

/** Writes all of the bytes at a position of a file. A write that stops short is gone on with, until the disk says why. */
export async function writeFully(fd: number, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await write(fd, bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
    done += bytesWritten;
  }
}
