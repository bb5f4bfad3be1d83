import type { Certainty, Expectation, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { BulkChange, Store } from '../../store/index.js';

/**
 * An answer as it will be sent: its status and its body as JSON, in text or in UTF-8. It says how certain it is where
 * that is otherwise than the contract has it of all answers with that status.
 */
export type ApiResponse = { status: number; json: string | Uint8Array; certainty?: Certainty };

/** Who calls: the id of the user whose token came with the request, null where none was asked for. */
export type Principal = { userId: number | string | null };

/** A request that has been matched, admitted and read: all that a behaviour needs. */
export type HandlerCall = {
  operation: Operation;
  principal: Principal;
  /** The IP address that the request came from; null where the connection has none. */
  address: string | null;
  /** Path parameters as text. */
  path: Readonly<Record<string, string>>;
  /** Documented query parameters that are not empty, as their schemas want them. */
  query: Readonly<Record<string, unknown>>;
  /** All values of each parameter that came more than once and of which any counts. */
  repeated: Readonly<Record<string, readonly unknown[]>>;
  /** The names of all documented query parameters that came, empty ones too. */
  sentParameters: readonly string[];
  /** The names of query parameters that the operation does not document. */
  unknownParameters: readonly string[];
  /** Documented body fields as their schemas want them; empty where no body came. */
  body: Readonly<Record<string, unknown>>;
  /** The names of all documented body fields that came, whether or not `body` still has them. */
  sentFields: readonly string[];
  store: Store;
  now: () => Instant;
};

/** What is wrong with a request: where, what was expected there, and the value that came. */
export type RequestIssue = {
  place: 'query' | 'body';
  /** Names and indexes down to the value; empty for the whole body. */
  path: readonly string[];
  expected: Expectation | 'json' | 'smaller' | 'shallower' | 'known' | 'unique';
  value?: unknown;
  /** The place of the contract that it breaks, where it breaks a schema. */
  schemaPath?: string;
};

/** The code that answers one operation. */
export interface Handler {
  /** The flaws of a request, given those that its schemas found. Without it, those stand. */
  validate?(call: HandlerCall, found: readonly RequestIssue[]): readonly RequestIssue[];
  /** What a request without flaws changes, where that may be any number of records. */
  bulkUpdate?(call: HandlerCall): BulkChange;
  /**
   * Answers a request without flaws, in one transaction on the store; must not wait for anything. `changed` is how many
   * records `change` has changed.
   */
  respond(call: HandlerCall, changed: number): ApiResponse;
}
