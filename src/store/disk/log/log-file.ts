import * as fs from 'node:fs';
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { OpenedFile } from '../files/opened-file.js';
import { syncFolder, writeFully } from '../files/replace-file.js';
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

/** The number of a log, and the checksum of the line that its first line follows. */
export type LogStart = { number: number; after: string };

/** The file of a log: lines are appended, and what a failed append leaves behind the last good line is cut off. */
export class LogFile {
  readonly opened: OpenedFile;
  readonly #fd: number;
  readonly #line = new LogLine();
  #end: LogEnd;
  /** Where the bytes end that a failed append may have left behind the last good line. */
  #spoiledTo = 0;

  private constructor(file: string, fd: number, end: LogEnd) {
    this.#fd = fd;
    this.#end = end;
    this.opened = new OpenedFile(file, fs.fstatSync(fd, { bigint: true }));
  }

  /** Opens a log and cuts it to its good bytes. Rejects with what the system says. */
  static async open(file: string, end: LogEnd): Promise<LogFile> {
    const { length } = end;
    const fd = await open(file, O_RDWR, 0o666);
    try {
      const { size } = await stat(fd);
      if (size < length) throw new Error(`${file} has only ${size} of the ${length} bytes that were read from it`);
      if (size > length) {
        await truncate(fd, length);
        await datasync(fd);
      }
      await syncFolder(dirname(file));
      return new LogFile(file, fd, end);
    } catch (error) {
      await close(fd);
      throw error;
    }
  }

  /**
   * Makes a log that was not there before, with a durable name and a durable first line, which names its number and follows
   * the line of a checksum. Rejects with what the system says.
   */
  static async create(file: string, { number, after }: LogStart): Promise<LogFile> {
    const fd = await open(file, O_RDWR | O_CREAT | O_EXCL, 0o666);
    try {
      const { line, checksum } = new LogLine().of(JSON.stringify({ log: number }), after);
      await writeFully(fd, line, 0);
      await datasync(fd);
      await syncFolder(dirname(file));
      return new LogFile(file, fd, { start: line.length, length: line.length, last: checksum });
    } catch (error) {
      await close(fd);
      await unlink(file).catch(() => {});
      throw error;
    }
  }

  get end(): LogEnd {
    return this.#end;
  }

  /** Appends a line, which counts unless `verify`, called with the length that the file then has, throws. */
  async append(json: string, { isSynced, verify }: { isSynced: boolean; verify(length: number): void }): Promise<void> {
    const { start, length, last } = this.#end;
    const { line, checksum } = this.#line.of(json, last);
    this.#spoiledTo = length + line.length;
    await writeFully(this.#fd, line, length);
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
