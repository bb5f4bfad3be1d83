import { RE2JS } from 're2js';
import type { JsonReader } from '../../kernel/index.js';

/** Limits in characters, and in steps of the compiled pattern: {1,500} is a short text but a long program. */
const MAX_LENGTH = 1000;
const MAX_STEPS = 500;

/** How many characters of a text are matched; an expression does not see the rest. */
const MAX_MATCHED = 16_384;

/**
 * Reads a regular expression that must match a whole text; a dot matches any character. Every expression runs in linear
 * time, so look-around and back-references are not supported.
 */
export function parsePattern(reader: JsonReader): ((text: string) => boolean) | undefined {
  const source = reader.text();
  if (source === undefined) return undefined;
  if (source.length > MAX_LENGTH) return reader.issue(`must have at most ${MAX_LENGTH} characters.`);
  try {
    const pattern = RE2JS.compile(source, RE2JS.DOTALL);
    if (pattern.programSize() > MAX_STEPS) return reader.issue('is too large: it repeats too much.');
    return text => {
      const start = text.length > MAX_MATCHED ? text.slice(0, MAX_MATCHED) : text;
      // the first test is fast if the text lacks letters that the expression needs
      return pattern.test(start) && pattern.testExact(start);
    };
  } catch (error) {
    return reader.issue(`is not a usable regular expression: ${describeReason(error)}.`);
  }
}

/** The library's message, without its prefix and without the flag that it adds to the expression. */
function describeReason(error: unknown): string {
  const reason = String(error instanceof Error ? error.message : error);
  return reason.replace(/^error parsing regexp: /, '').replace('`(?s)', '`');
}

/** A path in which `{name}` means any one segment: `/v1/orders/{id}`. */
export type PathTemplate = { readonly text: string; fits(path: string): boolean };

/** Reads a path template. */
export function parsePathTemplate(reader: JsonReader): PathTemplate | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  const segments = text.split('/');
  if (segments.some(segment => /[{}]/.test(segment) && !isVariable(segment))) {
    return reader.issue('must have each {name} alone between slashes.');
  }
  return {
    text,
    fits(path) {
      const actual = path.split('/');
      return (
        actual.length === segments.length &&
        segments.every((segment, at) => (isVariable(segment) ? actual[at] !== '' : segment === actual[at]))
      );
    },
  };
}

function isVariable(segment: string): boolean {
  return /^\{[^{}]+\}$/.test(segment);
}
