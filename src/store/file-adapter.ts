import { statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../kernel/index.js';
import type { DataAdapter, DataLog } from './adapter.js';
import { checkpointText } from './checkpoint-text.js';
import { DATA_FORM, Data } from './data.js';
import type { CollectionDefinition } from './definition.js';
import { type Durability, Log } from './log.js';
import { type LogEntry, replayer } from './log-entry.js';
import { logFile, logNumbers } from './log-files.js';
import { OtherLayout, readCheckpoint } from './read-checkpoint.js';
import { readData } from './read-data.js';
import { readLog } from './read-log.js';
import { replaceFile } from './replace-file.js';
import { dataOf, type OnProgress } from './seed-data.js';
import { unsaved } from './store-failures.js';

export type FileOptions = {
  definitions: readonly CollectionDefinition[];
  durability?: Durability;
  /** Whether what the file holds is not read but, once there are other data, discarded. */
  isDiscarded?: boolean;
  /** Told, in a sentence, what was left out of a log that a crash has torn. */
  onNotice?: (sentence: string) => void;
  /** Told of a log that could not be written, where nobody waits for it. */
  onFailure?: (problem: Problem) => void;
  onProgress?: OnProgress | undefined;
};

/**
 * Keeps the data in a JSON file, the checkpoint, and beside it a log of all changes since. A new checkpoint is written
 * from a fork of the data while changes go on into the next log; only once it stands are the logs before it removed. The
 * checkpoint names the first log that goes on from it.
 */
export function fileAdapter(file: string, options: FileOptions): DataAdapter {
  return new FileAdapter(file, options);
}

class FileAdapter implements DataAdapter {
  readonly log: DataLog;
  readonly #file: string;
  readonly #options: FileOptions;
  #log: Log | undefined;
  /** The number of the log that is open, or of the last one there was. */
  #number: number;
  /** The bytes of the checkpoint, and of the logs that go on from it but for the open one. */
  #checkpointSize = 0;
  #olderSize = 0;
  /** Whether the log lacks changes that count all the same, as it may with the durability `none`. */
  #hasGap = false;

  constructor(file: string, options: FileOptions) {
    this.#file = file;
    this.#options = options;
    this.#number = Math.max(0, ...logNumbers(this.#file));
    this.log = this.#dataLog();
  }

  async read(): Promise<Data | null> {
    if (this.#options.isDiscarded) return null;
    const data = await this.#readCheckpoint();
    if (!data) return null;
    this.#checkpointSize = statSync(this.#file).size;
    const { log } = data.about;
    if (log !== undefined) await this.#readLogs(data, log);
    return data;
  }

  /** Writes a checkpoint of the data as they are now, while they may go on changing. */
  async write(data: Data): Promise<void> {
    const number = this.#number + 1;
    const frozen = new Data({ ...data.about, understudy: DATA_FORM, log: number }, data.next, data.fork().collections);
    const before = this.#log?.size ?? 0;
    const hadGap = this.#hasGap;
    try {
      await this.#log?.rotate(logFile(this.#file, number));
      this.#number = number;
      this.#olderSize += before;
      this.#hasGap = false;
      this.#log ??= await this.#opened(number, 0);
      this.#checkpointSize = await replaceFile(this.#file, checkpointText(frozen));
      this.#olderSize = 0;
      for (const older of logNumbers(this.#file))
        if (older < number) await rm(logFile(this.#file, older), { force: true });
    } catch (error) {
      this.#hasGap ||= hadGap;
      throw error;
    } finally {
      frozen.release();
    }
  }

  async #readCheckpoint(): Promise<Data | null> {
    const { definitions, onProgress } = this.#options;
    try {
      return await readCheckpoint(this.#file, { definitions, onProgress });
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') return null;
      if (!(cause instanceof OtherLayout)) {
        throw new Problem('data-unusable', `Failed to read ${this.#file}: ${message}.`, { cause });
      }
      return this.#readOtherwiseLaidOut(cause.line);
    }
  }

  /** A file that a person or another program has laid out is read whole, so that each flaw is found. */
  async #readOtherwiseLaidOut(line: number): Promise<Data> {
    const { definitions } = this.#options;
    if (statSync(this.#file).size > MOST_WHOLE) {
      throw new Problem(
        'data-damaged',
        `${this.#file}:${line} is not one valid record, as each line of so large a file must be.`,
      );
    }
    const read = readData(await readFile(this.#file), { file: this.#file, definitions });
    const present = definitions.filter(({ name }) => read.collections[name]);
    return dataOf(read, { definitions: present });
  }

  async #readLogs(data: Data, first: number): Promise<void> {
    const replay = replayer(data);
    let length = 0;
    this.#number = first;
    const numbers = logNumbers(this.#file).filter(number => number >= first);
    for (const [at, number] of numbers.entries()) {
      const file = logFile(this.#file, number);
      if (number !== first + at) throw this.#missing(first + at);
      this.#olderSize += length;
      const take = (entry: unknown, line: number) => {
        try {
          replay(entry as LogEntry);
        } catch (cause) {
          throw new Problem('data-damaged', `${file}:${line} does not go on from ${this.#file}.`, { cause });
        }
      };
      const contents = await readLog(file, take, { isFinished: at < numbers.length - 1 });
      length = contents.length;
      this.#number = number;
      if (contents.torn) {
        this.#options.onNotice?.(
          `The last entry of ${file} is torn and was dropped: its change had not been acknowledged.`,
        );
      }
    }
    this.#log = await this.#opened(this.#number, length);
  }

  #missing(number: number): Problem {
    const fix = `Put it back, or discard all data with \`understudy reset --data '${dirname(this.#file)}'\`.`;
    const file = logFile(this.#file, number);
    return new Problem('data-damaged', `${file} is missing, from which the logs after it go on.`, { fix });
  }

  #opened(number: number, length: number): Promise<Log> {
    const { durability = 'fsync', onFailure } = this.#options;
    return Log.open({
      file: logFile(this.#file, number),
      length,
      durability,
      onFailure: cause => {
        this.#hasGap = true;
        onFailure?.(unsaved(cause));
      },
    }).catch(cause => {
      throw new Problem('data-unusable', `Failed to open ${logFile(this.#file, number)}: ${cause.message}.`, { cause });
    });
  }

  #dataLog(): DataLog {
    // a log with a gap is at once too large: only a checkpoint mends it
    const size = () => (this.#hasGap ? Number.POSITIVE_INFINITY : this.#olderSize + (this.#log?.size ?? 0));
    const most = () => Math.max(LEAST_LOG, this.#checkpointSize / 4);
    return {
      append: entry => (this.#log as Log).append(entry),
      get size() {
        return size();
      },
      get most() {
        return most();
      },
      settled: async () => this.#log?.settled(),
      close: async () => this.#log?.close(),
    };
  }
}

/** A log may grow to this many bytes before a checkpoint is due, or to a quarter of the checkpoint. */
const LEAST_LOG = 4 * 1024 * 1024;
/** A file of another layout must fit into one text. */
const MOST_WHOLE = 256 * 1024 * 1024;
