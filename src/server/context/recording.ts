import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, Journal, SentBodies } from '../../journal/index.js';
import type { Problem } from '../../kernel/index.js';
import type { ExternalAddress } from '../network/external-address.js';
import { releaseBuffer } from '../port/response-bytes.js';
import type { RequestTarget } from '../request/request-target.js';

/** What is told of a request at the end, filled in on its way. */
export type Recording = {
  readonly exchange: Writable<Exchange>;
  readonly bodies: Writable<SentBodies>;
  /** Where it is noted; nowhere until that is known. */
  journal: Journal | undefined;
  /** The problem that it was answered with. */
  problem: Problem | undefined;
};

/** A response to be sent, and the recording that it belongs to. */
export type ResponseContext = { readonly response: ServerResponse; readonly recording: Recording };

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Called with an exchange once it is over, and with what its answer says where that is a refusal. */
export type OnExchange = (exchange: Exchange, refusal: Refusal) => void;

/** What a refusal says: the problem, where it is one of ours, or else the body in the API's own words. */
export type Refusal = { readonly problem: Problem | undefined; readonly bodies: SentBodies };

type RecordingSource = { target: RequestTarget; external: ExternalAddress; onExchange: OnExchange | undefined };

/** Begins to note what is seen of a request, which is told when its answer has finished or broken off. */
export function startRecording(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { target: { sandbox, path, search }, external, onExchange }: RecordingSource,
): Recording {
  const exchange: Recording['exchange'] = {
    sandbox,
    method,
    // a plain request's URL is not copied
    url: external.prefix === '' ? url : external.prefix + url,
    prefix: sandbox === undefined ? external.prefix : `${external.prefix}/~${sandbox}`,
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
    // until somebody answers: the client may go away before
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
  };
  const started = performance.now();
  response.on('close', () => {
    if (response.writableFinished) exchange.status = response.statusCode;
    exchange.milliseconds = performance.now() - started;
    recording.journal?.add(exchange, recording.bodies);
    onExchange?.(exchange, recording);
    // not before the journal has copied what it keeps of them
    const { response: answered } = recording.bodies;
    if (typeof answered === 'object') releaseBuffer(answered);
  });
  return recording;
}

const NONE: readonly string[] = [];
