import type { Instant } from '../kernel/index.js';

/** How many requests may come in how many seconds. */
export type RateLimit = { requests: number; seconds: number };

/** Counts requests in windows of time. A window begins with the first request after the previous one. */
export class RateWindow {
  readonly #limit: RateLimit;
  #begins: Instant = Number.NaN;
  #requests = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts a request. Returns undefined if it may pass, otherwise the whole seconds until the next window. */
  count(now: Instant): number | undefined {
    const { requests, seconds } = this.#limit;
    // a clock that was set back would keep a window open for a long time
    if (!(now >= this.#begins && now < this.#begins + seconds * MICROSECONDS)) {
      this.#begins = now;
      this.#requests = 0;
    }
    this.#requests += 1;
    if (this.#requests <= requests) return undefined;
    return Math.ceil((this.#begins - now) / MICROSECONDS + seconds);
  }
}

const MICROSECONDS = 1e6;
