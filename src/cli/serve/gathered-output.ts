import type { Writable } from 'node:stream';

/** How long, in milliseconds, a text may wait for others to be written with. */
const LONGEST_WAIT = 50;

/** How many characters are written without waiting for more. */
const ENOUGH = 65_536;

/** The most bytes that may wait for a reader that is slower than we are. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * Writes many short texts together, since one write for each would cost more than the request that it tells of. What
 * a slow reader leaves no room for is not kept, and how much that was is told once there is room again.
 */
export class GatheredOutput {
  readonly #output: Writable;
  #texts = '';
  #timer: NodeJS.Timeout | undefined;
  #missing = 0;

  constructor(output: Writable) {
    this.#output = output;
  }

  /** Writes a text, soon. */
  add(text: string): void {
    this.#texts += text;
    this.#timer ??= setTimeout(() => this.flush(), LONGEST_WAIT);
    if (this.#texts.length > ENOUGH) this.flush();
  }

  /** Writes now what has been added. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const texts = this.#texts;
    this.#texts = '';
    if (texts === '') return;
    if (this.#output.writableLength > MOST_WAITING) {
      this.#missing += linesOf(texts);
      return;
    }
    const gap = this.#missing > 0 ? `(${this.#missing} lines are missing: the reader was too slow)\n` : '';
    this.#missing = 0;
    this.#output.write(gap + texts);
  }
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
