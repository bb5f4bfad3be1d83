import type { Random } from '../../../kernel/index.js';

/**
 * Tries out choices one after another, like an odometer: the choice that was made last changes first. How many choices there are, and
 * among how many, may depend on the ones before.
 */
export class Choices {
  readonly #random: Random;
  #digits: { turn: number; count: number; start: number }[] = [];
  #at = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Picks an index below `count`. The first round starts at a random one of the `preferred` first indexes. */
  pick(count: number, preferred = count): number {
    if (count <= 1) return 0;
    const at = this.#at++;
    const known = this.#digits[at];
    const digit = known ?? { turn: 0, count, start: Math.floor(this.#random() * preferred) };
    digit.count = count;
    this.#digits[at] = digit;
    return digit.turn < preferred ? (digit.turn + digit.start) % preferred : digit.turn;
  }

  /** Whether there was anything to choose. */
  get isEmpty(): boolean {
    return this.#digits.length === 0;
  }

  /** Turns to the next combination; false if there is none. */
  next(): boolean {
    this.#digits.length = Math.min(this.#at, this.#digits.length);
    this.#at = 0;
    for (let digit = this.#digits.at(-1); digit; digit = this.#digits.at(-1)) {
      if (++digit.turn < digit.count) return true;
      this.#digits.pop();
    }
    return false;
  }
}
