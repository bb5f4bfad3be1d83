import type { IncomingHttpHeaders } from 'node:http';

type WithHeaders = { requestHeaders: IncomingHttpHeaders; responseHeaders: readonly string[] };

/**
 * The headers of the last exchange. Most clients send the same headers with each request, and an exchange then keeps those
 * of the one before, instead of objects with the same content.
 */
export class LastHeaders {
  #request: IncomingHttpHeaders = {};
  #names: readonly string[] = [];
  #response: readonly string[] = [];
  #requestSize = 0;
  #responseSize = 0;

  /** Replaces the headers of an exchange with those of the last one if they are equal. Returns how many characters they have. */
  share(exchange: WithHeaders): number {
    const { requestHeaders, responseHeaders } = exchange;
    const names = Object.keys(requestHeaders);
    if (isEqual(names, this.#names) && names.every(name => requestHeaders[name] === this.#request[name])) {
      exchange.requestHeaders = this.#request;
    } else {
      this.#request = requestHeaders;
      this.#names = names;
      this.#requestSize = names.reduce((sum, name) => sum + name.length + measure(requestHeaders[name]), 0);
    }
    if (isEqual(responseHeaders, this.#response)) {
      exchange.responseHeaders = this.#response;
    } else {
      this.#response = responseHeaders;
      this.#responseSize = measure(responseHeaders);
    }
    return this.#requestSize + this.#responseSize;
  }
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
