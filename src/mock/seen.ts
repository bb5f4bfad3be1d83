import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, Journal, SentBodies } from '../journal/index.js';
import { takeBack } from './answer-bytes.js';
import type { Outside } from './outside.js';
import type { RequestTarget } from './request-target.js';

/** What is told of a request at the end, filled in on its way. */
export type Seen = {
  readonly exchange: Writable<Exchange>;
  readonly bodies: Writable<SentBodies>;
  /** Where it is noted; nowhere until that is known. */
  journal: Journal | undefined;
};

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What is told of a request once it has been answered; the status is 0 where the connection broke off before. */
export type Finished = Pick<Exchange, 'method' | 'url' | 'status' | 'milliseconds'>;

export type OnExchange = (exchange: Exchange) => void;

type SeenFrom = { target: RequestTarget; outside: Outside; onExchange: OnExchange | undefined };

/** Begins to note what is seen of a request, which is told when its answer has finished or broken off. */
export function see(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { target: { sandbox, path, search }, outside, onExchange }: SeenFrom,
): Seen {
  const exchange: Seen['exchange'] = {
    sandbox,
    method,
    // a plain request's URL is not copied
    url: outside.prefix === '' ? url : outside.prefix + url,
    prefix: sandbox === undefined ? outside.prefix : `${outside.prefix}/~${sandbox}`,
    origin: outside.origin,
    path,
    search,
    requestHeaders: headers,
    status: 0,
    responseHeaders: NONE,
    startedAt: Date.now(),
    milliseconds: 0,
    api: undefined,
    operation: undefined,
    // until somebody answers: the client may go away before
    answeredBy: 'aborted',
    rule: undefined,
    unknownParameters: NONE,
    emptyParameters: NONE,
    repeatedParameters: undefined,
    unknownFields: NONE,
  };
  const seen: Seen = { exchange, bodies: { request: undefined, response: undefined }, journal: undefined };
  const started = performance.now();
  response.on('close', () => {
    if (response.writableFinished) exchange.status = response.statusCode;
    exchange.milliseconds = performance.now() - started;
    seen.journal?.add(exchange, seen.bodies);
    onExchange?.(exchange);
    // not before the journal has copied what it keeps of them
    const { response: answered } = seen.bodies;
    if (typeof answered === 'object') takeBack(answered);
  });
  return seen;
}

const NONE: readonly string[] = [];
