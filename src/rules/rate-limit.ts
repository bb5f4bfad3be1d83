import type { Instant } from '../kernel/index.js';

/** So many requests in so many seconds. */
export type RateLimit = { requests: number; seconds: number };

/** Counts requests in windows of time: one begins with the first request that comes when there is none. */
export class RateWindow {
  readonly #limit: RateLimit;
  #begins: Instant = Number.NaN;
  #requests = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts a request. Undefined if it may pass, or else the whole seconds after which the next window begins. */
  count(now: Instant): number | undefined {
    const { requests, seconds } = this.#limit;
    // a clock that was set back would keep a window open for long
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
