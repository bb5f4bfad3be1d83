import { Bodies, type BodyMemoryLimits } from './bodies.js';

/** How much all journals together may hold. */
export type MemoryLimits = BodyMemoryLimits & {
  /** How many exchanges, in all journals together. */
  exchanges: number;
  /** How many characters their URLs, headers and names may have. */
  characters: number;
};

/** An exchange in a journal: its place in this memory, how many characters it keeps, and how its journal drops it. */
type HeldExchange = { forget(): void; place: number; size: number };

/** How many exchanges all journals together hold by default. */
export const MAX_EXCHANGES = 20_000;

const MEBIBYTE = 1024 * 1024;

/** 16 MiB: one half for bodies, the other for everything else that clients send. */
const DEFAULT_LIMITS: MemoryLimits = {
  bytes: 8 * MEBIBYTE,
  bytesEach: 64 * 1024,
  exchanges: MAX_EXCHANGES,
  characters: 8 * MEBIBYTE,
};

/** The memory that all journals share, so that many sandboxes take no more than one. The oldest exchange goes first. */
export class JournalMemory {
  readonly bodies: Bodies;
  readonly #exchanges: (HeldExchange | undefined)[] = [];
  readonly #max: number;
  readonly #maxCharacters: number;
  #characters = 0;
  /** Exchanges are numbered from 0; the place of one is its number modulo the limit. */
  #oldest = 0;
  #next = 0;

  constructor(limits: Partial<MemoryLimits> = {}) {
    const { exchanges, characters, ...bodies } = { ...DEFAULT_LIMITS, ...limits };
    this.bodies = new Bodies(bodies);
    this.#max = exchanges;
    this.#maxCharacters = characters;
  }

  /** Adds an exchange; the oldest ones are dropped if there is no room. */
  hold(exchange: HeldExchange): void {
    if (this.#next - this.#oldest === this.#max) this.#forgetOldest();
    exchange.place = this.#next++ % this.#max;
    this.#exchanges[exchange.place] = exchange;
    this.#characters += exchange.size;
    while (this.#characters > this.#maxCharacters) this.#forgetOldest();
  }

  /** Whether an exchange may keep so many more characters. Reading a journal never drops exchanges. */
  mayKeep(exchange: HeldExchange, characters: number): boolean {
    const isHeld = this.#exchanges[exchange.place] === exchange;
    if (!isHeld || this.#characters + characters > this.#maxCharacters) return false;
    exchange.size += characters;
    this.#characters += characters;
    return true;
  }

  /** Forgets an exchange that its journal no longer has. */
  release(exchange: HeldExchange): void {
    if (this.#exchanges[exchange.place] !== exchange) return;
    this.#exchanges[exchange.place] = undefined;
    this.#characters -= exchange.size;
  }

  #forgetOldest(): void {
    const exchange = this.#exchanges[this.#oldest++ % this.#max];
    if (!exchange) return;
    this.release(exchange);
    exchange.forget();
  }
}
