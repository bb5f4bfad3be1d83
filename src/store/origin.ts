import type { Data } from './data.js';
import type { Key } from './record.js';

/** What a store begins from again: data, or how to make them from those there are, whose records may be shared. */
export class Origin {
  #data: Data | undefined;
  readonly #make: (like: Data) => Promise<Data>;

  constructor(make: (like: Data) => Promise<Data>) {
    this.#make = make;
  }

  /** Data that are there already. */
  static of(data: Data): Origin {
    const origin = new Origin(async () => data);
    origin.#data = data;
    return origin;
  }

  /** The data, made when they are first asked for. Of two that are made at once, the second ones are of no use. */
  async data(like: Data): Promise<Data> {
    if (this.#data) return this.#data;
    const made = await this.#make(like);
    if (this.#data) made.release();
    else this.#data = made;
    return this.#data;
  }

  /** Whether the data, if they are there already, have a record. */
  has(name: string, key: Key): boolean {
    return this.#data?.collection(name).bytes(key) !== undefined;
  }

  release(): void {
    this.#data?.release();
  }
}
