/** Resets at an interval in milliseconds, and says when the next one is. */
export class RegularResets {
  /** The time of the next reset by the machine's clock, in ISO 8601. */
  next: string;
  readonly #timer: NodeJS.Timeout;

  constructor(every: number, reset: () => void) {
    const nextAfter = (now: number) => new Date(now + every).toISOString();
    this.next = nextAfter(Date.now());
    this.#timer = setInterval(() => {
      this.next = nextAfter(Date.now());
      reset();
    }, every);
    // alone, it does not keep the process alive
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
