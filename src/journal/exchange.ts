import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who made a response: a `refusal` has the API's error body, a `problem` has ours, `unmatched` means that no operation has
 * the method and path, `preflight` is a response to `OPTIONS`; `aborted` means that the client left before a response.
 * `receiver` stands for the server that a callback is sent to, `imported` for one whose exchange was read from an archive.
 */
export type RespondedBy =
  | 'handler'
  | 'example'
  | 'rule'
  | 'refusal'
  | 'problem'
  | 'unmatched'
  | 'preflight'
  | 'aborted'
  | 'receiver'
  | 'imported';

/** What an exchange has more if the mock sent its request, as a callback. */
export type SentCallback = {
  /** The number of the request that it follows. */
  readonly of: number;
  /** Its name in the description. */
  readonly name: string;
  /** How many times it was sent, this time included; 0 if it was not sent. */
  readonly attempt: number;
  /** Why there is no response. */
  readonly failure?: string | undefined;
};

/** A request and its response, recorded when the response has ended or broken off; the bodies are separate. */
export type Exchange = {
  readonly method: string;
  /** As the client sent it, with the sandbox prefix and with what a host app or a proxy removed. */
  readonly url: string;
  /** The part of the URL before `path`. */
  readonly prefix: string;
  /** Scheme and host by which the client reaches the mock, if they are not `http` and the header `Host`. */
  readonly origin?: string | undefined;
  /** Without the sandbox prefix. */
  readonly path: string;
  /** The text after the question mark. */
  readonly search: string;
  readonly requestHeaders: IncomingHttpHeaders;
  /** 0 if the response broke off before its status. */
  readonly status: number;
  /** Alternating names and values. */
  readonly responseHeaders: readonly string[];
  /** Milliseconds since 1970, by the machine's clock. */
  readonly startedAt: number;
  /** From the head of the request to the end of the response. */
  readonly milliseconds: number;
  readonly api?: string | undefined;
  /** Its id; undefined if no operation has this path and method. */
  readonly operation?: string | undefined;
  readonly respondedBy: RespondedBy;
  /** The id of the rule that changed the response. */
  readonly rule?: string | undefined;
  /** The fault that broke the connection. */
  readonly fault?: string | undefined;
  readonly unknownParameters: readonly string[];
  readonly emptyParameters: readonly string[];
  /** Parameters that came more than once, of which only the last counted; undefined if there were none. */
  readonly repeatedParameters?: readonly string[] | undefined;
  readonly unknownFields: readonly string[];
  readonly sandbox?: string | undefined;
  /** Undefined for a request that the mock received. */
  readonly callback?: SentCallback | undefined;
};

/** Whether an exchange was refused because no operation has its path and method; preflights and rules do not count. */
export function isUnmatched({ respondedBy }: Exchange): boolean {
  return respondedBy === 'unmatched';
}

/** Whether the mock has received the request from a client. */
export function isReceived({ callback, respondedBy }: Exchange): boolean {
  return callback === undefined && respondedBy !== 'imported';
}

/** The bodies of an exchange; undefined if there was none. They are copied, so their memory can be reused. */
export type SentBodies = {
  readonly request?: Uint8Array | undefined;
  readonly response?: string | Uint8Array | undefined;
};

/** The lists of an exchange with names that a client chose. */
const LISTS = ['unknownParameters', 'emptyParameters', 'unknownFields'] as const;

/** How many names of each list, or how many violations, were not kept. */
export type LeftOut = Partial<Record<(typeof LISTS)[number] | 'violations', number>>;

/** How many characters of each list of names are kept; a single name that is longer is cut. */
const MAX_NAMED = 1000;

/** Limits the names of an exchange, and counts those left out. Returns the exchange itself if it has no names. */
export function boundExchange(exchange: Exchange): { exchange: Exchange; leftOut: LeftOut | undefined } {
  if (LISTS.every(list => exchange[list].length === 0)) return { exchange, leftOut: undefined };
  const bounded = Object.fromEntries(LISTS.map(list => [list, limitNames(exchange[list])]));
  const counts = LISTS.flatMap(list => {
    const count = exchange[list].length - (bounded[list]?.length ?? 0);
    return count > 0 ? [[list, count]] : [];
  });
  return { exchange: { ...exchange, ...bounded }, leftOut: counts.length > 0 ? Object.fromEntries(counts) : undefined };
}

function limitNames(names: readonly string[]): string[] {
  const kept: string[] = [];
  let room = MAX_NAMED;
  for (const name of names) {
    if (room < Math.min(name.length, MAX_NAMED)) break;
    kept.push(name.length > MAX_NAMED ? `${copyText(name.slice(0, MAX_NAMED))}…` : copyText(name));
    room -= name.length;
  }
  return kept;
}

/** Copies a text into separate memory: a slice would keep the whole original text alive. */
function copyText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Counts the characters of an exchange, without its headers: its URL and its names. */
export function measureExchange(exchange: Exchange): number {
  let size = exchange.url.length;
  for (const list of LISTS) for (const name of exchange[list]) size += name.length;
  return size;
}

/** What the contracts say about an exchange. */
export type ExchangeDescription = {
  /** What the contract does not allow of its request and its response. */
  readonly violations: readonly object[];
  /** The operations nearest to a request that matches none. */
  readonly nearest?: readonly string[] | undefined;
};
