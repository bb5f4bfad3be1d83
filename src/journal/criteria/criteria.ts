import type { JsonReader } from '../../kernel/index.js';
import { type PathTemplate, parsePathTemplate, parsePattern } from './pattern.js';
import { type RequestView, SentText } from './request-view.js';
import { parseValueMatcher, type ValueMatcher } from './value-matcher.js';

/** Which requests are meant. What they name is kept apart, so that it can be looked up and checked. */
export type Criteria = {
  readonly api: string | undefined;
  /** The id of an operation, without its API. */
  readonly operation: string | undefined;
  /** In capitals; undefined for any. */
  readonly method: string | undefined;
  /** The path, if the criteria give it literally. */
  readonly path: string | undefined;
  readonly template: PathTemplate | undefined;
  /** Whether a request meets the criteria. */
  matches(view: RequestView): boolean;
};

/** How many headers, parameters, cookies or body patterns criteria may name: each one costs time at each request. */
const MAX_MATCHERS = 20;

const WORDS = [
  'api',
  'operation',
  'method',
  'url',
  'urlPath',
  'urlPathTemplate',
  'urlPattern',
  'urlPathPattern',
  'headers',
  'queryParameters',
  'cookies',
  'basicAuthCredentials',
  'bodyPatterns',
] as const;

/** Other names that WireMock has, and what to use here. */
const INSTEAD = {
  request: 'write its members here.',
  pathParameters: 'use urlPathPattern.',
  formParameters: 'use bodyPatterns.',
  multipartPatterns: 'use bodyPatterns.',
  host: 'use headers.',
  scheme: 'the scheme is always http.',
  port: 'there is only one port.',
  customMatcher: 'use bodyPatterns.',
};

type Holds = (view: RequestView) => boolean;

/**
 * Reads criteria in WireMock's form, `{ "method": "GET", "urlPath": "/v1/orders" }`, with our `api` and `operation`
 * added. A request must meet all of them; every request meets `{}`. URLs have no sandbox prefix.
 */
export function parseCriteria(reader: JsonReader): Criteria | undefined {
  const words = reader.object(WORDS, INSTEAD);
  const { api, operation } = readNames(words);
  const method = readMethod(words.method);
  const url = words.url.text();
  const path = words.urlPath.text();
  const template = parsePathTemplate(words.urlPathTemplate);
  const urlPattern = parsePattern(words.urlPattern);
  const pathPattern = parsePattern(words.urlPathPattern);
  const headers = readMatchers(words.headers).map(([name, matcher]) => [name.toLowerCase(), matcher] as const);
  const parameters = readMatchers(words.queryParameters);
  const cookies = readMatchers(words.cookies);
  const credentials = readCredentials(words.basicAuthCredentials);
  const bodies = readBodyMatchers(words.bodyPatterns);

  // the cheapest come first
  const all: (Holds | undefined)[] = [
    api === undefined ? undefined : ({ request }) => request.api === api,
    operation === undefined ? undefined : ({ request }) => request.operation === operation,
    method === undefined ? undefined : ({ request }) => request.method === method,
    path === undefined ? undefined : ({ request }) => request.path === path,
    url === undefined ? undefined : view => view.url === url,
    template && (({ request }) => template.fits(request.path)),
    credentials && (view => credentials(view.header('authorization'))),
    ...headers.map(
      ([name, matches]): Holds =>
        view =>
          matches(view.header(name)),
    ),
    ...cookies.map(
      ([name, matches]): Holds =>
        view =>
          matches(readCookies(view.header('cookie'), name)),
    ),
    pathPattern && (({ request }) => pathPattern(request.path)),
    urlPattern && (view => urlPattern(view.url)),
    ...parameters.map(
      ([name, matches]): Holds =>
        view =>
          matches(view.parameter(name)),
    ),
    bodies.length === 0 ? undefined : view => !view.isBodyLost,
    ...bodies.map(
      (matches): Holds =>
        view =>
          matches(view.body),
    ),
  ];
  const wanted = all.filter(one => one !== undefined);
  const given = path ?? url?.split('?')[0];
  return { api, operation, method, path: given, template, matches: view => wanted.every(holds => holds(view)) };
}

/** An operation may be named with its API, as in the header `Understudy-Operation`: `shop.getOrder`. */
function readNames({ api, operation }: Record<'api' | 'operation', JsonReader>): Pick<Criteria, 'api' | 'operation'> {
  const [givenApi, named] = [api.text(), operation.text()];
  const at = named?.indexOf('.') ?? -1;
  if (named === undefined || at < 0) return { api: givenApi, operation: named };
  const [before, id] = [named.slice(0, at), named.slice(at + 1)];
  if (givenApi !== undefined && givenApi !== before)
    operation.issue(`names the API ${before}, but /api names another.`);
  return { api: before, operation: id };
}

function readMethod(reader: JsonReader): string | undefined {
  const method = reader.text()?.toUpperCase();
  return method === ANY ? undefined : method;
}

const ANY = 'ANY';

function readMatchers(reader: JsonReader): (readonly [name: string, matcher: ValueMatcher])[] {
  const members = reader.members();
  if (members.length > MAX_MATCHERS) reader.issue(TOO_MANY);
  return members.slice(0, MAX_MATCHERS).flatMap(([name, member]) => {
    const matcher = parseValueMatcher(member);
    return matcher ? [[name, matcher] as const] : [];
  });
}

function readBodyMatchers(reader: JsonReader): ValueMatcher[] {
  const items = reader.items();
  if (items.length > MAX_MATCHERS) reader.issue(TOO_MANY);
  return items.slice(0, MAX_MATCHERS).flatMap(item => parseValueMatcher(item) ?? []);
}

const TOO_MANY = `must have at most ${MAX_MATCHERS} entries.`;

/** Reads the user name and password that a request must have in its Basic authentication. */
function readCredentials(reader: JsonReader): ValueMatcher | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['username', 'password']);
  const [name, password] = [words.username.required().text(), words.password.required().text()];
  const expected = Buffer.from(`${name}:${password}`).toString('base64');
  return sent => sent.some(({ text }) => /^basic /i.test(text) && text.slice('basic '.length).trim() === expected);
}

/** The values of a cookie in the header `Cookie`. */
function readCookies(headers: readonly SentText[], name: string): SentText[] {
  return headers
    .flatMap(({ text }) => text.split(';'))
    .flatMap(pair => {
      const at = pair.indexOf('=');
      return at >= 0 && pair.slice(0, at).trim() === name ? [new SentText(pair.slice(at + 1).trim())] : [];
    });
}
