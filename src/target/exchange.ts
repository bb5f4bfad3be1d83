import { curlCommand } from '../kernel/index.js';

/**
 * Why the body of a response is not what its headers say: a sentence that begins after "The body". `kind` is `unreadable`
 * where nothing can be made of it, and `no-json` where it is text that is announced as JSON and is none.
 */
export type BodyIssue = { kind: 'unreadable' | 'no-json'; message: string };

/** What a target answered. */
export type TargetResponse = {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Empty where the body cannot be read. */
  text: string;
  /** The body as JSON; undefined if it is none. */
  json: unknown;
  issue?: BodyIssue;
};

/** Why no response came. `fix` says what to do, where that is known. */
export type Failure = { kind: 'refused' | 'broken' | 'timeout'; message: string; fix?: string };

/** One request and what became of it. */
export type TargetExchange = {
  request: TargetRequest;
  /** The URL it went to. */
  url: string;
  /** Absent if no status came; then `failure` says why. */
  response?: TargetResponse;
  failure?: Failure;
  /** Milliseconds from sending to the end of the answer. */
  milliseconds: number;
};

/** What is kept of an exchange after it was judged: all but the body of the response. */
export type ExchangeSummary = Pick<TargetExchange, 'request' | 'url'> & {
  response?: Pick<TargetResponse, 'status' | 'headers'>;
};

export function summariseExchange({ request, url, response }: TargetExchange): ExchangeSummary {
  return { request, url, ...(response && { response: { status: response.status, headers: response.headers } }) };
}

/** A media type in lower case without its parameters: `application/json`; empty if there is none. */
export function mediaTypeOf({ headers }: Pick<TargetResponse, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether a media type announces JSON. */
export function isJsonType(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}

/** A header's value that must not be printed; `shown` stands for it: `$UNDERSTUDY_TOKEN`, as a shell reads it. */
export type Secret = { readonly value: string; readonly shown: string };
export type HeaderValue = string | Secret;

/** A request, before it is known where to send it. */
export type TargetRequest = {
  method: string;
  /** Path and query, with the documented base path: `/v1/user/list?page=1`. */
  path: string;
  headers: Readonly<Record<string, HeaderValue>>;
  /** The body as text; none if absent. */
  body?: string;
};

export function secret(value: string, shown: string): Secret {
  return { value, shown };
}

/** The headers as they are sent. */
export function revealHeaders({ headers }: TargetRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.value]),
  );
}

/**
 * A command that sends the request again, to paste into a shell; secrets stand in it as variables of that shell. Where
 * the body of the response was packed, curl unpacks it.
 */
export function formatCurl({ request: { method, headers, body }, url, response }: ExchangeSummary): string {
  const isPacked = response !== undefined && /[^\s,]/.test(response.headers['content-encoding'] ?? '');
  return curlCommand({ method, url, headers: Object.entries(headers), body, compressed: isPacked });
}
