import type { IncomingHttpHeaders } from 'node:http';
import type { Certainty, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { RequestIssue } from '../../openapi/index.js';
import type { BulkChange, Store } from '../../store/index.js';

/** The port that a played API implements: its own part in the steps of a request. */
export interface Api {
  /** Its name, which its paths begin with: `shop`. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** All path templates of an operation; by default its own. */
  templates?(operation: Operation): readonly string[];
  /** The handler of each operation, by operation id. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Whether its handlers follow the preferences `example` and `dynamic`, which name no status. */
  readonly followsPreferences?: boolean;
  /** Whether a response names, in a header, the issues for which the handler does not refuse the request. */
  readonly namesIssues?: boolean;
  /** Authenticates a caller, or returns the refusal. */
  authenticate(
    operation: Operation,
    request: RequestParts,
    context: AuthContext,
  ): { principal: Principal } | { refusal: ApiResponse };
  /** Reads the parameters of a request. */
  readParameters(operation: Operation, request: RequestParts): ReadParameters;
  /** Reads the body of a request to an operation that takes one. `depth` is how deeply it may be nested. */
  readBody(operation: Operation, body: { bytes: Buffer; headers: IncomingHttpHeaders; depth: number }): ReadBody;
  /** The response to a request with issues. */
  refuse(issues: readonly RequestIssue[], operation: Operation): ApiResponse;
  /** A documented outcome of an operation, independent of what the request sends. Undefined where none is documented. */
  outcome(operation: Operation, wanted: WantedOutcome): ApiResponse | undefined;
  /** The response to a token that has expired. */
  expired(operation: Operation): ApiResponse;
  /** The requests that the API sends after an exchange, or the reasons why it does not. */
  callbacks?(operation: Operation, exchange: EndedExchange): readonly ApiCallback[];
}

/** The parts of a request that are known before its body is read. */
export type RequestParts = {
  /** Path parameters as text. */
  path: Readonly<Record<string, string>>;
  /** The query without the question mark. */
  search: string;
  headers: IncomingHttpHeaders;
};

/** What a request or a rule prefers of the documented outcomes. */
export type Preferred = {
  /** The name of an example; by default the first. */
  example?: string | undefined;
  /** Whether to make a new value instead of using an example. */
  isDynamic?: boolean | undefined;
};

export type WantedOutcome = Preferred & { status: number; request: RequestParts };

export type ReadParameters = {
  /** Documented query parameters that are not empty, coerced to the types of their schemas, and defaults of absent ones. */
  query: Readonly<Record<string, unknown>>;
  /** All values of each repeated parameter for which the API uses any of them. */
  repeated: Readonly<Record<string, readonly unknown[]>>;
  /** The names of all documented query parameters that were sent, including empty ones. */
  sentParameters: readonly string[];
  /** The names of query parameters that the operation does not document. */
  unknownParameters: readonly string[];
  /** The names of documented parameters without a value. */
  emptyParameters: readonly string[];
  /** The names of repeated parameters of which only the last value counts. */
  repeatedParameters: readonly string[];
  issues: readonly RequestIssue[];
};

export type ReadBody = {
  /** The body, coerced to the types of its schema; an empty object without a body. */
  body: unknown;
  /** The names of all documented body fields that were sent, even those that coercion has dropped from `body`. */
  sentFields: readonly string[];
  unknownFields: readonly string[];
  issues: readonly RequestIssue[];
};

/** The data and the time that the check of a token may need. */
export type AuthContext = {
  /** The data of the request's workspace. */
  readonly store: Store;
  now(): Instant;
};

/** The caller: the id of the one whose token the request has; null where the operation needs no token. */
export type Principal = { userId: number | string | null };

/** The code that handles one operation. */
export interface Handler {
  /** Returns the issues of a request, given those that its schemas found. Without this function, those are used. */
  validate?(call: HandlerCall, found: readonly RequestIssue[]): readonly RequestIssue[];
  /** Returns the change that a request without issues makes, where it may affect any number of records. */
  bulkUpdate?(call: HandlerCall): BulkChange;
  /**
   * Responds to a request without issues, in one transaction on the store; it must be synchronous. `changed` is how many
   * records `bulkUpdate` has changed.
   */
  respond(call: HandlerCall, changed: number): ApiResponse;
}

/** A request that has been matched, authenticated and read: all that a handler needs. */
export type HandlerCall = RequestParts & {
  operation: Operation;
  principal: Principal;
  preferred: Preferred;
  /** The IP address of the client; null where the connection has none. */
  address: string | null;
  query: ReadParameters['query'];
  repeated: ReadParameters['repeated'];
  sentParameters: ReadParameters['sentParameters'];
  unknownParameters: ReadParameters['unknownParameters'];
  body: Readonly<Record<string, unknown>>;
  sentFields: ReadBody['sentFields'];
  store: Store;
  now: () => Instant;
  /** The URL of the request as its client sees it, without the query. */
  url: () => string;
};

/** A response as it will be sent. */
export type ApiResponse = {
  status: number;
  /** Text, or bytes in UTF-8 or in the form of another media type. */
  body: string | Uint8Array;
  /** By default JSON; empty for a response without a body. */
  mediaType?: string;
  /** The names and values of further headers. */
  headers?: readonly string[];
  /** Set only where it differs from what the contract says for the status. */
  certainty?: Certainty;
};

/** A request that has got its response. */
export type EndedExchange = {
  method: string;
  /** With scheme and host. */
  url: string;
  status: number;
  request: RequestParts & { body: Uint8Array | undefined };
  /** Header names and values in turn. */
  response: { headers: readonly string[]; body: Uint8Array | undefined };
};

/** A callback by its name in the description: its request, or the reason why none is sent. */
export type ApiCallback = { name: string; method: string } & (
  | { url: string; headers: Readonly<Record<string, string>>; body: Uint8Array | undefined }
  | { reason: string }
);
