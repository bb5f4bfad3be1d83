import type { SchemaFlaw } from './schema/schema-flaws.js';
import type { Shape } from './schema/shape.js';
import type { Validator } from './schema/validate.js';
import type { Certainty, Statement } from './statements.js';

/** A query parameter that an operation documents. */
export type Parameter = { name: string; shape: Shape; flaws: Validator };

/** A method on a path, as a contract describes it. */
export type Operation = {
  /** The contract's `operationId`. */
  id: string;
  method: string;
  /** Where the contract describes it: `openapi.yaml#/paths/~1user~1list/get`. */
  place: string;
  /** The path template with the base path before it: `/v1/user/{user_id}`. */
  template: string;
  /** Whether no document has it: it is there because clients need it around those that one has. */
  isCompanion: boolean;
  /** Whether it is for everyone, whatever credentials the others ask for: a log-in. */
  isOpen: boolean;
  /** The documented query parameters by name. */
  query: ReadonlyMap<string, Parameter>;
  /** The body it takes, if it takes one. */
  body: { shape: Shape; flaws: Validator } | undefined;
  /** The names of a status's examples in the contract's order; empty for a status that has none. */
  examples(status: number): readonly string[];
  /** The example of a status by its name (`401`, `no-token`), the first without one, as JSON text. Throws where there is none. */
  example(status: number, name?: string): string;
  /** The documented example of its body by its name (`printed`), as JSON text. Throws where there is none. */
  bodyExample(name: string): string;
  /** What is wrong with an answer: a status, media type or body that the contract does not allow. */
  violations(response: { status: number; mediaType: string; body: unknown }): readonly SchemaFlaw[];
  /** The statement of a document that carries a place of the contract, such as the place that a violation names. */
  statementAt(place: string): Statement | undefined;
  /** The documented statuses. */
  statuses: ReadonlySet<number>;
  /**
   * How certain it is that a status is answered: as the surest statement on it; `companion` throughout where no document
   * has the operation, and else `generated` for a status that is not documented.
   */
  certainty(status: number): Certainty;
  /** The places of the contract that an answer of a documented status has something for: `schemas/user.json#/properties/active`. */
  touched(response: { status: number; body: unknown }): ReadonlySet<string>;
};
