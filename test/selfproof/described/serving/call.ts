import type { IncomingHttpHeaders } from 'node:http';

/** A request to one of the servers, read whole. */
export type Call = {
  method: string;
  /** The path as it was sent, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The `operationId` of the description; empty until it is found. */
  operation: string;
  /** The decoded parts of the path, by their names in the template. */
  params: Readonly<Record<string, string>>;
};

export type Json = Record<string, unknown>;

/** A response. Its body is `text`, or else `json`, or else nothing. */
export type Reply = {
  status: number;
  headers: Readonly<Record<string, string>>;
  json?: unknown;
  text?: string | Buffer;
  /** Sends the body in several chunks, without its length. */
  chunked?: true;
  /** Waits so many milliseconds. */
  delay?: number;
  /** Never sends anything, or closes the connection instead. */
  fate?: 'hang' | 'cut';
};

/** What a handler throws to refuse a request; each server has its own words for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[];

  constructor(status: number, message: string, errors: readonly FieldError[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export type FieldError = { field: string; message: string };

/** The parts that all servers have, each of which a planted defect may replace. */
export type Pipe = {
  /** Gets each request first. */
  receive(call: Call): Call;
  /** Throws a `Refusal` where the credentials do not suffice. */
  authenticate(call: Call): void;
  refuse(refusal: Refusal): Reply;
  /** Gets each response last. */
  finish(reply: Reply, call: Call): Reply;
};

/** An operation of a description, and what performs it. */
export type Operation<Parts> = {
  id: string;
  method: string;
  path: string;
  /** Whether it needs no credentials. */
  isOpen?: true;
  handle(parts: Parts, call: Call): Reply;
};
