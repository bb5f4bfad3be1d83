import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { mending } from '../change/store-failures.js';
import { keepCopy, type OpenedFile } from './files/opened-file.js';
import type { FinishedLog } from './log/log.js';
import { logFile } from './log/read-logs.js';

type KnownFilesOptions = {
  /** The file that this process has locked: while it is at its path, no other process uses the folder. */
  lock: OpenedFile | undefined;
  /** Whether the data file may be replaced unread. */
  isDiscarded: boolean;
  /** Called with a sentence about what other programs did to the files. */
  warn(sentence: string): void;
};

/**
 * The files as this process has left them, to find out what other programs did to them. What others have written is kept under
 * another name before it is replaced or removed.
 */
export class KnownFiles {
  /** The checkpoint as it was read or written last. */
  checkpoint: OpenedFile | undefined;
  /** The one that is about to replace it. */
  nextCheckpoint: OpenedFile | undefined;
  /** The logs that are finished but needed until the next checkpoint is there, by number. */
  readonly finished = new Map<number, FinishedLog>();
  /** The numbers of the logs whose changes may be in no checkpoint. */
  doubtful: readonly number[] = [];
  /** Whether another program has changed the log or the checkpoint. */
  isChanged = false;
  readonly #file: string;
  readonly #options: KnownFilesOptions;

  constructor(file: string, options: KnownFilesOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Throws `files-replaced` where another process may use the folder. */
  assertLocked(): void {
    this.#options.lock?.assertSame();
  }

  /** Throws `files-replaced` unless the log and the checkpoint at their paths are those that the next start must read. */
  verify(log: OpenedFile, size: number): void {
    try {
      log.assertSame(size);
      for (const finished of this.finished.values()) finished.file.assertSame(finished.size);
      if (!this.checkpoint || this.checkpoint.isUntouched() || this.nextCheckpoint?.isUntouched()) return;
      // the log goes on from what a person has edited, too, until a checkpoint is written
      this.checkpoint.assertPresent();
      this.isChanged = true;
    } catch (error) {
      this.isChanged = true;
      throw mending(error);
    }
  }

  /** Keeps what another program has written to the checkpoint under another name. */
  keepEdited(): void {
    const isOurs = this.checkpoint?.isUntouched() ?? this.#options.isDiscarded;
    if (isOurs || !existsSync(this.#file)) return;
    const copy = keepCopy(this.#file, 'edited');
    this.#options.warn(
      `${this.#file} was changed by another program while the server used it: ${copy} keeps that, and the data go on as the server has them. Stop the server before you edit the file.`,
    );
  }

  /** Removes logs that are not needed any more; keeps a copy of each whose changes may be in no checkpoint. */
  async removeLogs(numbers: readonly number[]): Promise<void> {
    const finished = new Map(this.finished);
    // from now on none of them is needed, nor has to be there
    this.finished.clear();
    for (const number of numbers) {
      const file = logFile(this.#file, number);
      const known = finished.get(number);
      const isKnown = known?.file.isSame(known.size) ?? !this.doubtful.includes(number);
      if (!isKnown && existsSync(file)) {
        const copy = keepCopy(file, 'unused');
        this.#options.warn(`${file} is not needed any more, but not as it was left: ${copy} keeps it.`);
      }
      await rm(file, { force: true });
    }
  }
}
