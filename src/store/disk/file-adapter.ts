import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Problem } from '../../kernel/index.js';
import type { OnProgress } from '../change/build-collections.js';
import { DATA_FORM, type Data } from '../change/data.js';
import type { DataAdapter, DataLog } from '../change/open-data.js';
import { lacking, mending, unsaved } from '../change/store-failures.js';
import type { CollectionDefinition } from '../memory/definition.js';
import { checkpointText } from './checkpoint.js';
import { keepCopy, type OpenedFile } from './files/opened-file.js';
import { replaceFile } from './files/replace-file.js';
import { type Durability, type FinishedLog, Log } from './log/log.js';
import type { LogEnd, LogStart } from './log/log-file.js';
import { assertHoldNothing, logFile, logNumbers, readLogs } from './log/read-logs.js';
import { readDataFile } from './read-data.js';

export type FileOptions = {
  definitions: readonly CollectionDefinition[];
  durability?: Durability;
  /** Whether to discard the data of the file, unread, once there are others. */
  isDiscarded?: boolean;
  /** The file that this process has locked: while it is at its path, no other process uses the folder. */
  lock?: OpenedFile;
  /** Called with a sentence about what was left out of a damaged log, or what other programs did to the files. */
  onWarning?: (sentence: string) => void;
  /** Called where the log could not be written and no caller waits for it. */
  onFailure?: (problem: Problem) => void;
  onProgress?: OnProgress | undefined;
};

/**
 * Keeps the data in a JSON file, the checkpoint, and beside it a log of all changes since. A new checkpoint is written
 * from a fork of the data while changes go on into the next log; only once it stands are the logs before it removed. The
 * checkpoint names the first log that goes on from it. Before a change is acknowledged, the lock, the log and the
 * checkpoint are compared with what was opened; while the lock is right, a new checkpoint mends the others. What other
 * programs have written is kept under another name before it is replaced or removed.
 */
export function fileAdapter(file: string, options: FileOptions): DataAdapter {
  return new FileAdapter(file, options);
}

class FileAdapter implements DataAdapter {
  readonly log: DataLog;
  readonly #file: string;
  readonly #options: FileOptions;
  /** The checkpoint as it was read or written last, and the one that is about to replace it. */
  #checkpoint: OpenedFile | undefined;
  #nextCheckpoint: OpenedFile | undefined;
  #log: Log | undefined;
  /** The numbers of the logs beside the checkpoint, and that of the last one there was. */
  #logs: number[];
  #number: number;
  /** The logs that are finished but needed until the next checkpoint is there, by number. */
  #finished: ReadonlyMap<number, FinishedLog> = new Map();
  /** Whether the log lacks changes that count all the same, as it may with the durability `none`. */
  #hasGap = false;
  /** Whether another program has changed the log or the checkpoint. */
  #isChanged = false;

  constructor(file: string, options: FileOptions) {
    this.#file = file;
    this.#options = options;
    this.#logs = logNumbers(file);
    this.#number = Math.max(0, ...this.#logs);
    this.log = this.#dataLog();
  }

  get lacksLog(): boolean {
    return this.#log === undefined;
  }

  async read(): Promise<Data | null> {
    if (this.#options.isDiscarded) return null;
    const read = await readDataFile(this.#file, this.#options);
    if (!read) {
      await assertHoldNothing(this.#file, 'is missing');
      return null;
    }
    this.#checkpoint = read.opened;
    const logs = await readLogs(this.#file, read.data, this.#warn);
    if (logs) {
      this.#finished = logs.finished;
      this.#log = await this.#opened(this.#number, logs.end);
    }
    return read.data;
  }

  /** Writes a checkpoint of the data as they are now, while they may go on changing. */
  async write(data: Data): Promise<void> {
    this.#options.lock?.assertSame();
    const frozen = data.fork();
    const [hadGap, wasChanged] = [this.#hasGap, this.#isChanged];
    try {
      const after = await this.#beginLog(this.#number + 1);
      this.#hasGap = this.#isChanged = false;
      const about = { ...frozen.about, understudy: DATA_FORM, log: this.#number, after };
      const { next, collections } = frozen;
      this.#checkpoint = await replaceFile(this.#file, checkpointText({ about, next, collections }), written => {
        this.#options.lock?.assertSame();
        this.#keepEdited();
        this.#nextCheckpoint = written;
      });
      await this.#removeLogs();
    } catch (error) {
      this.#hasGap ||= hadGap;
      this.#isChanged ||= wasChanged;
      throw error;
    } finally {
      frozen.release();
    }
  }

  readonly #warn = (sentence: string): void => this.#options.onWarning?.(sentence);

  /** Begins a new log for all that is appended from now on; resolves with the checksum that it follows. */
  async #beginLog(number: number): Promise<string> {
    let after = randomBytes(4).toString('hex');
    if (this.#log) {
      const rotated = await this.#log.rotate(logFile(this.#file, number), number);
      after = rotated.after;
      this.#finished = new Map([...this.#finished, [this.#number, rotated.before]]);
    } else {
      this.#log = await this.#opened(number, { number, after });
    }
    this.#number = number;
    this.#logs.push(number);
    return after;
  }

  #opened(number: number, from: LogEnd | LogStart): Promise<Log> {
    const { durability = 'fsync', lock, onFailure } = this.#options;
    const file = logFile(this.#file, number);
    return Log.open({
      file,
      from,
      durability,
      verify: (log, size) => {
        lock?.assertSame();
        this.#verify(log, size);
      },
      onFailure: cause => {
        this.#hasGap = true;
        onFailure?.(unsaved(cause));
      },
    }).catch(cause => {
      throw new Problem('data-unusable', `Failed to open ${file}: ${cause.message}.`, { cause });
    });
  }

  /** Throws `files-replaced` unless the log and the checkpoint at their paths are those that the next start must read. */
  #verify(log: OpenedFile, size: number): void {
    try {
      log.assertSame(size);
      for (const finished of this.#finished.values()) finished.file.assertSame(finished.size);
      if (!this.#checkpoint || this.#checkpoint.isUntouched() || this.#nextCheckpoint?.isUntouched()) return;
      // the log goes on from what a person has edited, too, until a checkpoint is written
      this.#checkpoint.assertPresent();
      this.#isChanged = true;
    } catch (error) {
      this.#isChanged = true;
      throw mending(error);
    }
  }

  /** Keeps what another program has written to the checkpoint under another name. */
  #keepEdited(): void {
    const isOurs = this.#checkpoint?.isUntouched() ?? this.#options.isDiscarded;
    if (isOurs || !existsSync(this.#file)) return;
    const copy = keepCopy(this.#file, 'edited');
    this.#warn(
      `${this.#file} was changed by another program while the server used it: ${copy} keeps that, and the data go on as the server has them. Stop the server before you edit the file.`,
    );
  }

  /** Removes the logs that are not needed any more; keeps a copy of each to which another program has written. */
  async #removeLogs(): Promise<void> {
    const finished = this.#finished;
    // from now on none of them is needed, nor has to be there
    this.#finished = new Map();
    for (const number of this.#logs.slice(0, -1)) {
      const file = logFile(this.#file, number);
      const known = finished.get(number);
      if (known && !known.file.isSame(known.size) && existsSync(file)) {
        const copy = keepCopy(file, 'unused');
        this.#warn(`${file} is not needed any more, but not as it was left: ${copy} keeps it.`);
      }
      await rm(file, { force: true });
    }
    this.#logs = [this.#number];
  }

  #dataLog(): DataLog {
    // a log with a gap is at once too large: only a checkpoint mends it
    const size = () => {
      if (this.#hasGap || this.#isChanged) return Number.POSITIVE_INFINITY;
      return [...this.#finished.values()].reduce((sum, log) => sum + log.size, this.#log?.size ?? 0);
    };
    const most = () => Math.max(LEAST_LOG, (this.#checkpoint?.size ?? 0) / 4);
    return {
      append: entry => (this.#log as Log).append(entry),
      get size() {
        return size();
      },
      get most() {
        return most();
      },
      verify: () => {
        if (this.#hasGap) throw lacking();
        // not the lock: another process may have it by now
        this.#log?.verify((log, size) => this.#verify(log, size));
      },
      settled: async () => this.#log?.settled(),
      close: async () => this.#log?.close(),
    };
  }
}

/** A log may grow to this many bytes before a checkpoint is due, or to a quarter of the checkpoint. */
const LEAST_LOG = 4 * 1024 * 1024;
