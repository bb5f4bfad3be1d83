import { Bodies, type BodyLimits } from './bodies.js';

/** How much all journals together may hold. */
export type MemoryLimits = BodyLimits & {
  /** How many exchanges, whichever journals they are in. */
  exchanges: number;
};

/** An exchange in a journal, which can be asked to let it go, and where it is held. */
type Held = { forget(): void; place: number };

/** How many exchanges all journals together hold unless another number is given. */
export const MOST_EXCHANGES = 20_000;

const DEFAULT_LIMITS: MemoryLimits = { bytes: 16 * 1024 * 1024, bytesEach: 64 * 1024, exchanges: MOST_EXCHANGES };

/** What all journals share, so that many sandboxes take no more memory than one: the oldest of all goes first. */
export class JournalMemory {
  readonly bodies: Bodies;
  readonly #exchanges: (Held | undefined)[] = [];
  readonly #most: number;
  #next = 0;

  constructor(limits: Partial<MemoryLimits> = {}) {
    const { exchanges, ...bodies } = { ...DEFAULT_LIMITS, ...limits };
    this.bodies = new Bodies(bodies);
    this.#most = exchanges;
  }

  /** Takes an exchange in; the oldest goes if there is no room. */
  hold(exchange: Held): void {
    this.#exchanges[this.#next]?.forget();
    this.#exchanges[this.#next] = exchange;
    exchange.place = this.#next;
    this.#next = (this.#next + 1) % this.#most;
  }

  /** Lets an exchange go that its journal does not have any more. */
  release(exchange: Held): void {
    if (this.#exchanges[exchange.place] === exchange) this.#exchanges[exchange.place] = undefined;
  }
}
