import type { Criteria } from '../journal/index.js';
import type { Delay } from './delay.js';

/** The response of a rule: this one, or the documented outcome with a status code, as with `Prefer: code=404`. */
export type RuleResponse =
  | { readonly status: number; readonly headers: RuleHeaders; readonly json: unknown }
  | { readonly code: number; readonly headers: RuleHeaders };

export type RuleHeaders = Readonly<Record<string, string>>;

/** Which requests a rule changes, and how: after a delay, in at most one of the ways below. */
export type Rule = {
  readonly match: Criteria;
  /** Whether it applies at all. */
  readonly isOn: boolean;
  /** How often it applies; undefined means without limit. */
  readonly times: number | undefined;
  /** The probability that it applies to a matching request; 1 means always. */
  readonly probability: number;
  readonly delay: Delay | undefined;
  readonly response: RuleResponse | undefined;
  readonly fault: FaultName | undefined;
  readonly rateLimit: RateLimit | undefined;
  /** Whether the token of the request counts as expired. */
  readonly expireTokens: boolean;
  /** The rule as it was given. */
  readonly json: unknown;
};

/** How many requests may come in how many seconds. */
export type RateLimit = { requests: number; seconds: number };

/** A status below 200 is an interim response: clients would wait for another one. */
export const STATUSES = { min: 200, max: 599 };

/** Failures below HTTP, by WireMock's names. */
export const FAULTS = [
  'CONNECTION_RESET_BY_PEER',
  'EMPTY_RESPONSE',
  'MALFORMED_RESPONSE_CHUNK',
  'RANDOM_DATA_THEN_CLOSE',
] as const;

export type FaultName = (typeof FAULTS)[number];
