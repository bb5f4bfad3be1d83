import type { Certainty, Expectation, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { BulkChange, Store } from '../../store/index.js';

/**
 * A response as it will be sent: its status and its JSON body, as text or as UTF-8 bytes. `certainty` is set only where it
 * differs from what the contract says for that status.
 */
export type ApiResponse = { status: number; json: string | Uint8Array; certainty?: Certainty };

/** The caller: the id of the user whose token the request has; null where the operation needs no token. */
export type Principal = { userId: number | string | null };

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
