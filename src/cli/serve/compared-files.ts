import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * How often, in milliseconds, files are compared. They are compared by path, and not watched by events: in many containers
 * and on network drives no events arrive, and a watched file is lost when an editor replaces it by renaming another.
 */
const INTERVAL = 300;

/** Files that are compared regularly with what they were before. */
export class ComparedFiles {
  /** The state of each file. */
  readonly #states = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #isComparing = false;

  /** `onChange` is called for each file that has changed, and learns whether the file exists no longer. */
  constructor(onChange: (change: { isAbsent: boolean }) => void) {
    this.#timer = setInterval(() => {
      // on a slow drive one round may take longer than the interval
      if (this.#isComparing) return;
      this.#isComparing = true;
      this.#compare(onChange).finally(() => {
        this.#isComparing = false;
      });
    }, INTERVAL);
  }

  /** Compares these files and no others from now on. Returns when each added one was changed, in milliseconds since 1970. */
  follow(files: readonly string[]): number[] {
    for (const file of this.#states.keys()) if (!files.includes(file)) this.#states.delete(file);
    return files
      .filter(file => !this.#states.has(file))
      .map(file => {
        const stats = statNow(file);
        this.#states.set(file, stateOf(stats));
        return stats?.mtimeMs ?? 0;
      });
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #compare(onChange: (change: { isAbsent: boolean }) => void): Promise<void> {
    await Promise.all(
      [...this.#states].map(async ([file, before]) => {
        const present = stateOf(await stat(file).catch(() => undefined));
        if (present === before || !this.#states.has(file)) return;
        this.#states.set(file, present);
        onChange({ isAbsent: present === ABSENT });
      }),
    );
  }
}

function statNow(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    // what looks like a reference may be no path at all
    return undefined;
  }
}

const ABSENT = '';

/** A file that was replaced may have the time and the size of the one before. */
function stateOf(stats: Stats | undefined): string {
  return stats ? [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ') : ABSENT;
}
