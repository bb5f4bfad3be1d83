/**
 * Memory outside of V8's heap, in which records of common size lie side by side. A large one has a slab of its own, which can
 * be let go again.
 */
export class Slabs {
  readonly #slabs: Uint8Array<ArrayBuffer>[] = [];
  /** The slab that is being filled, how much of it is used, in bytes, and how many were filled before. */
  #filling = 0;
  #used = 0;
  #filled = 0;
  /** The numbers of slabs that were let go. */
  readonly #vacant: number[] = [];

  at(slab: number): Uint8Array<ArrayBuffer> {
    return this.#slabs[slab] as Uint8Array<ArrayBuffer>;
  }

  /** Finds room for some bytes that nobody used before. */
  place(bytes: number): { slab: number; offset: number } {
    if (isLarge(bytes)) return { slab: this.#add(bytes), offset: 0 };
    if (this.#filled === 0 || this.#used + bytes > this.at(this.#filling).length) {
      // the first slabs are small, since most stores are
      this.#filling = this.#add(Math.min(MOST_SLAB, LEAST_SLAB * 2 ** Math.min(this.#filled, 16)));
      this.#filled++;
      this.#used = 0;
    }
    const offset = this.#used;
    this.#used += bytes;
    return { slab: this.#filling, offset };
  }

  /** Lets the slab of a large record go. */
  letGo(slab: number): void {
    this.#slabs[slab] = NOTHING;
    this.#vacant.push(slab);
  }

  #add(bytes: number): number {
    const number = this.#vacant.pop() ?? this.#slabs.length;
    this.#slabs[number] = new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
    return number;
  }
}

/** Whether a record of so many bytes has a slab of its own. */
export function isLarge(bytes: number): boolean {
  return bytes > LEAST_SLAB;
}

const LEAST_SLAB = 64 * 1024;
const MOST_SLAB = 4 * 1024 * 1024;
const NOTHING = new Uint8Array(0);
