import type { TargetRequest } from './request.js';

/**
 * Why the body of a response is not what its headers say: a sentence that begins after "The body". `kind` is `unreadable`
 * where nothing can be made of it, and `no-json` where it is text that is announced as JSON and is none.
 */
export type BodyFlaw = { kind: 'unreadable' | 'no-json'; message: string };

/** What a target answered. */
export type Reply = {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Empty where the body cannot be read. */
  text: string;
  /** The body as JSON; undefined if it is none. */
  json: unknown;
  flaw?: BodyFlaw;
};

/** Why no response came. `fix` says what to do, where that is known. */
export type Failure = { kind: 'refused' | 'broken' | 'timeout'; message: string; fix?: string };

/** One request and what became of it. */
export type Exchange = {
  request: TargetRequest;
  /** The URL it went to. */
  url: string;
  /** Absent if no status came; then `failure` says why. */
  reply?: Reply;
  failure?: Failure;
  /** Milliseconds from sending to the end of the answer. */
  milliseconds: number;
};

/** What is kept of an exchange after it was judged: all but the body of the response. */
export type ExchangeHead = Pick<Exchange, 'request' | 'url'> & { reply?: Pick<Reply, 'status' | 'headers'> };

export function headOf({ request, url, reply }: Exchange): ExchangeHead {
  return { request, url, ...(reply && { reply: { status: reply.status, headers: reply.headers } }) };
}

/** A media type in lower case without its parameters: `application/json`; empty if there is none. */
export function mediaTypeOf({ headers }: Pick<Reply, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether a media type announces JSON. */
export function isJsonType(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}
