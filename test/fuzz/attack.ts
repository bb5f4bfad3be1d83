import type { HttpRequest } from './http-request.js';

/** What is done on one connection. */
export type Attack = {
  /** What kind of attack it is. */
  kind: string;
  /** What is written, piece by piece. */
  pieces: readonly Uint8Array[];
  /**
   * How the pieces follow: at once, each in a turn of the event loop of its own, or each when the one before has been
   * answered.
   */
  pace: 'at once' | 'in pieces' | 'in turn';
  /** What the client does when all is written: it waits for its answers, says that it has done, or is gone. */
  ending: 'wait' | 'half-close' | 'hang up';
  /**
   * What must come: an answer to each of these requests; or what Node and we like, but no failure; or, where a failure was
   * asked for, anything.
   */
  expects: readonly HttpRequest[] | 'no failure' | 'anything';
};
