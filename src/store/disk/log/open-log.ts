import * as fs from 'node:fs';
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder, writeFully } from '../files/durable-writes.js';
import { LogLine } from './log-line.js';

const [open, close, stat, truncate, datasync] = [
  promisify(fs.open),
  promisify(fs.close),
  promisify(fs.fstat),
  promisify(fs.ftruncate),
  promisify(fs.fdatasync),
];
const { O_RDWR, O_CREAT, O_EXCL } = fs.constants;

/** Where a log ends: it has `length` bytes, `start` of which are its first line; the last line's checksum is `last`. */
export type LogEnd = { start: number; length: number; last: string };

/** Opens a log and cuts it to its good bytes; resolves with its descriptor. Rejects with what the system says. */
export async function openLog(file: string, { length }: LogEnd): Promise<number> {
  const fd = await open(file, O_RDWR, 0o666);
  try {
    const { size } = await stat(fd);
    if (size < length) throw new Error(`${file} has only ${size} of the ${length} bytes that were read from it`);
    if (size > length) {
      await truncate(fd, length);
      await datasync(fd);
    }
    await syncFolder(dirname(file));
    return fd;
  } catch (error) {
    await close(fd);
    throw error;
  }
}

/**
 * Makes a log that was not there before, with a durable name and a durable first line, which names its number and follows
 * the line of a checksum. Resolves with its descriptor and its end; rejects with what the system says.
 */
export async function newLog(
  file: string,
  { number, after }: { number: number; after: string },
): Promise<[number, LogEnd]> {
  const fd = await open(file, O_RDWR | O_CREAT | O_EXCL, 0o666);
  try {
    const { line, checksum } = new LogLine().of(JSON.stringify({ log: number }), after);
    await writeFully(fd, line, 0);
    await datasync(fd);
    await syncFolder(dirname(file));
    return [fd, { start: line.length, length: line.length, last: checksum }];
  } catch (error) {
    await close(fd);
    await unlink(file).catch(() => {});
    throw error;
  }
}
