import type { IncomingHttpHeaders } from 'node:http';
import type { CoercionOptions, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { Store } from '../../store/index.js';
import type { ApiResponse, Handler, Principal, RequestIssue } from './handler.js';

/** What a caller's token may have to be compared with. */
export type AuthContext = {
  /** The data that the request asks. */
  readonly store: Store;
  now(): Instant;
};

/** The last value, any of them, or none: a list of them, which its schema refuses. Of `single` ones it is never any, but the last. */
export type Repeats = { choice: 'last' | 'any' | 'refuse'; single: ReadonlySet<string> };

/** The port that an API implements to be played: what is its own in the way of a request. */
export interface Api {
  /** Its name, under which it is mounted: `dnl`. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** The behaviour of each operation by its id. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** How it reads loosely written values in parameters and bodies. */
  readonly coercion: CoercionOptions;
  /** How it reads them in parameters, where that is otherwise than in bodies. */
  readonly queryCoercion?: CoercionOptions;
  /** What of a parameter counts that came more than once and is no list; the last value without it. */
  readonly repeats?: Repeats;
  /** Lets a caller in, or answers why not. */
  authenticate(
    operation: Operation,
    headers: IncomingHttpHeaders,
    surroundings: AuthContext,
  ): { principal: Principal } | { refusal: ApiResponse };
  /** Puts the query right before it is read: the documented parameters that are not empty, as text. */
  normalizeQuery?(query: Map<string, string>): void;
  /** Another reading of a body that is not JSON. */
  parseLenientBody?(text: string): string;
  /** The answer to a request with flaws. */
  refuse(flaws: readonly RequestIssue[]): ApiResponse;
  /**
   * A documented outcome of an operation, whatever the request: the contract's example of that name, the first without one,
   * in the words that the chosen readings rule. Throws where the operation documents no such status or example.
   */
  outcome(operation: Operation, wanted: { status: number; example?: string | undefined }): ApiResponse;
  /** The answer to a token that was good once and has expired. */
  expired(operation: Operation): ApiResponse;
}
