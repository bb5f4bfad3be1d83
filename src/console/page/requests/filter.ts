import type { RequestSummary } from '../data/request-types.js';
import { comparison, oneOf, statusTest, wildcard } from './filter-values.js';

/** A search that only the server can do, since the page has no bodies: a parameter of the list and its value. */
export type Remote = { parameter: 'body' | 'responseBody' | 'violations'; value: string };

/** Whether the server has found a request; undefined while that is not known. */
export type FoundOnServer = (remote: Remote, id: number) => boolean | undefined;

type Term = (request: RequestSummary, found: FoundOnServer) => boolean;

/** A parsed filter: a request must match all of its terms. */
export type ParsedFilter = {
  /** How the text is wrong, in sentences. */
  issues: readonly string[];
  /** The searches for which the server is needed. */
  remotes: readonly Remote[];
  matches(request: RequestSummary, found: FoundOnServer): boolean;
};

/** Parses a filter such as `status:4xx -op:listOrders body:express`. Terms that are wrong are ignored and named. */
export function parseFilter(text: string): ParsedFilter {
  const issues: string[] = [];
  const remotes: Remote[] = [];
  const terms: Term[] = [];
  for (const [, minus, key, quoted, bare] of text.matchAll(TERM)) {
    const value = quoted ?? bare ?? '';
    const [, begun] = /^([a-z]+):$/i.exec(bare ?? '') ?? [];
    const name = key ?? begun;
    const term = name === undefined ? wordTerm(value) : keyTerm(name.toLowerCase(), key ? value : '', remotes);
    if (typeof term === 'string') issues.push(term);
    else if (term) terms.push(minus ? negated(term) : term);
  }
  return { issues, remotes, matches: (request, found) => terms.every(term => term(request, found)) };
}

/** A minus, a key with a colon, and a value that may be quoted; all but the value may be missing. */
const TERM = /(-)?(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi;

/** A request of which the server has not said yet whether it matches is shown neither way. */
function negated(term: Term): Term {
  return (request, found) => {
    let isKnown = true;
    const matches = term(request, (remote, id) => {
      const answer = found(remote, id);
      isKnown &&= answer !== undefined;
      return answer;
    });
    return isKnown && !matches;
  };
}

/** The term of a key, undefined where the value is still to be typed, or a sentence that says what is wrong. */
function keyTerm(key: string, value: string, remotes: Remote[]): Term | string | undefined {
  if (value === '') return key in KEYS || key in REMOTE ? undefined : unknownKey(key);
  const parameter = REMOTE[key];
  if (parameter) return remoteTerm({ parameter, value }, remotes);
  if (key === 'is') return isTerm(value.toLowerCase(), remotes);
  const term = KEYS[key];
  return term ? term(value) : unknownKey(key);
}

function unknownKey(key: string): string {
  return `There is no ${key}: use ${[...Object.keys(KEYS), ...Object.keys(REMOTE), 'is'].join(', ')}.`;
}

const REMOTE: Readonly<Record<string, Remote['parameter']>> = { body: 'body', response: 'responseBody' };

function remoteTerm(remote: Remote, remotes: Remote[]): Term {
  remotes.push(remote);
  return ({ id }, found) => found(remote, id) === true;
}

const KEYS: Readonly<Record<string, (value: string) => Term | string>> = {
  status: value => {
    const test = oneOf(value, statusTest);
    return typeof test === 'string' ? test : ({ status }) => test(status);
  },
  method: value => textTerm(value, ({ method }) => method),
  op: value => textTerm(value, ({ operation }) => operation),
  api: value => textTerm(value, ({ api }) => api),
  by: value => textTerm(value, ({ respondedBy }) => respondedBy),
  rule: value => textTerm(value, ({ rule }) => rule),
  url: value => {
    const wanted = value.toLowerCase();
    return ({ url }) => url.toLowerCase().includes(wanted);
  },
  ms: value => numberTerm('ms', value, ({ milliseconds }) => milliseconds),
  id: value => numberTerm('id', value, ({ id }) => id),
};

function textTerm(value: string, read: (request: RequestSummary) => string | undefined): Term {
  const tests = value.split(',').map(wildcard);
  return request => {
    const text = read(request);
    return text !== undefined && tests.some(test => test(text));
  };
}

function numberTerm(key: string, value: string, read: (request: RequestSummary) => number): Term | string {
  const test = oneOf(value, one => comparison(one) ?? `${key}: takes a number, or such as >100.`);
  return typeof test === 'string' ? test : request => test(read(request));
}

function isTerm(value: string, remotes: Remote[]): Term | string {
  if (value === 'violation') return remoteTerm({ parameter: 'violations', value: 'true' }, remotes);
  return IS[value] ?? `is: takes ${['violation', ...Object.keys(IS)].join(', ')}.`;
}

const IS: Readonly<Record<string, Term>> = {
  unmatched: ({ respondedBy }) => respondedBy === 'unmatched',
  refused: ({ respondedBy }) => respondedBy === 'refusal',
  failed: ({ status }) => status === 0 || status >= 400,
  unknown: ({ unknown }) => unknown !== undefined,
  callback: ({ callback }) => callback === true,
};

function wordTerm(value: string): Term {
  const wanted = value.toLowerCase();
  return request => textOf(request).includes(wanted);
}

/** The texts of requests, in which words are searched: to build them takes longer than the search. */
const texts = new WeakMap<RequestSummary, string>();

function textOf(request: RequestSummary): string {
  const known = texts.get(request);
  if (known !== undefined) return known;
  const { method, url, status, api = '', operation = '', rule = '' } = request;
  const text = `${method} ${url} ${status} ${api}.${operation} ${rule}`.toLowerCase();
  texts.set(request, text);
  return text;
}
