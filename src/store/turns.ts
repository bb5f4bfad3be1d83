/** Does one long work after the other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** Whether nothing is done or waits to be done. */
  get areIdle(): boolean {
    return this.#count === 0;
  }

  /** Does some work once all that was asked for before is done. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#count++;
    const turn = this.#last.then(work);
    this.#last = turn
      .catch(() => {})
      .finally(() => {
        this.#count--;
      });
    return turn;
  }

  /** Kept once all is done that was asked for so far. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
