import { Bodies, type BodyLimits } from './bodies.js';

/** How much all journals together may hold. */
export type MemoryLimits = BodyLimits & {
  /** How many exchanges, whichever journals they are in. */
  exchanges: number;
  /** How many characters of addresses, headers and names these may have. */
  characters: number;
};

/** An exchange in a journal, which can be asked to let it go, where it is held, and how many characters it keeps. */
type HeldExchange = { forget(): void; place: number; size: number };

/** How many exchanges all journals together hold unless another number is given. */
export const MAX_EXCHANGES = 20_000;

const MEBIBYTE = 1024 * 1024;

/** Of 16 MiB the bodies have one half, and all else that clients have sent the other. */
const DEFAULT_LIMITS: MemoryLimits = {
  bytes: 8 * MEBIBYTE,
  bytesEach: 64 * 1024,
  exchanges: MAX_EXCHANGES,
  characters: 8 * MEBIBYTE,
};

/** What all journals share, so that many sandboxes take no more memory than one: the oldest of all goes first. */
export class JournalMemory {
  readonly bodies: Bodies;
  readonly #exchanges: (HeldExchange | undefined)[] = [];
  readonly #max: number;
  readonly #maxCharacters: number;
  #characters = 0;
  /** Exchanges are counted from 0; the place of one is the remainder of its number. */
  #oldest = 0;
  #next = 0;

  constructor(limits: Partial<MemoryLimits> = {}) {
    const { exchanges, characters, ...bodies } = { ...DEFAULT_LIMITS, ...limits };
    this.bodies = new Bodies(bodies);
    this.#max = exchanges;
    this.#maxCharacters = characters;
  }

  /** Takes an exchange in; the oldest go if there is no room. */
  hold(exchange: HeldExchange): void {
    if (this.#next - this.#oldest === this.#max) this.#forgetOldest();
    exchange.place = this.#next++ % this.#max;
    this.#exchanges[exchange.place] = exchange;
    this.#characters += exchange.size;
    while (this.#characters > this.#maxCharacters) this.#forgetOldest();
  }

  /** Whether an exchange may keep so many more characters: reading a journal lets nothing go that is in it. */
  mayKeep(exchange: HeldExchange, characters: number): boolean {
    const isHeld = this.#exchanges[exchange.place] === exchange;
    if (!isHeld || this.#characters + characters > this.#maxCharacters) return false;
    exchange.size += characters;
    this.#characters += characters;
    return true;
  }

  /** Lets an exchange go that its journal does not have any more. */
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
