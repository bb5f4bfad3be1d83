import { randomBytes } from 'node:crypto';
import { Problem } from '../../kernel/index.js';
import type { OnProgress } from '../change/collection-builder.js';
import { DATA_FORM, type Data } from '../change/data.js';
import type { DataAdapter, DataLog } from '../change/open-data.js';
import { lacking, unsaved } from '../change/store-failures.js';
import type { CollectionDefinition } from '../memory/definition.js';
import { checkpointText } from './checkpoint.js';
import { OpenedFile } from './files/opened-file.js';
import { replaceFile } from './files/replace-file.js';
import { KnownFiles } from './known-files.js';
import { type Durability, Log } from './log/log.js';
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
 * checkpoint are compared with what was opened; while the lock is right, a new checkpoint mends the others.
 */
export function fileAdapter(file: string, options: FileOptions): DataAdapter {
  return new FileAdapter(file, options);
}

class FileAdapter implements DataAdapter {
  readonly log: DataLog;
  readonly #file: string;
  readonly #options: FileOptions;
  readonly #files: KnownFiles;
  #log: Log | undefined;
  /** The numbers of the logs beside the checkpoint, and that of the last one there was. */
  #logs: number[];
  #number: number;
  /** Whether the log lacks changes that count all the same, as it may with the durability `none`. */
  #hasGap = false;

  constructor(file: string, options: FileOptions) {
    this.#file = file;
    this.#options = options;
    this.#files = new KnownFiles(file, {
      lock: options.lock,
      isDiscarded: options.isDiscarded ?? false,
      warn: this.#warn,
    });
    this.#logs = logNumbers(file);
    this.#number = Math.max(0, ...this.#logs);
    this.log = this.#dataLog();
  }

  async read(): Promise<Data | null> {
    if (this.#options.isDiscarded) return null;
    const read = await readDataFile(this.#file, this.#options);
    if (!read) {
      await assertHoldNothing(this.#file, { numbers: this.#logs, what: 'is missing' });
      return null;
    }
    const { data } = read;
    this.#files.checkpoint = read.opened;
    const logs = await readLogs(this.#file, data, this.#warn);
    for (const { number, size } of logs.finished) {
      this.#files.finished.set(number, { file: new OpenedFile(logFile(this.#file, number)), size });
    }
    this.#files.doubtful = logs.doubtful;
    if (logs.end) this.#log = await this.#opened(this.#number, logs.end);
    return data;
  }

  /** Writes a checkpoint of the data as they are now, while they may go on changing. */
  async write(data: Data): Promise<void> {
    this.#files.assertLocked();
    const frozen = data.fork();
    const [hadGap, wasChanged] = [this.#hasGap, this.#files.isChanged];
    try {
      const after = await this.#beginLog(this.#number + 1);
      this.#hasGap = this.#files.isChanged = false;
      const about = { ...frozen.about, understudy: DATA_FORM, log: this.#number, after };
      const { next, collections } = frozen;
      const text = checkpointText({ about, next, collections });
      this.#files.checkpoint = await replaceFile(this.#file, text, written => {
        this.#files.assertLocked();
        this.#files.keepEdited();
        this.#files.nextCheckpoint = written;
      });
      await this.#files.removeLogs(this.#logs.slice(0, -1));
      this.#logs = [this.#number];
    } catch (error) {
      this.#hasGap ||= hadGap;
      this.#files.isChanged ||= wasChanged;
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
      this.#files.finished.set(this.#number, rotated.before);
    } else {
      this.#log = await this.#opened(number, { number, after });
    }
    this.#number = number;
    this.#logs.push(number);
    return after;
  }

  #opened(number: number, from: LogEnd | LogStart): Promise<Log> {
    const { durability = 'fsync', onFailure } = this.#options;
    const file = logFile(this.#file, number);
    return Log.open({
      file,
      from,
      durability,
      verify: (log, size) => {
        this.#files.assertLocked();
        this.#files.verify(log, size);
      },
      onFailure: cause => {
        this.#hasGap = true;
        onFailure?.(unsaved(cause));
      },
    }).catch(cause => {
      throw new Problem('data-unusable', `Failed to open ${file}: ${cause.message}.`, { cause });
    });
  }

  #dataLog(): DataLog {
    // a log with a gap is at once too large: only a checkpoint mends it
    const size = () => {
      if (this.#hasGap || this.#files.isChanged) return Number.POSITIVE_INFINITY;
      let size = this.#log?.size ?? 0;
      for (const finished of this.#files.finished.values()) size += finished.size;
      return size;
    };
    const most = () => Math.max(LEAST_LOG, (this.#files.checkpoint?.size ?? 0) / 4);
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
        this.#log?.verify((log, size) => this.#files.verify(log, size));
      },
      settled: async () => this.#log?.settled(),
      close: async () => this.#log?.close(),
    };
  }
}

/** A log may grow to this many bytes before a checkpoint is due, or to a quarter of the checkpoint. */
const LEAST_LOG = 4 * 1024 * 1024;
