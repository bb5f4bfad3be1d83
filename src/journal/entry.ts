import { RequestView } from './criteria/request-view.js';
import { boundExchange, type Exchange, type LeftOut, measureExchange } from './exchange.js';
import type { JournalMemory, KeptBody } from './journal-memory.js';

/** What is kept of a body: its bytes, perhaps only the first ones, and its true length; `lost` if nothing is. */
export type BodyView = { readonly bytes: Uint8Array; readonly length: number } | 'lost';

/** What the contracts say about an exchange. */
export type ExchangeDescription = {
  /** What the contract does not allow of its request and its response. */
  readonly violations: readonly object[];
  /** The operations nearest to a request that matches none. */
  readonly nearest?: readonly string[] | undefined;
};

/** Describes an exchange. It is called when the entry is first read, and again only if there was no room for the result. */
export type DescribeExchange = (entry: Entry) => ExchangeDescription;

/** What the entries of one journal have in common. */
export type EntryContext = {
  readonly memory: JournalMemory;
  readonly describe: DescribeExchange;
  forget(id: number): void;
};

/** How many violations of one exchange are kept: the first ones are enough to find the cause. */
const MAX_VIOLATIONS = 50;

/** What an entry keeps. */
type Kept = { id: number; exchange: Exchange; request: KeptBody | undefined; response: KeptBody | undefined };

/** An exchange in the journal, by its number. What follows from it is computed when it is read. */
export class Entry {
  readonly id: number;
  readonly exchange: Exchange;
  /** Its place in the memory of all journals. */
  place = -1;
  /** How many characters it keeps, without its bodies. */
  size: number;
  /** How much it does not keep, because there was too much. */
  leftOut: LeftOut | undefined;
  readonly #request: KeptBody | undefined;
  readonly #response: KeptBody | undefined;
  readonly #context: EntryContext;
  #description: ExchangeDescription | undefined;

  constructor({ id, exchange, request, response }: Kept, context: EntryContext) {
    this.id = id;
    const bounded = boundExchange(exchange);
    this.exchange = bounded.exchange;
    this.leftOut = bounded.leftOut;
    this.size = measureExchange(bounded.exchange);
    this.#request = request;
    this.#response = response;
    this.#context = context;
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

  /** Removes it from its journal. */
  forget(): void {
    this.#context.forget(this.id);
  }

  #describe(): ExchangeDescription {
    const { describe, memory } = this.#context;
    const { violations, ...rest } = describe(this);
    const description = { ...rest, violations: violations.slice(0, MAX_VIOLATIONS) };
    const leftOut = violations.length - description.violations.length;
    if (leftOut > 0) this.leftOut = { ...this.leftOut, violations: leftOut };
    if (memory.mayKeep(this, JSON.stringify(description).length)) this.#description = description;
    return description;
  }

  #readBody(kept: KeptBody | undefined): BodyView | undefined {
    if (!kept) return undefined;
    const bytes = this.#context.memory.bodies.read(kept);
    return bytes ? { bytes, length: kept.length } : 'lost';
  }
}
