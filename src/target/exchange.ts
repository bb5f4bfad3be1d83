import type { TargetRequest } from './request.js';

/** What a target answered. */
export type Reply = {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  text: string;
  /** The body as JSON; undefined if it is none. */
  json: unknown;
};

/** One request and what became of it. */
export type Exchange = {
  request: TargetRequest;
  /** The URL it went to. */
  url: string;
  /** Absent if no whole answer came; then `failure` says why. */
  reply?: Reply;
  failure?: { kind: 'refused' | 'broken' | 'timeout'; message: string };
  /** Milliseconds from sending to the end of the answer. */
  milliseconds: number;
};

/** A media type in lower case without its parameters: `application/json`; empty if there is none. */
export function mediaTypeOf({ headers }: Reply): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
