import { RecentHeaders } from './recent-headers.js';

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
  readonly recentHeaders = new RecentHeaders();
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

export type BodyMemoryLimits = {
  /** How many bytes of memory all bodies together may take. */
  bytes: number;
  /** How many bytes are kept of one body, from its beginning. */
  bytesEach: number;
};

/** A kept body: its position in all bytes ever written, how many bytes were kept, and its true length. */
export type KeptBody = { at: number; kept: number; length: number };

/** Memory is allocated in chunks of this size, only when it is needed. */
const CHUNK = 1024 * 1024;

/**
 * Keeps the bodies of all journals in a ring of memory that never grows beyond its limit: the newest overwrite the oldest,
 * which are then lost. A body lies within one chunk.
 */
export class Bodies {
  readonly #bytesEach: number;
  readonly #chunkSize: number;
  readonly #chunks: (Buffer | undefined)[];
  /** How many bytes were ever written or skipped; modulo the size of the ring, the place of the next body. */
  #end = 0;

  constructor({ bytes, bytesEach }: BodyMemoryLimits) {
    this.#bytesEach = Math.min(bytesEach, bytes);
    this.#chunkSize = Math.min(bytes, Math.max(CHUNK, bytesEach));
    this.#chunks = Array.from({ length: Math.floor(bytes / this.#chunkSize) });
  }

  /** Copies the beginning of a body, and writes where it is into an object, which is returned. */
  keep(body: string | Uint8Array, into: KeptBody = { at: 0, kept: 0, length: 0 }): KeptBody {
    const isText = typeof body === 'string';
    // a unit of text takes at most three bytes
    const max = Math.min(isText ? body.length * 3 : body.length, this.#bytesEach);
    const { chunk, start } = this.#reserve(max);
    const kept = isText ? chunk.write(body, start, max) : copyBytes(body, { chunk, start, max });
    const isWhole = isText ? body.length * 3 <= max : body.length === kept;
    into.at = this.#end;
    into.kept = kept;
    into.length = isWhole ? kept : Buffer.byteLength(body);
    this.#end += kept;
    return into;
  }

  /** Copies what is kept of a body; undefined if it was overwritten. */
  read({ at, kept }: KeptBody): Uint8Array | undefined {
    if (at < this.#end - this.#chunks.length * this.#chunkSize) return undefined;
    const start = at % this.#chunkSize;
    const chunk = this.#chunks[this.#chunkIndex(at)];
    return chunk && new Uint8Array(chunk.subarray(start, start + kept));
  }

  /** Makes room for so many contiguous bytes. If they do not fit in the current chunk, the rest of it stays empty. */
  #reserve(bytes: number): { chunk: Buffer; start: number } {
    const start = this.#end % this.#chunkSize;
    if (start + bytes > this.#chunkSize) this.#end += this.#chunkSize - start;
    const index = this.#chunkIndex(this.#end);
    const chunk = this.#chunks[index] ?? Buffer.allocUnsafeSlow(this.#chunkSize);
    this.#chunks[index] = chunk;
    return { chunk, start: this.#end % this.#chunkSize };
  }

  #chunkIndex(at: number): number {
    return Math.floor(at / this.#chunkSize) % this.#chunks.length;
  }
}

function copyBytes(bytes: Uint8Array, { chunk, start, max }: { chunk: Buffer; start: number; max: number }): number {
  chunk.set(bytes.length > max ? bytes.subarray(0, max) : bytes, start);
  return max;
}
