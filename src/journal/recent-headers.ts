import type { IncomingHttpHeaders } from 'node:http';

type WithHeaders = { requestHeaders: IncomingHttpHeaders; responseHeaders: readonly string[] };

/** Response headers, and how many characters they have. */
type Measured = { readonly headers: readonly string[]; readonly size: number };

/** How many lists of response headers are remembered. */
const MAX_LISTS = 128;

/**
 * Headers of recent exchanges. Most clients send the same headers with each request, and many responses have the same: an
 * exchange then keeps those of an earlier one, instead of others with the same content.
 */
export class RecentHeaders {
  #request: IncomingHttpHeaders = {};
  #names: readonly string[] = [];
  #requestSize = 0;
  /** Each list is at a number that is computed from its texts; a list with the same number replaces it. */
  readonly #responses: Measured[] = Array.from({ length: MAX_LISTS }, () => ({ headers: [], size: 0 }));
  /** The sizes of these lists. A server may use the same list for many responses. */
  readonly #sizes = new Map<readonly string[], number>();

  /** Replaces the headers of an exchange with earlier ones that are equal. Returns how many characters they have. */
  share(exchange: WithHeaders): number {
    return this.#shareRequest(exchange) + this.#shareResponse(exchange);
  }

  #shareRequest(exchange: WithHeaders): number {
    const { requestHeaders } = exchange;
    const names = Object.keys(requestHeaders);
    if (isEqual(names, this.#names) && names.every(name => requestHeaders[name] === this.#request[name])) {
      exchange.requestHeaders = this.#request;
    } else {
      this.#request = requestHeaders;
      this.#names = names;
      this.#requestSize = names.reduce((sum, name) => sum + name.length + measure(requestHeaders[name]), 0);
    }
    return this.#requestSize;
  }

  #shareResponse(exchange: WithHeaders): number {
    const { responseHeaders: headers } = exchange;
    return this.#sizes.get(headers) ?? this.#shareEqual(exchange);
  }

  #shareEqual(exchange: WithHeaders): number {
    const { responseHeaders: headers } = exchange;
    const at = placeOf(headers);
    const known = this.#responses[at] as Measured;
    if (isEqual(headers, known.headers)) {
      exchange.responseHeaders = known.headers;
      return known.size;
    }
    const size = measure(headers);
    this.#responses[at] = { headers, size };
    this.#sizes.delete(known.headers);
    this.#sizes.set(headers, size);
    return size;
  }
}

/** The last two characters of each text count, because many lists differ only in the digits of a length. */
function placeOf(texts: readonly string[]): number {
  let sum = 0;
  for (const text of texts) {
    const [last, before] = [text.charCodeAt(text.length - 1) || 0, text.charCodeAt(text.length - 2) || 0];
    sum = (sum * 31 + last + before * 10) % 65_536;
  }
  return sum % MAX_LISTS;
}

function isEqual(texts: readonly string[], others: readonly string[]): boolean {
  if (texts.length !== others.length) return false;
  for (let at = 0; at < texts.length; at++) if (texts[at] !== others[at]) return false;
  return true;
}

function measure(value: string | readonly string[] | undefined): number {
  if (value === undefined || typeof value === 'string') return value?.length ?? 0;
  let size = 0;
  for (const { length } of value) size += length;
  return size;
}
