import { MAX_DELAY } from '../rules/index.js';
import type { ConnectionLimits, RequestLimits } from '../server/index.js';
import { MAX_RECORD_DEPTH, MAX_SNAPSHOTS } from '../store/index.js';

/** The limits of requests and connections, and of what clients may create. */
export type Limits = RequestLimits &
  ConnectionLimits & {
    /** How many rules the mock and each sandbox may have. */
    rules: number;
    /** How many snapshots the mock and each sandbox may have. */
    snapshots: number;
    /** How many bytes a body that replaces records may have. */
    records: number;
  };

export const DEFAULT_LIMITS: Limits = {
  bytes: 1024 * 1024,
  depth: 64,
  records: 64 * 1024 * 1024,
  url: 16 * 1024,
  // the longest URL, which is counted here, and as much again
  headers: 32 * 1024,
  connections: 2000,
  requestTimeout: 30_000,
  delay: MAX_DELAY,
  rules: 1000,
  snapshots: MAX_SNAPSHOTS,
};

/** The highest values of limits that have one. */
const MAX_LIMITS: Partial<Limits> = { delay: MAX_DELAY, depth: MAX_RECORD_DEPTH };

/** Yields a sentence for each invalid limit. */
export function* limitIssues(limits: Partial<Limits>): Generator<string> {
  for (const [name, value] of Object.entries(limits)) {
    if (!isLimit(name)) {
      yield `There is no limit ${name}. Known limits: ${Object.keys(DEFAULT_LIMITS).join(', ')}.`;
    } else if (!Number.isSafeInteger(value) || value < 1 || value > (MAX_LIMITS[name] ?? value)) {
      const range = MAX_LIMITS[name] === undefined ? 'above 0' : `from 1 to ${MAX_LIMITS[name]}`;
      yield `The limit ${name} must be an integer ${range}, not ${value}.`;
    }
  }
}

function isLimit(name: string): name is keyof Limits {
  return Object.hasOwn(DEFAULT_LIMITS, name);
}
