import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { readQuery } from '../server/index.js';

/** Parses the query of a request to the control plane. Throws `control-invalid`. */
export function parseQuery(search: string, operation: Operation): Readonly<Record<string, unknown>> {
  const { query, unknownParameters, issues } = readQuery(search, { operation, options: { coercion, normalizeQuery } });
  const known = [...operation.query.keys()].join(', ') || 'none';
  const sentences = [
    ...unknownParameters.map(name => `There is no parameter ${name}. Known parameters: ${known}.`),
    ...issues.map(({ path, expected }) => `The parameter ${path.join('.')} must be ${NOUNS[expected] ?? 'valid'}.`),
  ];
  if (sentences.length === 0) return query;
  throw new Problem('control-invalid', sentences.join(' '));
}

/** Turns the text of a query into numbers and booleans. */
const coercion = {
  integer: (value: unknown) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  boolean: (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value),
};

/** Restores the `+` in the offset of a time that was copied from a response: in a query it arrives as a space. */
function normalizeQuery(query: Map<string, string>): void {
  for (const [name, text] of query) query.set(name, text.replace(/(?<=T[\d:.]+) (?=\d\d:\d\d$)/, '+'));
}

const NOUNS: Readonly<Record<string, string>> = {
  integer: 'an integer in its range',
  boolean: 'true or false',
  choice: 'one of its values',
  datetime: 'a time such as 2026-11-26T12:00:00Z',
};
