import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, Journal, SentBodies } from '../../journal/index.js';
import { type Problem, releaseBuffer } from '../../kernel/index.js';
import type { ExternalAddress } from '../request/connection.js';
import type { RequestTarget } from '../request/request-head.js';

/** What the journal and the log get of a request; each step fills in its part. */
export type Recording = {
  readonly exchange: Writable<Exchange>;
  readonly bodies: Writable<SentBodies>;
  /** The journal that gets the exchange; undefined until the workspace is known. */
  journal: Journal | undefined;
  /** The problem that the response is. */
  problem: Problem | undefined;
  /** What is wrong with the request although it is not refused. */
  tolerated: string | undefined;
};

/** A response, the recording of its request, and whether the response has CORS headers. */
export type ResponseContext = {
  readonly response: ServerResponse;
  readonly recording: Recording;
  readonly cors: boolean;
};

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Called with an exchange when it has ended, and with the sources of a text that says what was wrong with the request. */
export type OnExchange = (exchange: Exchange, wrong: Wrong) => void;

/** What was wrong with a request: what was tolerated, or why it was refused, by a problem or else by the API's response body. */
export type Wrong = {
  readonly tolerated: string | undefined;
  readonly problem: Problem | undefined;
  readonly bodies: SentBodies;
};

type RecordingSource = { target: RequestTarget; external: ExternalAddress; onExchange: OnExchange | undefined };

/** Starts to record a request. The recording is passed on when the response has ended or the connection has closed. */
export function startRecording(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { target: { sandbox, prefix, path, search }, external, onExchange }: RecordingSource,
): Recording {
  const exchange: Recording['exchange'] = {
    sandbox,
    method,
    // a plain request's URL is not copied
    url: external.prefix === '' ? url : external.prefix + url,
    prefix: external.prefix + prefix,
    origin: external.origin,
    path,
    search,
    requestHeaders: headers,
    status: 0,
    responseHeaders: NONE,
    startedAt: Date.now(),
    milliseconds: 0,
    api: undefined,
    operation: undefined,
    // until there is a response: the client may disconnect before
    respondedBy: 'aborted',
    rule: undefined,
    fault: undefined,
    unknownParameters: NONE,
    emptyParameters: NONE,
    repeatedParameters: undefined,
    unknownFields: NONE,
  };
  const recording: Recording = {
    exchange,
    bodies: { request: undefined, response: undefined },
    journal: undefined,
    problem: undefined,
    tolerated: undefined,
  };
  const started = performance.now();
  response.on('close', () => {
    if (response.writableFinished) exchange.status = response.statusCode;
    exchange.milliseconds = performance.now() - started;
    recording.journal?.add(exchange, recording.bodies);
    onExchange?.(exchange, recording);
    // only now, because the journal has just copied what it keeps
    const { response: body } = recording.bodies;
    if (typeof body === 'object') releaseBuffer(body);
  });
  return recording;
}

const NONE: readonly string[] = [];
