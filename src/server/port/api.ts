import type { IncomingHttpHeaders } from 'node:http';
import type { Certainty, CoercionOptions, Expectation, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { BulkChange, Store } from '../../store/index.js';

/** The port that a played API implements: its own part in the steps of a request. */
export interface Api {
  /** Its name, which its paths begin with: `dnl`. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** The handler of each operation, by operation id. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** How values in parameters and bodies are coerced. */
  readonly coercion: CoercionOptions;
  /** How values in parameters are coerced, where that differs from bodies. */
  readonly queryCoercion?: CoercionOptions;
  /** Which value of a repeated parameter counts if it is no list; by default the last. */
  readonly repeats?: Repeats;
  /** Authenticates a caller, or returns the refusal. */
  authenticate(
    operation: Operation,
    headers: IncomingHttpHeaders,
    context: AuthContext,
  ): { principal: Principal } | { refusal: ApiResponse };
  /** Normalizes the documented parameters that are not empty, as text, before they are parsed. */
  normalizeQuery?(query: Map<string, string>): void;
  /** Turns a body that is not JSON into JSON, where the API accepts such bodies. */
  parseLenientBody?(text: string): string;
  /** The response to a request with issues. */
  refuse(issues: readonly RequestIssue[]): ApiResponse;
  /**
   * A documented outcome of an operation, independent of the request: the contract's example with that name, or the first
   * one, worded as the chosen readings decide. Throws where the operation documents no such status or example.
   */
  outcome(operation: Operation, wanted: { status: number; example?: string | undefined }): ApiResponse;
  /** The response to a token that has expired. */
  expired(operation: Operation): ApiResponse;
}

/** The data and the time that the check of a token may need. */
export type AuthContext = {
  /** The data of the request's workspace. */
  readonly store: Store;
  now(): Instant;
};

/** The caller: the id of the user whose token the request has; null where the operation needs no token. */
export type Principal = { userId: number | string | null };

/**
 * Which value of a repeated parameter counts: the last, any of them, or none (`refuse`: its schema then refuses the list of
 * them). For parameters in `single`, `any` means the last.
 */
export type Repeats = { choice: 'last' | 'any' | 'refuse'; single: ReadonlySet<string> };

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
export type HandlerCall = {
  operation: Operation;
  principal: Principal;
  /** The IP address of the client; null where the connection has none. */
  address: string | null;
  /** Path parameters as text. */
  path: Readonly<Record<string, string>>;
  /** Documented query parameters that are not empty, coerced to the types of their schemas. */
  query: Readonly<Record<string, unknown>>;
  /** All values of each repeated parameter for which the API uses any of them. */
  repeated: Readonly<Record<string, readonly unknown[]>>;
  /** The names of all documented query parameters that were sent, including empty ones. */
  sentParameters: readonly string[];
  /** The names of query parameters that the operation does not document. */
  unknownParameters: readonly string[];
  /** Documented body fields, coerced to the types of their schemas; empty without a body. */
  body: Readonly<Record<string, unknown>>;
  /** The names of all documented body fields that were sent, even those that coercion has dropped from `body`. */
  sentFields: readonly string[];
  store: Store;
  now: () => Instant;
};

/**
 * A response as it will be sent: its status and its JSON body, as text or as UTF-8 bytes. `certainty` is set only where it
 * differs from what the contract says for that status.
 */
export type ApiResponse = { status: number; json: string | Uint8Array; certainty?: Certainty };

/** One thing wrong with a request: its place, what was expected there, and the value that was sent. */
export type RequestIssue = {
  place: 'query' | 'body';
  /** The names and indexes that lead to the value; empty for the whole body. */
  path: readonly string[];
  expected: Expectation | 'json' | 'smaller' | 'shallower' | 'known' | 'unique';
  value?: unknown;
  /** The pointer into the contract, where a schema is violated. */
  schemaPath?: string;
};
