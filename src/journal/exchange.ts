import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who made an answer: a `refusal` is in the API's own words, a `problem` in ours, `unmatched` is what no operation answers,
 * `preflight` an answer to `OPTIONS`; `aborted` is a request whose client went away before there was an answer.
 */
export type RespondedBy =
  | 'handler'
  | 'example'
  | 'rule'
  | 'refusal'
  | 'problem'
  | 'unmatched'
  | 'preflight'
  | 'aborted';

/** What is told of an exchange once its answer has finished or broken off; the bodies come beside it. */
export type Exchange = {
  readonly method: string;
  /** As the client sent it, with the prefix of a sandbox and what a host app or a proxy took off. */
  readonly url: string;
  /** All that stands before `path` in the URL. */
  readonly prefix: string;
  /** Scheme and host by which the client reaches the mock, where that is not `http` and the header `Host`. */
  readonly origin?: string | undefined;
  /** Without the prefix of a sandbox. */
  readonly path: string;
  /** What stands after the question mark. */
  readonly search: string;
  readonly requestHeaders: IncomingHttpHeaders;
  /** 0 if the answer broke off before it had one. */
  readonly status: number;
  /** Names and values in turn. */
  readonly responseHeaders: readonly string[];
  /** Milliseconds since 1970, of the machine. */
  readonly startedAt: number;
  /** From its head to the end of the answer. */
  readonly milliseconds: number;
  readonly api?: string | undefined;
  /** By its id; undefined if none has this path and method. */
  readonly operation?: string | undefined;
  readonly respondedBy: RespondedBy;
  /** The id of the rule that changed something about the answer. */
  readonly rule?: string | undefined;
  /** The fault that broke its connection. */
  readonly fault?: string | undefined;
  readonly unknownParameters: readonly string[];
  readonly emptyParameters: readonly string[];
  /** Those that came more than once, of which only the last counted; undefined where there were none. */
  readonly repeatedParameters?: readonly string[] | undefined;
  readonly unknownFields: readonly string[];
  readonly sandbox?: string | undefined;
};

/** Whether an exchange was refused since no operation has its path and method: neither a preflight nor what a rule met. */
export function isUnmatched({ respondedBy }: Exchange): boolean {
  return respondedBy === 'unmatched';
}

/** The bodies of an exchange; undefined where there was none. They are copied, so that their memory may be used anew. */
export type SentBodies = {
  readonly request?: Uint8Array | undefined;
  readonly response?: string | Uint8Array | undefined;
};

/** The lists of an exchange whose names a client has chosen. */
const LISTS = ['unknownParameters', 'emptyParameters', 'unknownFields'] as const;

/** How many names of each list, or how many violations, were too many to be kept. */
export type LeftOut = Partial<Record<(typeof LISTS)[number] | 'violations', number>>;

/** How many characters of each list of names are kept; one that is longer alone is cut. */
const MAX_NAMED = 1000;

/** The exchange with no more names than are kept, and how many that leaves out. The exchange itself where it names none. */
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

/** A text with memory of its own: a piece of a text keeps the whole of that. */
function copyText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** How many characters an exchange keeps: its address, its headers, and the names in it. */
export function measureExchange(exchange: Exchange): number {
  const { url, requestHeaders, responseHeaders } = exchange;
  let size = url.length;
  for (const name in requestHeaders) size += name.length + measureHeader(requestHeaders[name]);
  for (const text of responseHeaders) size += text.length;
  for (const list of LISTS) for (const name of exchange[list]) size += name.length;
  return size;
}

function measureHeader(value: string | string[] | undefined): number {
  return typeof value === 'string' ? value.length : (value ?? []).reduce((sum, { length }) => sum + length, 0);
}
