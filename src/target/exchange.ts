import { curlCommand } from '../kernel/index.js';

/**
 * Why the body of a response is not what its headers say: the rest of a sentence that begins with "The body". `kind` is
 * `unreadable` if the bytes cannot be decoded, and `no-json` if the media type is JSON and the text is not.
 */
export type BodyIssue = { kind: 'unreadable' | 'no-json'; message: string };

/** The response of a target. */
export type TargetResponse = {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Empty where the body cannot be read. */
  text: string;
  /** The body as JSON; undefined if it is not JSON. */
  json: unknown;
  /** JSON that is nested too deeply to be read, with null in the place of what is too deep: it may show the key of a new record. */
  shallow?: unknown;
  issue?: BodyIssue;
};

/** Why there is no response. `fix` says what to do, if that is known. A `forbidden` request was not sent. */
export type Failure = { kind: 'refused' | 'broken' | 'timeout' | 'forbidden'; message: string; fix?: string };

/** One request with its response or failure. */
export type TargetExchange = {
  request: TargetRequest;
  /** The URL that it was sent to. */
  url: string;
  /** Absent if no status was received; then `failure` says why. */
  response?: TargetResponse;
  failure?: Failure;
  /** Milliseconds from sending the request to the end of the response. */
  milliseconds: number;
};

/** An exchange without the body of the response, as it is kept after it was judged. */
export type ExchangeSummary = Pick<TargetExchange, 'request' | 'url'> & {
  response?: Pick<TargetResponse, 'status' | 'headers'>;
};

export function summariseExchange({ request, url, response }: TargetExchange): ExchangeSummary {
  return { request, url, ...(response && { response: { status: response.status, headers: response.headers } }) };
}

/** The media type in lower case without its parameters: `application/json`; empty if there is none. */
export function readMediaType({ headers }: Pick<TargetResponse, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether a media type means JSON. */
export function isJsonType(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}

/** A header's value that must not be printed; `shown` is printed in its place: `$UNDERSTUDY_TOKEN`, for a shell. */
export type Secret = { readonly value: string; readonly shown: string };
export type HeaderValue = string | Secret;

/** A request without the server's URL. */
export type TargetRequest = {
  method: string;
  /** Path and query, with the documented base path: `/v1/orders?page=1`. */
  path: string;
  headers: Readonly<Record<string, HeaderValue>>;
  /** The body as text; none if absent. */
  body?: string;
  /** Parameters that are added to the query as they are sent, and that may be secret. */
  secrets?: Readonly<Record<string, HeaderValue>>;
};

export function secret(value: string, shown: string): Secret {
  return { value, shown };
}

/** The headers as they are sent, with secrets. */
export function revealHeaders({ headers }: TargetRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.value]),
  );
}

/**
 * Formats a shell command that sends the request again, with shell variables in place of secrets. If the body of the
 * response was compressed, curl decompresses it.
 */
export function formatCurl({ request, url, response }: ExchangeSummary): string {
  const { method, headers, body, secrets = {} } = request;
  const isPacked = response !== undefined && /[^\s,]/.test(response.headers['content-encoding'] ?? '');
  const query = Object.entries(secrets);
  return curlCommand({ method, url, query, headers: Object.entries(headers), body, compressed: isPacked });
}

/** The URL to which a request is sent, with its secret parameters. */
export function revealUrl({ secrets = {} }: TargetRequest, url: string): string {
  const whole = new URL(url);
  const pairs = Object.entries(secrets).map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${encodeURIComponent(typeof value === 'string' ? value : value.value)}`,
  );
  if (pairs.length > 0) whole.search = [whole.search.slice(1), ...pairs].filter(part => part !== '').join('&');
  return whole.href;
}
