import type { Expectation } from '../schema/schema-issues.js';

/** One thing wrong with a request: its place, what was expected there, and the value that was sent. */
export type RequestIssue = {
  place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** The names and indexes that lead to the value; empty for the whole body. */
  path: readonly string[];
  expected: Expectation | 'json' | 'smaller' | 'shallower' | 'known' | 'unique' | 'form' | 'media-type';
  /** What is wrong, where the API words it: `must be at most 10`. */
  message?: string;
  value?: unknown;
  /** The pointer into the contract, where a schema is violated. */
  schemaPath?: string;
};
