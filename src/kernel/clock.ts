import type { Instant } from './instant.js';

/** Tells the time: a date, or milliseconds since 1970-01-01T00:00:00Z whose fraction counts. */
export type Clock = () => Date | number;

/** How many milliseconds a timer of Node can wait; with more it fires at once. */
export const MAX_TIMER = 2 ** 31 - 1;

/** How many milliseconds the steady clock may differ before it is set again: the machine slept, or its time was changed. */
const TOLERANCE = 100;

/**
 * The machine's time to the microsecond. `Date` has only milliseconds, so a steady clock counts on from it. It never runs
 * backwards unless the machine's time is set back.
 */
export function systemClock(): Clock {
  let start = performance.timeOrigin;
  return () => {
    const drift = Date.now() - (start + performance.now());
    if (Math.abs(drift) > TOLERANCE) start += drift;
    return start + performance.now();
  };
}

/** The clock's time now, to the microsecond. */
export function readClock(clock: Clock): Instant {
  return Math.round(Number(clock()) * 1000);
}

/** How many milliseconds a clock is ahead, or where it stands. */
export type ClockState = { ahead: number; frozenAt?: number | undefined };

/** A clock that follows another one until it is set, frozen or advanced. */
export class SettableClock {
  readonly #base: Clock;
  #ahead: number;
  #frozenAt: number | undefined;

  constructor(base: Clock, { ahead, frozenAt }: ClockState = { ahead: 0 }) {
    this.#base = base;
    this.#ahead = ahead;
    this.#frozenAt = frozenAt;
  }

  /** The time now, to the microsecond. */
  readonly now = (): Instant => readClock(this.read);

  /** The time now, in milliseconds since 1970. */
  readonly read = (): number => this.#frozenAt ?? Number(this.#base()) + this.#ahead;

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** Whether its time differs from that of the clock it follows. */
  get moved(): boolean {
    return this.#ahead !== 0 || this.#frozenAt !== undefined;
  }

  /** Sets the time, in milliseconds since 1970. A frozen clock stays at that time. */
  set(time: number): void {
    if (this.#frozenAt !== undefined) this.#frozenAt = time;
    this.#ahead = time - Number(this.#base());
  }

  /** Moves the time forward by some milliseconds, or back. */
  advance(milliseconds: number): void {
    if (this.#frozenAt !== undefined) this.#frozenAt += milliseconds;
    this.#ahead += milliseconds;
  }

  /** Stops the clock, or lets it go on from where it stopped. */
  freeze(frozen: boolean): void {
    if (frozen) this.#frozenAt ??= this.read();
    else if (this.#frozenAt !== undefined) {
      const time = this.#frozenAt;
      this.#frozenAt = undefined;
      this.set(time);
    }
  }

  /** Takes over the time of another clock that follows the same one; without an argument, follows that one again. */
  become(other?: SettableClock): void {
    this.#ahead = other ? other.#ahead : 0;
    this.#frozenAt = other ? other.#frozenAt : undefined;
  }

  /** How it differs from the clock that it follows. */
  toJSON(): ClockState {
    return { ahead: this.#ahead, frozenAt: this.#frozenAt };
  }

  /** Differs as a clock of another process does, which follows the same time. */
  adopt({ ahead, frozenAt }: ClockState): void {
    this.#ahead = ahead;
    this.#frozenAt = frozenAt;
  }

  /** Whether another clock that follows the same one has the same time, and goes on or stands still like this one. */
  equals(other: SettableClock): boolean {
    return this.#frozenAt === other.#frozenAt && (this.#frozenAt !== undefined || this.#ahead === other.#ahead);
  }

  /** A separate clock with the same time. */
  fork(): SettableClock {
    return new SettableClock(this.#base, this.toJSON());
  }
}
