import type { Key } from '../memory/definition.js';
import type { Data } from './data.js';

/** The data that a reset goes back to, or a function that makes them; records of the current data may be shared. */
export class Baseline {
  #data: Data | undefined;
  readonly #make: (like: Data) => Promise<Data>;

  constructor(make: (like: Data) => Promise<Data>) {
    this.#make = make;
  }

  /** A baseline of data that are there already. */
  static of(data: Data): Baseline {
    const baseline = new Baseline(async () => data);
    baseline.#data = data;
    return baseline;
  }

  /** The data, made on first use. If two callers make them at once, the second data are dropped. */
  async data(like: Data): Promise<Data> {
    if (this.#data) return this.#data;
    const made = await this.#make(like);
    if (this.#data) made.release();
    else this.#data = made;
    return this.#data;
  }

  /** Whether the data, if they are there already, have a record. */
  has(name: string, key: Key): boolean {
    return this.#data?.collection(name).slotOf(key) !== undefined;
  }

  release(): void {
    this.#data?.release();
  }
}
