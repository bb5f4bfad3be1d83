import { RequestView } from './criteria/request-view.js';
import type { EntrySlot } from './entry-slot.js';
import type { Exchange, ExchangeDescription, LeftOut } from './exchange.js';
import type { JournalMemory, KeptBody } from './journal-memory.js';

/** What is kept of a body: its bytes, perhaps only the first ones, and its true length; `lost` if nothing is. */
export type BodyView = { readonly bytes: Uint8Array; readonly length: number } | 'lost';

/** Describes an exchange. It is called when the entry is first read, and again only if there was no room for the result. */
export type DescribeExchange = (entry: Entry) => ExchangeDescription;

/** What the entries of one journal have in common. */
export type EntryContext = {
  readonly memory: JournalMemory;
  readonly describe: DescribeExchange;
};

/** How many violations of one exchange are kept: the first ones are enough to find the cause. */
const MAX_VIOLATIONS = 50;

/** An exchange in the journal, by its number, as it is when it is read. What follows from it is computed then. */
export class Entry {
  readonly id: number;
  readonly exchange: Exchange;
  /** How much is not kept, because there was too much. */
  leftOut: LeftOut | undefined;
  readonly #request: KeptBody | undefined;
  readonly #response: KeptBody | undefined;
  readonly #slot: EntrySlot;
  readonly #context: EntryContext;
  #description: ExchangeDescription | undefined;

  /** Copies a slot, because it will be overwritten. */
  constructor(slot: EntrySlot, context: EntryContext) {
    const { id, exchange, request, response, leftOut, description } = slot;
    this.id = id;
    this.exchange = { ...exchange };
    this.leftOut = leftOut;
    this.#request = request.length === 0 ? undefined : { ...request };
    this.#response = response.length === 0 ? undefined : { ...response };
    this.#slot = slot;
    this.#context = context;
    this.#description = description;
  }

  /** Undefined if there was none. */
  get requestBody(): BodyView | undefined {
    return this.#readBody(this.#request);
  }

  /** Undefined if there was none. */
  get responseBody(): BodyView | undefined {
    return this.#readBody(this.#response);
  }

  /** Whether the description is there already, without the time to make it. */
  get isDescribed(): boolean {
    return this.#description !== undefined;
  }

  get description(): ExchangeDescription {
    return this.#description ?? this.#describe();
  }

  /** The request as criteria need it; its body is read only if they need it. */
  get request(): RequestView {
    const bodyOf = () => this.requestBody;
    return new RequestView({
      ...this.exchange,
      headers: this.exchange.requestHeaders,
      get body() {
        const body = bodyOf();
        return body === 'lost' ? body : body?.bytes;
      },
    });
  }

  #describe(): ExchangeDescription {
    const { describe, memory } = this.#context;
    const { violations, ...rest } = describe(this);
    const description = { ...rest, violations: violations.slice(0, MAX_VIOLATIONS) };
    const leftOut = violations.length - description.violations.length;
    if (leftOut > 0) this.leftOut = { ...this.leftOut, violations: leftOut };
    const slot = this.#slot;
    if (slot.id !== this.id || !memory.mayKeep(slot, JSON.stringify(description).length)) return description;
    slot.description = description;
    slot.leftOut = this.leftOut;
    this.#description = description;
    return description;
  }

  #readBody(kept: KeptBody | undefined): BodyView | undefined {
    if (!kept) return undefined;
    const bytes = this.#context.memory.bodies.read(kept);
    return bytes ? { bytes, length: kept.length } : 'lost';
  }
}
