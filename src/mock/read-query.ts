import { coerce, type Operation } from '../contract/index.js';
import type { Api } from './api.js';
import type { Flaw } from './behaviour.js';

export type ReadQuery = {
  query: Readonly<Record<string, unknown>>;
  sentParameters: readonly string[];
  unknownParameters: readonly string[];
  /** The names of documented parameters that came without a value. */
  emptyParameters: readonly string[];
  flaws: readonly Flaw[];
};

const NO_QUERY: ReadQuery = { query: {}, sentParameters: [], unknownParameters: [], emptyParameters: [], flaws: [] };

/**
 * Reads a query string as the operation documents it. Empty parameters are no parameters; of repeated ones the last
 * counts, or all where a list is wanted.
 */
export function readQuery(
  search: string,
  { operation, api }: { operation: Operation; api: Pick<Api, 'loosening' | 'queryLoosening' | 'mendQuery'> },
): ReadQuery {
  if (search === '') return NO_QUERY;
  const { texts, sentParameters, unknownParameters, emptyParameters } = textsOf(search, operation);
  api.mendQuery?.(texts);
  const loosening = api.queryLoosening ?? api.loosening;
  const query: Record<string, unknown> = {};
  const flaws: Flaw[] = [];
  for (const [name, text] of texts) {
    const parameter = operation.query.get(name);
    if (!parameter) continue;
    const { shape } = parameter;
    const written = shape.types.has('array') ? itemsOf(text) : text;
    const value = coerce(written, { shape, loosening, unknown: [] });
    query[name] = value;
    for (const { expected, schemaPath } of parameter.flaws(value)) {
      flaws.push({ place: 'query', path: [name], expected, value, schemaPath });
    }
  }
  return { query, sentParameters, unknownParameters, emptyParameters, flaws };
}

type Texts = Omit<ReadQuery, 'query' | 'flaws'> & { texts: Map<string, string> };

function textsOf(search: string, { query }: Operation): Texts {
  const texts = new Map<string, string>();
  const unknown = new Set<string>();
  const sent = new Set<string>();
  const empty: string[] = [];
  for (const part of search.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const text = at < 0 ? '' : decoded(part.slice(at + 1));
    const parameter = query.get(name);
    (parameter ? sent : unknown).add(name);
    if (!parameter) continue;
    if (text === '') {
      empty.push(name);
      continue;
    }
    const before = parameter.shape.types.has('array') ? texts.get(name) : undefined;
    texts.set(name, before === undefined ? text : `${before},${text}`);
  }
  return { texts, sentParameters: [...sent], unknownParameters: [...unknown], emptyParameters: empty };
}

/** Undoes what URLs and forms encode. `URLSearchParams` does the same, but takes several times as long for each request. */
function decoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // what is no UTF-8 it reads all the same
    return new URLSearchParams(`=${text}`).get('') ?? text;
  }
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}
