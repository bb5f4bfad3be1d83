import * as fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { OpenedFile } from '../files/opened-file.js';
import { syncFolder } from '../files/replace-file.js';

const CARRIAGE_RETURN = 0x0d;
/** How many bytes a checksum has, in hexadecimal digits, with the space behind it. */
const CHECKSUM = 9;
const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = fs.constants;
// bare descriptors: a handle is closed, with a warning, where a store that nobody closed is garbage
const [open, close, stat, truncate, datasync, append] = [
  promisify(fs.open),
  promisify(fs.close),
  promisify(fs.fstat),
  promisify(fs.ftruncate),
  promisify(fs.fdatasync),
  promisify(fs.appendFile),
];

/** Where a log ends: it has `length` bytes, `start` of which are its first line; the last line's checksum is `last`. */
export type LogEnd = { start: number; length: number; last: string };

/** The number of a log, and the checksum of the line that its first line follows. */
export type LogStart = { number: number; after: string };

/** The file of a log: lines are appended, and what a failed append leaves behind the last good line is cut off. */
export class LogFile {
  readonly opened: OpenedFile;
  readonly #fd: number;
  #end: LogEnd;
  /** Where the bytes end that a failed append may have left behind the last good line. */
  #spoiledTo = 0;

  private constructor(opened: OpenedFile, fd: number, end: LogEnd) {
    this.opened = opened;
    this.#fd = fd;
    this.#end = end;
  }

  /**
   * Opens a log and cuts it to its good bytes, or makes one that was not there before, with a durable name and a durable
   * first line, which names its number. Rejects with what the system says.
   */
  static async open(file: string, from: LogEnd | LogStart): Promise<LogFile> {
    const isNew = 'number' in from;
    const fd = await open(file, O_RDWR | O_APPEND | (isNew ? O_CREAT | O_EXCL : 0), 0o666);
    try {
      const end = isNew ? await writeFirst(fd, from) : from;
      const stats = await stat(fd, { bigint: true });
      const { length } = end;
      if (stats.size < length)
        throw new Error(`${file} has only ${stats.size} of the ${length} bytes that were read from it`);
      if (stats.size > length) await truncate(fd, length);
      if (isNew || stats.size > length) await datasync(fd);
      await syncFolder(dirname(file));
      return new LogFile(new OpenedFile(file, stats), fd, end);
    } catch (error) {
      await close(fd);
      if (isNew) await rm(file, { force: true }).catch(() => {});
      throw error;
    }
  }

  get end(): LogEnd {
    return this.#end;
  }

  /** Appends a line, which counts unless `verify`, called with the length that the file then has, throws. */
  async append(json: string, { isSynced, verify }: { isSynced: boolean; verify(length: number): void }): Promise<void> {
    const { start, length, last } = this.#end;
    const { line, checksum } = logLine(json, last);
    this.#spoiledTo = length + Buffer.byteLength(line);
    await append(this.#fd, line);
    if (isSynced) await this.sync();
    verify(this.#spoiledTo);
    this.#end = { start, length: this.#spoiledTo, last: checksum };
  }

  /** Cuts off what a failed append left behind the last good line, unless another program has changed the file. */
  async cutBack({ isSynced }: { isSynced: boolean }): Promise<void> {
    const { length } = this.#end;
    if (this.#spoiledTo <= length) return;
    const { size } = await stat(this.#fd);
    if (size > this.#spoiledTo || size < length) this.opened.assertSame(length);
    await truncate(this.#fd, length);
    if (isSynced) await this.sync();
    this.#spoiledTo = length;
  }

  async sync(): Promise<void> {
    await datasync(this.#fd);
  }

  async close(): Promise<void> {
    await close(this.#fd);
  }
}

/** Writes the line that names a log and follows the line of a checksum. */
async function writeFirst(fd: number, { number, after }: LogStart): Promise<LogEnd> {
  const { line, checksum } = logLine(JSON.stringify({ log: number }), after);
  await append(fd, line);
  return { start: line.length, length: line.length, last: checksum };
}

/**
 * The line of a log for some JSON, and its checksum: `CRC32 CRC32 JSON`, the checksum of all that follows it and that of the
 * line before, so that no line can be missing, doubled or moved.
 */
export function logLine(json: string, after: string): { line: string; checksum: string } {
  const checksum = digits(crc32(json, crc32(`${after} `)));
  return { line: `${checksum} ${after} ${json}\n`, checksum };
}

type ReadLine = { json: string; checksum: string; after: string };

/**
 * What a line of a log holds, read without its newline; undefined where its checksum is missing or wrong. An editor may have
 * put a carriage return before the newline.
 */
export function readLogLine(bytes: Buffer): ReadLine | undefined {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  const [, said, after] = BEGINNING.exec(line.toString('latin1', 0, 2 * CHECKSUM)) ?? [];
  if (said === undefined || after === undefined || digits(crc32(line.subarray(CHECKSUM))) !== said) return undefined;
  return { json: line.toString('utf8', 2 * CHECKSUM), checksum: said, after };
}

const BEGINNING = /^([0-9a-f]{8}) ([0-9a-f]{8}) /;

function digits(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
