import type { Writable } from 'node:stream';

/** How long, in milliseconds, a text may wait before it is written. */
const MAX_WAIT = 50;

/** How many characters are written at once, without a wait. */
const MAX_GATHERED = 65_536;

/** How many bytes may wait for a slow reader. */
const MAX_BUFFERED = 4 * 1024 * 1024;

/**
 * Gathers short texts into one write, because one write for each log line would take longer than its request. For a reader
 * that is too slow lines are dropped, and their number is written later.
 */
export class GatheredOutput {
  readonly #output: Writable;
  #texts = '';
  #timer: NodeJS.Timeout | undefined;
  #missing = 0;

  constructor(output: Writable) {
    this.#output = output;
  }

  /** Adds a text, which is written soon. */
  add(text: string): void {
    this.#texts += text;
    this.#timer ??= setTimeout(() => this.flush(), MAX_WAIT);
    if (this.#texts.length > MAX_GATHERED) this.flush();
  }

  /** Writes all added texts now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const texts = this.#texts;
    this.#texts = '';
    if (texts === '') return;
    if (this.#output.writableLength > MAX_BUFFERED) {
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
