import { constants, copyFileSync } from 'node:fs';

/** Copies a file to a free name beside it, which ends with the given word, and answers that name. Throws what the system says. */
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
