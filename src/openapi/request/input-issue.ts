import type { Expectation, SchemaIssue } from '../schema/schema-issues.js';
import type { SourcePlace } from '../source-place.js';

/** One thing wrong with a request: its place, and what was expected there. */
export type SentIssue = ValueIssue & { in: 'path' | 'query' | 'header' | 'cookie' | 'body' };

/** One thing wrong with a value. */
export type ValueIssue = {
  /** The names and indexes that lead to the value; a parameter's own name comes first. */
  path: readonly string[];
  /** The end of a sentence that begins with the place: `must be an integer`, `is missing`. */
  message: string;
  expected: InputExpectation;
  /** The place in the description, where the description asks for it. */
  schemaPath?: SourcePlace;
  /** The value that was sent; undefined where none was. */
  value?: unknown;
};

/** What a schema cannot say: that text is JSON or a form, is not nested too deep, and was sent once. */
export type InputExpectation = Expectation | 'json' | 'form' | 'shallower' | 'unique';

/** Says what a schema found wrong in a value. */
export function describeSchemaIssue(issue: SchemaIssue, value: unknown): ValueIssue {
  const { path, expected, schemaPath } = issue;
  return { path, message: describeBreach(issue), expected, schemaPath, value: valueAtPath(value, path) };
}

function describeBreach({ expected, message, wanted }: SchemaIssue): string {
  if (expected === 'required') return 'is missing';
  if (wanted.startsWith('a value that ')) return message;
  if (wanted.startsWith('no key ')) return `must not have the member ${wanted.slice('no key '.length)}`;
  return `must ${/^at (least|most) \d+ (character|item)/.test(wanted) ? 'have' : 'be'} ${wanted}`;
}

function valueAtPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (parent, name) =>
      parent !== null && typeof parent === 'object' && Object.hasOwn(parent, name)
        ? (parent as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
