/** Does one long work after the other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does some work once all that was asked for before is done. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Kept once all is done that was asked for so far. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
