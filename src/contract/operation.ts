import type { SchemaIssue, SecurityRequirement, Shape, Validator } from '../openapi/index.js';
import type { Certainty, Statement } from './statements.js';

/** What an operation documents of an input. */
export type Input = { readonly shape: Shape; issues: Validator };

/** A query parameter that an operation documents. */
export type QueryParameter = Input & { name: string };

/** A method on a path, as a contract describes it. */
export type Operation = {
  /** The contract's `operationId`. */
  id: string;
  method: string;
  /** Its place in the contract: `openapi.yaml#/paths/~1user~1list/get`. */
  place: string;
  /** The path template with the base path before it: `/v1/orders/{id}`. */
  template: string;
  /** Whether no document has it: clients need it together with the documented operations. */
  isCompanion: boolean;
  /** Whether it needs no credentials, even if the other operations do: a log-in. */
  isOpen: boolean;
  /** The alternatives of credentials of which a request needs one; empty where it needs none. */
  security: readonly SecurityRequirement[];
  /** The documented query parameters by name. */
  readonly query: ReadonlyMap<string, QueryParameter>;
  /** Whether it has parameters that stand in headers. */
  readsHeaders: boolean;
  /** The documented request body, if there is one. */
  body: Input | undefined;
  /** The names of a status's examples in the order of the contract; empty if there are none. */
  examples(status: number): readonly string[];
  /** An example of a status by its name (`401`, `no-token`), by default the first, as JSON text. Throws if there is none. */
  example(status: number, name?: string): string;
  /** An example of the request body by its name (`printed`), as JSON text. Throws if there is none. */
  bodyExample(name: string): string;
  /** What is wrong with a response: a status, media type or body that the contract does not allow. */
  violations(response: { status: number; mediaType: string; body: unknown }): readonly SchemaIssue[];
  /** The statement that a place of the contract rests on, such as the place that a violation names. */
  statementAt(place: string): Statement | undefined;
  /** What it documents responses for, in the order of the contract: `200`, `4XX`, `default`. */
  responses: readonly string[];
  /** The documented statuses. */
  statuses: ReadonlySet<number>;
  /**
   * How certain a status is: as certain as the surest statement about it. `companion` if no document has the operation;
   * otherwise `generated` for a status that is not documented.
   */
  certainty(status: number): Certainty;
  /** The places of the contract that apply to a response with a documented status: `schemas/order.json#/properties/paid`. */
  touched(response: { status: number; body: unknown }): ReadonlySet<string>;
};
