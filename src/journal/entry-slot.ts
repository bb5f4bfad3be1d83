import {
  boundExchange,
  type Exchange,
  type ExchangeDescription,
  type LeftOut,
  measureExchange,
  type SentBodies,
} from './exchange.js';
import type { JournalMemory, KeptBody } from './journal-memory.js';
import { OverwrittenExchange } from './overwritten-exchange.js';

/**
 * The place of an exchange in a journal. A later exchange overwrites its members: V8's garbage collector copies each object
 * that outlives its request, which took a fifth of the time of a get.
 */
export class EntrySlot {
  /** The number of the exchange in its journal. */
  id = 0;
  /** The place of the exchange in the memory of all journals. */
  place = -1;
  /** How many characters the exchange keeps, without its bodies. */
  size = 0;
  readonly exchange = new OverwrittenExchange();
  /** The bodies; their length is 0 if there were none. */
  readonly request: KeptBody = { at: Number.NaN, kept: 0, length: 0 };
  readonly response: KeptBody = { at: Number.NaN, kept: 0, length: 0 };
  /** How much is not kept, because there was too much. */
  leftOut: LeftOut | undefined;
  /** What was computed when the exchange was read. */
  description: ExchangeDescription | undefined;
  readonly #memory: JournalMemory;
  readonly #onForget: (slot: EntrySlot) => void;

  constructor(memory: JournalMemory, onForget: (slot: EntrySlot) => void) {
    this.#memory = memory;
    this.#onForget = onForget;
  }

  /** Copies an exchange and its bodies. */
  overwrite(id: number, sent: Exchange, { request, response }: SentBodies): void {
    const { exchange, leftOut } = boundExchange(sent);
    this.id = id;
    this.exchange.overwrite(exchange);
    this.leftOut = leftOut;
    this.description = undefined;
    this.size = measureExchange(exchange) + this.#memory.recentHeaders.share(this.exchange);
    this.#keep(request, this.request);
    this.#keep(response, this.response);
  }

  /** Removes the exchange from its journal. */
  forget(): void {
    this.#onForget(this);
  }

  /** An empty body counts as none. */
  #keep(body: string | Uint8Array | undefined, kept: KeptBody): void {
    if (body === undefined || body.length === 0) kept.length = 0;
    else this.#memory.bodies.keep(body, kept);
  }
}
