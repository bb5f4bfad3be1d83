import type { JsonReader } from '../kernel/index.js';
import { type Matcher, parseMatcher } from './matcher.js';
import { parsePattern } from './pattern.js';
import type { RequestView } from './request-view.js';

/** Whether a request is one of those that somebody asked for. */
export type Criteria = (view: RequestView) => boolean;

/** How many headers, parameters or body patterns criteria may name: each costs time with each request. */
const MOST_MATCHERS = 20;

/**
 * Reads criteria as WireMock has them, `{ "method": "GET", "urlPath": "/v1/user/list" }`, with our `api` and `operation`
 * added. A request has to meet all of them; `{}` is met by every request. URLs are without the prefix of a sandbox.
 */
export function parseCriteria(reader: JsonReader): Criteria | undefined {
  const words = reader.object([
    'api',
    'operation',
    'method',
    'url',
    'urlPath',
    'urlPattern',
    'urlPathPattern',
    'headers',
    'queryParameters',
    'bodyPatterns',
  ]);
  const api = words.api.text();
  const operation = words.operation.text();
  const method = words.method.text();
  const url = words.url.text();
  const path = words.urlPath.text();
  const urlPattern = parsePattern(words.urlPattern);
  const pathPattern = parsePattern(words.urlPathPattern);
  const headers = matchersOf(words.headers).map(([name, matcher]) => [name.toLowerCase(), matcher] as const);
  const parameters = matchersOf(words.queryParameters);
  const bodies = bodyMatchersOf(words.bodyPatterns);

  // in the order of what they cost
  const criteria: (Criteria | undefined)[] = [
    api === undefined ? undefined : ({ request }) => request.api === api,
    operation === undefined ? undefined : ({ request }) => request.operation === operation,
    methodCriteria(method),
    path === undefined ? undefined : ({ request }) => request.path === path,
    url === undefined ? undefined : view => view.url === url,
    ...headers.map(
      ([name, matches]): Criteria =>
        view =>
          matches(view.header(name)),
    ),
    pathPattern && (({ request }) => pathPattern(request.path)),
    urlPattern && (view => urlPattern(view.url)),
    ...parameters.map(
      ([name, matches]): Criteria =>
        view =>
          matches(view.parameter(name)),
    ),
    bodies.length === 0 ? undefined : view => !view.isBodyLost,
    ...bodies.map(
      (matches): Criteria =>
        view =>
          matches(view.body),
    ),
  ];
  const wanted = criteria.filter(one => one !== undefined);
  return view => wanted.every(holds => holds(view));
}

function methodCriteria(method: string | undefined): Criteria | undefined {
  const wanted = method?.toUpperCase();
  return wanted === undefined || wanted === ANY ? undefined : ({ request }) => request.method === wanted;
}

const ANY = 'ANY';

function matchersOf(reader: JsonReader): (readonly [name: string, matcher: Matcher])[] {
  const members = reader.members();
  if (members.length > MOST_MATCHERS) reader.flaw(TOO_MANY);
  return members.slice(0, MOST_MATCHERS).flatMap(([name, member]) => {
    const matcher = parseMatcher(member);
    return matcher ? [[name, matcher] as const] : [];
  });
}

function bodyMatchersOf(reader: JsonReader): Matcher[] {
  const items = reader.items();
  if (items.length > MOST_MATCHERS) reader.flaw(TOO_MANY);
  return items.slice(0, MOST_MATCHERS).flatMap(item => parseMatcher(item) ?? []);
}

const TOO_MANY = `must have at most ${MOST_MATCHERS} entries.`;
