import { type Exchange, summarizeRefusal, toShortLine } from '../journal/index.js';
import type { Refusal } from '../server/index.js';

/** What is told of a request once it has been answered; the status is 0 where the connection broke off before. */
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
  /** Why it was refused, in one line without secrets, where its status is 400 or more and its answer says so. */
  readonly reason?: string;
};

/** Tells of an exchange; of a refusal with its reason. */
export function describeFinished(exchange: Exchange, { problem, bodies }: Refusal): Finished {
  if (exchange.status < 400) return exchange;
  const reason = problem ? toShortLine(problem.message) : summarizeRefusal(bodies.response);
  return reason === undefined ? exchange : { ...exchange, reason };
}
