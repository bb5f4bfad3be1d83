import type { JsonReader } from '../kernel/index.js';

/** A path in which `{name}` stands for any one segment: `/v1/user/{user_id}`. */
export type PathTemplate = { readonly text: string; fits(path: string): boolean };

/** Reads a path template. */
export function parsePathTemplate(reader: JsonReader): PathTemplate | undefined {
  const text = reader.text();
  if (text === undefined) return undefined;
  const segments = text.split('/');
  if (segments.some(segment => /[{}]/.test(segment) && !isVariable(segment))) {
    return reader.flaw('must have each {name} alone between slashes.');
  }
  return {
    text,
    fits(path) {
      const asked = path.split('/');
      return (
        asked.length === segments.length &&
        segments.every((segment, at) => (isVariable(segment) ? asked[at] !== '' : segment === asked[at]))
      );
    },
  };
}

function isVariable(segment: string): boolean {
  return /^\{[^{}]+\}$/.test(segment);
}
