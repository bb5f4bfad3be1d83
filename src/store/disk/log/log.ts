import type { OpenedFile } from '../files/opened-file.js';
import { type LogEnd, LogFile, type LogStart } from './log-file.js';

/**
 * When an append counts as done: once it is on the disk (`fsync`), once the system has it (`write`), so that a crash of
 * the machine may lose it, or at once (`none`), so that the end of the process may lose it too.
 */
export type Durability = (typeof DURABILITIES)[number];

export const DURABILITIES = ['fsync', 'write', 'none'] as const;

export type LogOptions = {
  file: string;
  /** Where an existing log ends, as `readLog` found it; or the number of a new one, and the checksum that it follows. */
  from: LogEnd | LogStart;
  durability: Durability;
  /** Throws why nothing may be acknowledged, where the log must have so many bytes; called before and after each flush. */
  verify?: (log: OpenedFile, size: number) => void;
  /** Called with a failure that no caller waits for, as with `none`: everything not yet written is lost then. */
  onFailure: (error: Error) => void;
};

/** About how many characters of entries go into one line, so that a small append never waits for tens of megabytes. */
const BATCH = 2_000_000;

/** With `none`, an append waits only while more batches than these wait, so that a slow disk does not fill the memory. */
const UNHEEDED = 32;

/** Entries that will be one line; all who append them get the same promise. */
type Batch = {
  entries: string[];
  length: number;
  /** Whether a caller waits for it. */
  isAwaited: boolean;
  promise: Promise<void>;
  resolve(): void;
  reject(cause: Error): void;
};

type Rotation = { file: string; number: number; resolve(rotated: Rotated): void; reject(cause: Error): void };

/** The checksum that a new log follows, and the log before it as it was left. */
export type Rotated = { after: string; before: FinishedLog };

/** A log to which nothing is appended any more. */
export type FinishedLog = { file: OpenedFile; size: number };

/**
 * A file to which transactions are appended. Entries that come while a flush runs share the next one, which is one line:
 * `CRC32 CRC32 [entry,entry,…]`. If a flush fails, all entries that wait are rejected, since later entries build on earlier
 * ones, and nothing is written again until the file is cut back to its last good line. If the file at its path is not the
 * one that was opened, or another program has written to it, flushes fail and the file stays as it is.
 */
export class Log {
  #file: LogFile;
  readonly #durability: Durability;
  readonly #verify: (log: OpenedFile, size: number) => void;
  readonly #onFailure: (error: Error) => void;
  readonly #queue: (Batch | Rotation)[] = [];
  /** The last batch of the queue, while it takes more entries. */
  #filling: Batch | undefined;
  #working: Promise<void> | undefined;
  /** Whether the last flush failed: then even with `none` appends wait. */
  #isFailing = false;
  /** The failure of a flush, until all callers that waited for it have it: a change made before that may build on theirs. */
  #refusal: Error | undefined;
  #isClosed = false;

  private constructor(file: LogFile, { durability, verify, onFailure }: LogOptions) {
    this.#file = file;
    this.#durability = durability;
    this.#verify = verify ?? ((log, size) => log.assertSame(size));
    this.#onFailure = onFailure;
  }

  /** Opens or makes the file. Rejects with what the system says. */
  static async open(options: LogOptions): Promise<Log> {
    const { file, from } = options;
    return new Log(await LogFile.open(file, from), options);
  }

  /** The bytes that were appended to the current file, or were there before. */
  get size(): number {
    const { start, length } = this.#file.end;
    return length - start;
  }

  /** Throws why nothing may be acknowledged, such as that the file is not as this process has left it. */
  verify(verify = this.#verify): void {
    verify(this.#file.opened, this.#file.end.length);
  }

  /** Appends the JSON text of one transaction, without newlines; resolves once it is as durable as the option says. */
  append(entry: string): Promise<void> {
    if (this.#isClosed || this.#refusal) return Promise.reject(this.#refusal ?? closed());
    let batch = this.#filling;
    if (!batch || batch.length + entry.length > BATCH) {
      batch = newBatch();
      this.#filling = batch;
      this.#queue.push(batch);
    }
    batch.entries.push(entry);
    batch.length += entry.length;
    this.#working ??= this.#work();
    if (this.#durability === 'none' && !this.#isFailing && this.#queue.length <= UNHEEDED) return DONE;
    batch.isAwaited = true;
    return batch.promise;
  }

  /**
   * Appends everything that comes from now on to a new file; resolves once that file is there and everything before is
   * flushed to the old one. If it rejects, the old file goes on.
   */
  rotate(file: string, number: number): Promise<Rotated> {
    if (this.#isClosed) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      this.#filling = undefined;
      this.#queue.push({ file, number, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves once no entry waits any more, even if some were rejected. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Rejects all further appends; resolves once those before are flushed and the file is closed. */
  async close(): Promise<void> {
    if (this.#isClosed) return this.settled();
    this.#isClosed = true;
    await this.settled();
    await this.#cutBack().catch(() => {});
    await this.#file.close();
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
      this.verify();
      const json = `[${batch.entries.length === 1 ? batch.entries[0] : batch.entries.join(',')}]`;
      await this.#file.append(json, {
        isSynced: this.#isSynced,
        verify: length => this.#verify(this.#file.opened, length),
      });
      this.#isFailing = false;
      batch.resolve();
    } catch (error) {
      // at once, where that is possible, so that what is refused now is not read after a crash
      await this.#cutBack().catch(() => {});
      this.#refuseAll(batch, error as Error);
    }
  }

  async #changeFile({ file, number, resolve, reject }: Rotation): Promise<void> {
    try {
      await this.#cutBack();
      const old = this.#file;
      const { last: after, length: size } = old.end;
      // the next start must see that the new log follows the old one, whatever durability was promised
      if (!this.#isSynced) await old.sync();
      this.#file = await LogFile.open(file, { number, after });
      await old.close().catch(() => {});
      resolve({ after, before: { file: old.opened, size } });
    } catch (error) {
      reject(error as Error);
    }
  }

  get #isSynced(): boolean {
    return this.#durability === 'fsync';
  }

  #cutBack(): Promise<void> {
    return this.#file.cutBack({ isSynced: this.#isSynced });
  }

  #refuseAll(first: Batch, cause: Error): void {
    this.#filling = undefined;
    this.#isFailing = true;
    this.#refusal = cause;
    const waiting = [first, ...this.#queue.splice(0)];
    for (const each of waiting) {
      if ('file' in each || each.isAwaited) each.reject(cause);
      else each.resolve();
    }
    queueMicrotask(() => {
      this.#refusal = undefined;
    });
    if (this.#durability === 'none') this.#onFailure(cause);
  }
}

function closed(): Error {
  return new Error('the log has been closed');
}

/** A promise that is resolved already. */
const DONE = Promise.resolve();

/** An empty batch, whose promise is open. */
function newBatch(): Batch {
  const batch: Batch = { entries: [], length: 0, isAwaited: false, promise: DONE, resolve() {}, reject() {} };
  batch.promise = new Promise((resolve, reject) => {
    batch.resolve = resolve;
    batch.reject = reject;
  });
  return batch;
}
