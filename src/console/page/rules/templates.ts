import type { Rule } from '../data/request-types.js';

/** Rules to begin with, by what one wants; `match` is filled with an operation that is served. */
export const TEMPLATES: readonly (readonly [wanted: string, effect: Omit<Rule, 'match'>])[] = [
  ['A response of your own', { response: { status: 503, body: { down: true } } }],
  ['A documented response, one time in four', { probability: 0.25, response: { code: 404 } }],
  ['A slow response', { delay: { type: 'lognormal', median: 200, sigma: 0.5 } }],
  ['A broken connection', { fault: 'CONNECTION_RESET_BY_PEER' }],
  ['Too many requests', { rateLimit: { requests: 10, seconds: 60 } }],
  ['An expired token, once', { times: 1, expireTokens: true }],
];
