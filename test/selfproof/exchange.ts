/** A request on its way to the mock, as plain data. */
export type Asked = {
  method: string;
  /** Without the query: `/v1/user/list`. */
  path: string;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** An answer on its way back. */
export type Answered = {
  status: number;
  headers: Readonly<Record<string, string>>;
  json: unknown;
  /** Sent as it stands, in place of `json`. */
  raw?: string | Buffer;
};

/** What answers: the mock itself, or the mock behind a wrap. */
export type Server = (asked: Asked) => Promise<Answered>;

/** Puts something between the suite and a server. What it has to remember begins anew with each call. */
export type Wrap = (server: Server) => Server;

/** Thrown by a wrap in place of an answer: the client is left waiting, or its connection breaks. */
export class NoAnswer extends Error {
  readonly kind: 'hang' | 'break';

  constructor(kind: 'hang' | 'break') {
    super(`No answer: ${kind}.`);
    this.kind = kind;
  }
}

/** One wrap around another; the first is the outermost. */
export function composed(...wraps: readonly Wrap[]): Wrap {
  return server => wraps.reduceRight((inner, wrap) => wrap(inner), server);
}
