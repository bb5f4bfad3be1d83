import type { BodyView, Entry, Exchange, Journal, SentCallback } from '../journal/index.js';
import { createDirectSender, type DirectSender, type TargetExchange } from '../target/index.js';
import type { ApiCallback, EndedExchange } from './port/api.js';
import { type ApiSet, findEndpoint } from './port/api-set.js';

export type CallbackOptions = {
  /** Whether callbacks are sent only to addresses of this machine. */
  loopbackOnly: boolean;
  /** The pauses before each further attempt, in milliseconds. */
  pauses?: readonly number[];
  /** Milliseconds until a response must be complete. */
  timeout?: number;
};

/** The header of a callback. A request that has it causes no callbacks, so that no circle of them arises. */
export const CALLBACK_HEADER = 'understudy-callback';

/** How many callbacks may be on their way, or wait for their next attempt. */
const MAX_WAITING = 100;

/** How many bytes of a response are read: as many as a journal keeps. */
const MAX_BODY = 64 * 1024;

type Played = Pick<ApiSet, 'matcher' | 'hasCallbacks'>;

/** Sends the callbacks of requests after their responses, and records each attempt in the journal of the request. */
export class CallbackSender {
  readonly #sender: DirectSender;
  readonly #pauses: readonly number[];
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting = 0;
  #isClosed = false;

  constructor({ loopbackOnly, pauses = [1000, 5000, 25_000], timeout = 10_000 }: CallbackOptions) {
    this.#sender = createDirectSender({ timeout, maxBody: MAX_BODY, loopbackOnly });
    this.#pauses = pauses;
  }

  /** Sends the callbacks of each successful request that a journal gets. */
  watch(journal: Journal, apiSet: () => Played): void {
    journal.watch(id => {
      // each request comes here
      if (this.#isClosed || !apiSet().hasCallbacks) return;
      const entry = journal.get(id);
      if (!entry) return;
      for (const callback of callbacksOf(entry, apiSet())) this.#begin(callback, { entry, journal });
    });
  }

  /** Ends the callbacks that are on their way, and sends no others. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#sender.close();
  }

  #begin(callback: ApiCallback, cause: Cause): void {
    if ('reason' in callback) return record(cause, callback, { attempt: 0, failure: callback.reason });
    if (this.#waiting >= MAX_WAITING) {
      const failure = `${MAX_WAITING} callbacks already wait, the maximum.`;
      return record(cause, callback, { attempt: 0, failure });
    }
    this.#waiting += 1;
    void this.#send(callback, cause, 1);
  }

  /** Never rejects, since sending does not. */
  async #send(callback: PlannedRequest, cause: Cause, attempt: number): Promise<void> {
    const headers = { 'user-agent': 'understudy', ...callback.headers, [CALLBACK_HEADER]: headerText(callback.name) };
    const sent = await this.#sender.send({ ...callback, headers });
    // a reset has cleared the journal: what came before it is over
    if (this.#isClosed || !stands(cause)) return this.#end();
    record(cause, { ...callback, headers }, { attempt, failure: sent.failure?.message }, sent);
    const pause = this.#pauses[attempt - 1];
    if (pause === undefined || !mayRetry(sent)) return this.#end();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (stands(cause)) void this.#send(callback, cause, attempt + 1);
      else this.#end();
    }, pause);
    // a process that has nothing else to do may end
    timer.unref();
    this.#timers.add(timer);
  }

  #end(): void {
    this.#waiting -= 1;
  }
}

/** A name as a header can have it. */
function headerText(name: string): string {
  return encodeURIComponent(name.slice(0, MAX_NAME).toWellFormed());
}

const MAX_NAME = 100;

/** A request with callbacks, and the journal that it is in. */
type Cause = { entry: Entry; journal: Journal };

/** Whether the journal still has the request. */
function stands({ entry, journal }: Cause): boolean {
  return journal.get(entry.id) !== undefined;
}

type PlannedRequest = Extract<ApiCallback, { url: string }>;

function mayRetry({ response, failure }: TargetExchange): boolean {
  if (response) return response.status >= 500 || response.status === 429;
  return failure?.kind !== 'forbidden';
}

/** The callbacks of an operation that has succeeded. */
function callbacksOf(entry: Entry, { matcher }: Played): readonly ApiCallback[] {
  const { exchange } = entry;
  const { operation, status, requestHeaders, callback } = exchange;
  if (callback || operation === undefined || status < 200 || status >= 400) return NONE;
  if (requestHeaders[CALLBACK_HEADER] !== undefined) return NONE;
  const found = findEndpoint({ matcher }, exchange);
  return found?.value.api.callbacks?.(found.value.operation, endedExchange(entry, found.parameters)) ?? NONE;
}

const NONE: readonly ApiCallback[] = [];

function endedExchange(entry: Entry, path: Readonly<Record<string, string>>): EndedExchange {
  const { exchange, requestBody, responseBody } = entry;
  const { method, url, origin, status, search, requestHeaders: headers, responseHeaders } = exchange;
  return {
    method,
    url: url.startsWith('/') ? `${origin ?? `http://${headers.host ?? 'localhost'}`}${url}` : url,
    status,
    request: { path, search, headers, body: wholeOf(requestBody) },
    response: { headers: responseHeaders, body: wholeOf(responseBody) },
  };
}

function wholeOf(body: BodyView | undefined): Uint8Array | undefined {
  return body === undefined || body === 'lost' || body.bytes.length < body.length ? undefined : body.bytes;
}

function record(
  { entry, journal }: Cause,
  callback: ApiCallback,
  outcome: Pick<SentCallback, 'attempt' | 'failure'>,
  sent?: TargetExchange,
): void {
  const { id, exchange } = entry;
  const { name, method } = callback;
  const { pathname: path, search } = 'url' in callback ? new URL(callback.url) : NOWHERE;
  const milliseconds = sent?.milliseconds ?? 0;
  const recorded: Exchange = {
    sandbox: exchange.sandbox,
    method,
    url: 'url' in callback ? callback.url : '',
    prefix: '',
    path,
    search: search.slice(1),
    requestHeaders: 'headers' in callback ? callback.headers : {},
    status: sent?.response?.status ?? 0,
    responseHeaders: Object.entries(sent?.response?.headers ?? {}).flat(),
    startedAt: Date.now() - milliseconds,
    milliseconds,
    api: exchange.api,
    operation: exchange.operation,
    respondedBy: 'receiver',
    unknownParameters: [],
    emptyParameters: [],
    unknownFields: [],
    callback: { of: id, name, ...outcome },
  };
  journal.add(recorded, { request: 'body' in callback ? callback.body : undefined, response: sent?.response?.text });
}

const NOWHERE = { pathname: '', search: '' };
