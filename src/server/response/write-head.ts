import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderList } from '../context/header-list.js';

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
const EXPOSE = 'Access-Control-Expose-Headers';

/** For clients other than pages. `Vary` is for caches, because a page gets other headers. */
const WITHOUT_ORIGIN: HeaderList = [ALLOW_ORIGIN, '*', 'Vary', 'Origin'];

/** Headers that many responses have alike, beside their length. */
export class CommonHeaders {
  readonly list: HeaderList;
  readonly #whole = new Map<number, HeaderList>();

  constructor(list: HeaderList) {
    this.list = list;
  }

  /** All headers of a response with a body of so many bytes to a client other than a page. */
  whole(length: number): HeaderList {
    let whole = this.#whole.get(length);
    if (!whole) {
      if (this.#whole.size === MAX_LENGTHS) this.#whole.clear();
      whole = [...this.list, 'Content-Length', String(length), ...WITHOUT_ORIGIN];
      this.#whole.set(length, whole);
    }
    return whole;
  }
}

/** Of how many lengths the headers are remembered. */
const MAX_LENGTHS = 1000;

/** What the head of a response says. */
type Head = {
  status: number;
  /** All headers but those of CORS and the length. */
  headers: HeaderList;
  /** These headers, where many responses have them. */
  common?: CommonHeaders | undefined;
  /** How many bytes the body has; undefined where no header says it. */
  length?: number | undefined;
  /** The request headers on which the response depends. */
  varying?: readonly string[];
  cors: boolean;
};

/**
 * Writes the head of a response, with CORS headers unless `cors` is false, and returns all of its headers. Middleware of a host app may have
 * replaced Node's `writeHead`. Many replacements misread a flat list; for these the headers are set one by one.
 */
export function writeHead(response: ServerResponse, head: Head): HeaderList {
  const { status } = head;
  const all = listHeaders(response, head);
  if (!Object.hasOwn(response, 'writeHead')) {
    response.writeHead(status, all as string[]);
    return all;
  }
  for (let at = 0; at < all.length; at += 2) response.setHeader(all[at] as string, all[at + 1] as string);
  response.writeHead(status);
  return all;
}

function listHeaders(response: ServerResponse, { headers, common, length, varying = [], cors }: Head): HeaderList {
  if (common && length !== undefined && cors && isPlain(response)) return common.whole(length);
  const sized = length === undefined ? headers : [...headers, 'Content-Length', String(length)];
  return cors ? withCors(sized, response, varying) : withVary(sized, response);
}

/** Whether a response goes to a client other than a page, and no host app has set headers for pages. */
function isPlain(response: ServerResponse): boolean {
  return originOf(response.req) === undefined && !response.hasHeader(ALLOW_ORIGIN) && !response.hasHeader('Vary');
}

/**
 * Adds the headers that let a page of any origin read the response. They name the origin and all headers, because browsers
 * accept no `*` with credentials. A policy of the host app or of a rule stays as it is; all values of `Vary` are kept.
 */
function withCors(headers: HeaderList, response: ServerResponse, varying: readonly string[]): string[] {
  const origin = originOf(response.req);
  const ownVary = headerIn(headers, 'vary');
  const hasOwnPolicy = response.hasHeader(ALLOW_ORIGIN) || hasPolicy(headers);
  const kept = headers.filter((_, at) => headers[at - (at % 2)]?.toLowerCase() !== 'vary');
  return [
    ...kept,
    ...(hasOwnPolicy ? [] : allowOrigin(origin)),
    ...(origin === undefined || headerIn(headers, EXPOSE) !== undefined
      ? []
      : [EXPOSE, exposedHeaders(kept, response)]),
    ...['Vary', union([response.getHeader('Vary'), ownVary, 'Origin', ...varying])],
  ];
}

/** Keeps what a host app has set for `Vary`, which the headers of the response would replace. */
function withVary(headers: HeaderList, response: ServerResponse): string[] {
  const ownVary = headerIn(headers, 'vary');
  if (ownVary === undefined || !response.hasHeader('Vary')) return [...headers];
  const kept = headers.filter((_, at) => headers[at - (at % 2)]?.toLowerCase() !== 'vary');
  return [...kept, 'Vary', union([response.getHeader('Vary'), ownVary])];
}

/** The headers that let a page of an origin read a response. A request without an origin gets `*`, without credentials. */
export function allowOrigin(origin: string | undefined): HeaderList {
  return origin === undefined ? [ALLOW_ORIGIN, '*'] : [ALLOW_ORIGIN, origin, ALLOW_CREDENTIALS, 'true'];
}

/** The origin of the page that sent a request; undefined where there is none or it is malformed. */
export function originOf({ headers: { origin } }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return origin !== undefined && ORIGIN.test(origin) ? origin : undefined;
}

/** `null` is the origin of files and sandboxed frames. */
const ORIGIN = /^(null|[a-z][a-z0-9+.-]*:\/\/[\w.:[\]%~-]*)$/i;

function hasPolicy(headers: HeaderList): boolean {
  return headerIn(headers, ALLOW_ORIGIN) !== undefined;
}

/** The names of all headers that a page could not read without `Access-Control-Expose-Headers`. */
function exposedHeaders(headers: HeaderList, response: ServerResponse): string {
  const names = [...headers.filter((_, at) => at % 2 === 0), ...response.getHeaderNames(), 'Date'];
  return union([response.getHeader(EXPOSE), ...names.filter(name => !UNEXPOSED.test(name))]);
}

/** Headers that pages can always read, and headers that are not for pages. */
const UNEXPOSED =
  /^(access-control-.*|cache-control|content-(language|length|type)|expires|last-modified|pragma|set-cookie)$/i;

/** Joins lists of names into one without duplicates. */
function union(lists: readonly (number | string | readonly string[] | undefined)[]): string {
  const names = lists.flatMap(list => (list === undefined ? [] : String(list).split(','))).map(name => name.trim());
  const known = new Map(names.filter(name => name !== '').map(name => [name.toLowerCase(), name]));
  return [...known.values()].join(', ');
}

function headerIn(headers: HeaderList, wanted: string): string | undefined {
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string;
    if (name.length === wanted.length && name.toLowerCase() === wanted.toLowerCase()) return headers[at + 1];
  }
  return undefined;
}
