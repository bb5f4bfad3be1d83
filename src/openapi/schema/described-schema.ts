import type { SourcePlace } from '../source-place.js';
import type { SchemaIssue } from './schema-issues.js';

/**
 * A JSON Schema of draft 2020-12, whatever the version of its description. `$ref` is always a reference that
 * `DescribedSchema.resolve` understands. Beside the draft's keywords it may have `xml`, and `discriminator` with `propertyName`
 * and `mapping` (values to references). What no validator understands has been left out, with a warning.
 */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Whether a value travels to the server or back: read-only members are not sent, and write-only ones are not returned. */
export type Direction = 'request' | 'response';

/** How much of what is wrong is found: up to 200 issues in the first items of each list, all issues in these, or all. */
export type Extent = 'usual' | 'first-items' | 'whole';

/** A schema of a description. It is read, and its validator is compiled, when first needed. */
export interface DescribedSchema {
  readonly place: SourcePlace;
  readonly direction: Direction;
  /** The schema. References in it stay references, so that it may contain itself. */
  read(): JsonSchema;
  /** The schema that a `$ref` of `read()` or of another resolved schema means. */
  resolve(reference: string): JsonSchema;
  /** A schema inside `read()` or inside a resolved one, with a validator. Undefined for a schema that stands nowhere. */
  part(schema: JsonSchema): DescribedSchema | undefined;
  /** The place of that schema. */
  locate(reference: string): SourcePlace;
  /** What is wrong with a value, by default the usual extent of it; an empty list if it is valid. */
  validate(value: unknown, extent?: Extent): readonly SchemaIssue[];
}
