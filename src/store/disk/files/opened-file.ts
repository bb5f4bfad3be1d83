import { type BigIntStats, constants, copyFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../../../kernel/index.js';

/** A file that this process has opened or written, to be compared with the file that stands at its path later. */
export class OpenedFile {
  readonly path: string;
  readonly #stats: BigIntStats;

  /** Takes the file as it is at the path, or as `stats` say that it was. Throws what the system says. */
  constructor(path: string, stats: BigIntStats = statSync(path, { bigint: true })) {
    this.path = path;
    this.#stats = stats;
  }

  /** How many bytes it had. */
  get size(): number {
    return Number(this.#stats.size);
  }

  /** Whether no program has replaced the file or written to it since. */
  isUntouched(): boolean {
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return isSame(now, this.#stats) && now.size === this.#stats.size && now.mtimeNs === this.#stats.mtimeNs;
  }

  /**
   * Throws `files-replaced` unless the same file is at the path and, where `size` is given, has so many bytes: what another
   * program has appended would be overwritten.
   */
  assertSame(size?: number): void {
    const now = statAt(this.path);
    if (!isSame(now, this.#stats)) throw replaced(this.path, 'is not the file that was opened');
    if (size !== undefined && now.size !== BigInt(size)) {
      throw replaced(this.path, `has ${now.size} bytes instead of ${size}, since another program has written to it`);
    }
  }

  /** Whether the same file is at the path, with so many bytes. */
  isSame(size: number): boolean {
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return isSame(now, this.#stats) && now.size === BigInt(size);
  }

  /** Throws `files-replaced` where no file is at the path any more. */
  assertPresent(): void {
    if (!statAt(this.path).isFile()) throw replaced(this.path, 'is no file any more');
  }
}

function isSame(now: BigIntStats | undefined, then: BigIntStats): now is BigIntStats {
  return now !== undefined && now.ino === then.ino && now.dev === then.dev;
}

function statAt(path: string): BigIntStats {
  try {
    return statSync(path, { bigint: true });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw replaced(path, `cannot be seen any more (${message})`);
    const folder = dirname(path);
    const isFolderThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
    throw replaced(isFolderThere ? path : folder, 'has been removed or moved');
  }
}

function replaced(path: string, what: string): Problem {
  return new Problem('files-replaced', `Failed to save the data: ${path} ${what}.`);
}

/** Copies a file to a free name beside it, which ends with a word, and returns that name. Throws what the system says. */
export function keepCopy(file: string, word: string): string {
  for (let number = 1; ; number++) {
    const copy = `${file}.${word}${number === 1 ? '' : `-${number}`}`;
    try {
      copyFileSync(file, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
