import type { Operation, QueryParameter } from '../../contract/index.js';
import type { RequestIssue } from '../../openapi/index.js';
import { type CoercionOptions, coerce } from '../../openapi/index.js';
import type { ReadParameters } from '../port/api.js';

/** How an API reads queries that are written otherwise than documented. */
export type QueryOptions = {
  /** How values are coerced. */
  coercion: CoercionOptions;
  /** Which value of a repeated parameter counts if it is no list; by default the last. */
  repeats?: Repeats | undefined;
  /** Normalizes the documented parameters that are not empty, as text, before they are parsed. */
  normalizeQuery?: ((query: Map<string, string>) => void) | undefined;
};

/**
 * Which value of a repeated parameter counts: the last, any of them, or none (`refuse`: its schema then refuses the list of
 * them). For parameters in `single`, `any` means the last.
 */
export type Repeats = { choice: 'last' | 'any' | 'refuse'; single: ReadonlySet<string> };

const NO_QUERY: ReadParameters = {
  query: {},
  repeated: {},
  sentParameters: [],
  unknownParameters: [],
  emptyParameters: [],
  repeatedParameters: [],
  issues: [],
};

/**
 * Reads a query string as the operation documents it. An empty parameter counts as not sent. All values of a repeated
 * parameter count where it is a list; otherwise the API decides.
 */
export function readQuery(
  search: string,
  { operation, options }: { operation: Operation; options: QueryOptions },
): ReadParameters {
  if (search === '') return NO_QUERY;
  const { texts, earlier, ...names } = textsOf(search, operation);
  const { coercion, normalizeQuery } = options;
  normalizeQuery?.(texts);
  const query: Record<string, unknown> = {};
  const repeated: Record<string, readonly unknown[]> = {};
  const issues: RequestIssue[] = [];
  const readText = (text: string, { name, shape, issues: issuesOf }: QueryParameter): unknown => {
    const written = shape.types.has('array') ? itemsOf(text) : text;
    const value = coerce(written, { shape, coercion, unknown: [] });
    for (const { expected, schemaPath } of issuesOf(value)) {
      issues.push({ place: 'query', path: [name], expected, value, schemaPath });
    }
    return value;
  };
  for (const [name, text] of texts) {
    const parameter = operation.query.get(name);
    if (parameter) query[name] = readText(text, parameter);
  }
  const { choice, single } = options.repeats ?? LAST;
  const repeatedParameters: string[] = [];
  for (const [name, others] of earlier) {
    const parameter = operation.query.get(name) as QueryParameter;
    if (choice === 'refuse') {
      const value = [...others, texts.get(name)];
      for (const { expected, schemaPath } of parameter.issues(value)) {
        issues.push({ place: 'query', path: [name], expected, value, schemaPath });
      }
    } else if (choice === 'last' || single.has(name)) repeatedParameters.push(name);
    else
      repeated[name] = [...others.map(text => readText(normalize(name, text, normalizeQuery), parameter)), query[name]];
  }
  return { query, repeated, ...names, repeatedParameters, issues };
}

const LAST: Repeats = { choice: 'last', single: new Set() };

function normalize(name: string, text: string, normalizeQuery: QueryOptions['normalizeQuery']): string {
  const alone = new Map([[name, text]]);
  normalizeQuery?.(alone);
  return alone.get(name) ?? text;
}

type Texts = Pick<ReadParameters, 'sentParameters' | 'unknownParameters' | 'emptyParameters'> & {
  texts: Map<string, string>;
  /** All values but the last of repeated parameters that are no lists. */
  earlier: ReadonlyMap<string, readonly string[]>;
};

function textsOf(search: string, { query }: Operation): Texts {
  const texts = new Map<string, string>();
  const earlier = new Map<string, string[]>();
  const unknown = new Set<string>();
  const sent = new Set<string>();
  const empty: string[] = [];
  for (const part of search.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    const text = at < 0 ? '' : decode(part.slice(at + 1));
    const parameter = query.get(name);
    (parameter ? sent : unknown).add(name);
    if (!parameter) continue;
    if (text === '') {
      empty.push(name);
      continue;
    }
    const before = texts.get(name);
    const isList = parameter.shape.types.has('array');
    texts.set(name, before !== undefined && isList ? `${before},${text}` : text);
    if (before === undefined || isList) continue;
    const others = earlier.get(name);
    if (others) others.push(before);
    else earlier.set(name, [before]);
  }
  return {
    texts,
    earlier,
    sentParameters: [...sent],
    unknownParameters: [...unknown],
    emptyParameters: empty,
  };
}

/** Decodes text of a URL or a form. `URLSearchParams` does the same, but takes several times as long. */
function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // it also reads text that is not valid UTF-8
    return new URLSearchParams(`=${text}`).get('') ?? text;
  }
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}
