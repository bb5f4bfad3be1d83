import type { Bodies, KeptBody } from './bodies.js';
import type { Exchange } from './exchange.js';
import { RequestView } from './request-view.js';

/** What is left of a body: its bytes, which may be its beginning only, and its true length; or nothing any longer. */
export type BodyView = { readonly bytes: Uint8Array; readonly length: number } | 'lost';

/** What whoever knows the contracts can say of an exchange. */
export type Description = {
  /** What the contract does not allow of its request and its response. */
  readonly violations: readonly object[];
  /** The operations that a request without one may have meant. */
  readonly nearest?: readonly string[] | undefined;
};

/** Describes an exchange: asked at most once for each, and only when somebody reads it. */
export type Describe = (entry: Entry) => Description;

/** What the entries of one journal have in common. */
export type EntrySurroundings = { readonly bodies: Bodies; readonly describe: Describe; forget(id: number): void };

/** What an entry keeps. */
type Kept = { id: number; exchange: Exchange; request: KeptBody | undefined; response: KeptBody | undefined };

/** An exchange in the journal, by its number. What follows from it is worked out when somebody asks. */
export class Entry {
  readonly id: number;
  readonly exchange: Exchange;
  /** Where the memory of all journals holds it. */
  place = -1;
  readonly #request: KeptBody | undefined;
  readonly #response: KeptBody | undefined;
  readonly #surroundings: EntrySurroundings;
  #description: Description | undefined;

  constructor({ id, exchange, request, response }: Kept, surroundings: EntrySurroundings) {
    this.id = id;
    this.exchange = exchange;
    this.#request = request;
    this.#response = response;
    this.#surroundings = surroundings;
  }

  /** Undefined if there was none. */
  get requestBody(): BodyView | undefined {
    return this.#bodyOf(this.#request);
  }

  /** Undefined if there was none. */
  get responseBody(): BodyView | undefined {
    return this.#bodyOf(this.#response);
  }

  get description(): Description {
    this.#description ??= this.#surroundings.describe(this);
    return this.#description;
  }

  /** The request as criteria look at it; its body is read only if they do. */
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

  /** Leaves its journal. */
  forget(): void {
    this.#surroundings.forget(this.id);
  }

  #bodyOf(kept: KeptBody | undefined): BodyView | undefined {
    if (!kept) return undefined;
    const bytes = this.#surroundings.bodies.read(kept);
    return bytes ? { bytes, length: kept.length } : 'lost';
  }
}
