import * as fs from 'node:fs';
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from './sync-folder.js';

const [open, close, stat, truncate, datasync] = [
  promisify(fs.open),
  promisify(fs.close),
  promisify(fs.fstat),
  promisify(fs.ftruncate),
  promisify(fs.fdatasync),
];
const { O_RDWR, O_CREAT, O_EXCL } = fs.constants;

/** Opens a log, made if need be, and cuts it to its first `length` bytes. Answers its descriptor; rejects with what the system says. */
export async function openLog(file: string, length: number): Promise<number> {
  const fd = await open(file, O_RDWR | O_CREAT, 0o666);
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

/** Makes a log that was not there before, with a durable name. Answers its descriptor; rejects with what the system says. */
export async function newLog(file: string): Promise<number> {
  const fd = await open(file, O_RDWR | O_CREAT | O_EXCL, 0o666);
  try {
    await syncFolder(dirname(file));
    return fd;
  } catch (error) {
    await close(fd);
    await unlink(file).catch(() => {});
    throw error;
  }
}
