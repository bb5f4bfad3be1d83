import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { readQuery } from '../server/index.js';

/** The query of a request to the control plane, as its operation has it. Throws `control-invalid`. */
export function parseQuery(search: string, operation: Operation): Readonly<Record<string, unknown>> {
  const { query, unknownParameters, flaws } = readQuery(search, { operation, api: { coercion, normalizeQuery } });
  const known = [...operation.query.keys()].join(', ') || 'none';
  const sentences = [
    ...unknownParameters.map(name => `There is no parameter ${name}; there are: ${known}.`),
    ...flaws.map(({ path, expected }) => `The parameter ${path.join('.')} must be ${NOUNS[expected] ?? 'valid'}.`),
  ];
  if (sentences.length === 0) return query;
  throw new Problem('control-invalid', sentences.join(' '));
}

/** Reads numbers and booleans, which are text in a query. */
const coercion = {
  integer: (value: unknown) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  boolean: (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value),
};

/** In a time that was pasted as it was answered the `+` of its offset has come as a space. */
function normalizeQuery(query: Map<string, string>): void {
  for (const [name, text] of query) query.set(name, text.replace(/(?<=T[\d:.]+) (?=\d\d:\d\d$)/, '+'));
}

const NOUNS: Readonly<Record<string, string>> = {
  integer: 'an integer in its range',
  boolean: 'true or false',
  choice: 'one of its values',
  datetime: 'a time such as 2026-11-26T12:00:00Z',
};
