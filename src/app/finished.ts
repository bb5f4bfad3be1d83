import { type Exchange, summarizeRefusal, toShortLine } from '../journal/index.js';
import type { Refusal } from '../server/index.js';

/** A finished request; its status is 0 if the connection closed before the response. */
export type Finished = Pick<
  Exchange,
  | 'method'
  | 'url'
  | 'path'
  | 'status'
  | 'startedAt'
  | 'milliseconds'
  | 'sandbox'
  | 'api'
  | 'operation'
  | 'respondedBy'
  | 'rule'
  | 'fault'
> & {
  /** Why it was refused, in one line without secrets, if its status is 400 or more and the response has a reason. */
  readonly reason?: string;
};

/** Describes an exchange, and a refusal with its reason. */
export function describeFinished(exchange: Exchange, { problem, bodies }: Refusal): Finished {
  if (exchange.status < 400) return exchange;
  const reason = problem ? toShortLine(problem.message) : summarizeRefusal(bodies.response);
  return reason === undefined ? exchange : { ...exchange, reason };
}
