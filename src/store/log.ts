import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { type Batch, DONE, newBatch } from './log-batch.js';
import { LogLine } from './log-line.js';
import { newLog, openLog } from './open-log.js';
import { writeFully } from './write-fully.js';

const [close, truncate, datasync] = [promisify(fs.close), promisify(fs.ftruncate), promisify(fs.fdatasync)];

/**
 * When an append counts as done: once it is on the disk (`fsync`), once the system has it (`write`), so that a crash of
 * the machine may lose it, or at once (`none`), so that the end of the process may lose it too.
 */
export type Durability = (typeof DURABILITIES)[number];

export const DURABILITIES = ['fsync', 'write', 'none'] as const;

export type LogOptions = {
  file: string;
  /** The good bytes of the file, as `readLog` found them; it is cut to them. */
  length: number;
  durability: Durability;
  /** Told of a failure that nobody waits for, which is any with `none`: everything not yet written is lost then. */
  onFailure: (error: Error) => void;
};

/** About how many characters of entries go into one line, so that a small append never waits for tens of megabytes. */
const BATCH = 2_000_000;

/** With `none`, an append waits only while more batches than these do, so that a slow disk does not fill the memory. */
const UNHEEDED = 32;

type Rotation = { file: string; resolve(): void; reject(cause: Error): void };

/**
 * A file to which transactions are appended. What comes while a flush runs shares the next one, which is one line:
 * `CRC32 [entry,entry,…]`. If a flush fails, everything that waits is refused, since later entries build on earlier ones,
 * and nothing is written again until the file could be cut back to its last good line.
 */
export class Log {
  #fd: number;
  #length: number;
  readonly #durability: Durability;
  readonly #onFailure: (error: Error) => void;
  readonly #queue: (Batch | Rotation)[] = [];
  /** The last of the queue, while it is a batch that takes more. */
  #filling: Batch | undefined;
  #working: Promise<void> | undefined;
  /** Whether a failed flush may have left something behind the last good line. */
  #isSpoiled = false;
  #isClosed = false;
  readonly #line = new LogLine();

  private constructor(fd: number, { length, durability, onFailure }: LogOptions) {
    this.#fd = fd;
    this.#length = length;
    this.#durability = durability;
    this.#onFailure = onFailure;
  }

  /** Opens the file, made if need be, to append after its first `length` bytes. Rejects with what the system says. */
  static async open(options: LogOptions): Promise<Log> {
    const fd = await openLog(options.file, options.length);
    return new Log(fd, options);
  }

  /** The bytes of the current file that are good. */
  get size(): number {
    return this.#length;
  }

  /** Appends the JSON text, without newlines, of one transaction; kept once that is as durable as was asked for. */
  append(entry: string): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed());
    let batch = this.#filling;
    if (!batch || batch.length + entry.length > BATCH) {
      batch = newBatch();
      this.#filling = batch;
      this.#queue.push(batch);
    }
    batch.entries.push(entry);
    batch.length += entry.length;
    this.#working ??= this.#work();
    return this.#durability === 'none' && this.#queue.length <= UNHEEDED ? DONE : batch.promise;
  }

  /**
   * Goes on in a new file with everything that is appended from now on; kept once that file is there and everything
   * before is flushed to the old one. If that cannot be, it rejects and everything goes on in the old file.
   */
  rotate(file: string): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      this.#filling = undefined;
      this.#queue.push({ file, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Kept once nothing waits any more, whatever became of it. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Refuses all further appends; kept once those before are flushed and the file is closed. */
  async close(): Promise<void> {
    if (this.#isClosed) return this.settled();
    this.#isClosed = true;
    await this.settled();
    await this.#cutBack().catch(() => {});
    await close(this.#fd);
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      // what is appended in the same turn of the event loop goes along
      await new Promise(setImmediate);
      const next = this.#queue.shift();
      if (!next) break;
      if (next === this.#filling) this.#filling = undefined;
      if ('entries' in next) await this.#flush(next);
      else await this.#changeFile(next);
    }
    this.#working = undefined;
  }

  async #flush(batch: Batch): Promise<void> {
    try {
      await this.#cutBack();
      const line = this.#line.of(batch.entries);
      this.#isSpoiled = true;
      await writeFully(this.#fd, line, this.#length);
      if (this.#durability === 'fsync') await datasync(this.#fd);
      this.#isSpoiled = false;
      this.#length += line.length;
      batch.resolve();
    } catch (error) {
      // at once, where that is possible, so that what is refused now is not read after a crash
      await this.#cutBack().catch(() => {});
      this.#refuseAll(batch, error as Error);
    }
  }

  async #changeFile({ file, resolve, reject }: Rotation): Promise<void> {
    try {
      await this.#cutBack();
      const before = this.#fd;
      this.#fd = await newLog(file);
      this.#length = 0;
      // all that the old file holds is as durable as it was promised to be
      await close(before).catch(() => {});
      resolve();
    } catch (error) {
      reject(error as Error);
    }
  }

  /** Takes away what a failed flush left behind the last good line. */
  async #cutBack(): Promise<void> {
    if (!this.#isSpoiled) return;
    await truncate(this.#fd, this.#length);
    if (this.#durability === 'fsync') await datasync(this.#fd);
    this.#isSpoiled = false;
  }

  #refuseAll(first: Batch, cause: Error): void {
    this.#filling = undefined;
    const isHeeded = this.#durability !== 'none';
    for (const waiting of [first, ...this.#queue.splice(0)]) {
      if (isHeeded || 'file' in waiting) waiting.reject(cause);
      else waiting.resolve();
    }
    if (!isHeeded) this.#onFailure(cause);
  }
}

function closed(): Error {
  return new Error('the log has been closed');
}
