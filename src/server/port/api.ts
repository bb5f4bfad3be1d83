import type { IncomingHttpHeaders } from 'node:http';
import type { CoercionOptions, Operation } from '../../contract/index.js';
import type { Instant } from '../../kernel/index.js';
import type { Store } from '../../store/index.js';
import type { ApiResponse, Handler, Principal, RequestIssue } from './handler.js';

/** The data and the time that the check of a token may need. */
export type AuthContext = {
  /** The data of the request's workspace. */
  readonly store: Store;
  now(): Instant;
};

/**
 * Which value of a repeated parameter counts: the last, any of them, or none (`refuse`: its schema then refuses the list of
 * them). For parameters in `single`, `any` means the last.
 */
export type Repeats = { choice: 'last' | 'any' | 'refuse'; single: ReadonlySet<string> };

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
