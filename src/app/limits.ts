import { MAX_DELAY } from '../rules/index.js';
import type { ConnectionLimits, RequestLimits } from '../server/index.js';
import { MAX_RECORD_DEPTH, MOST_SNAPSHOTS } from '../store/index.js';

/** What clients may send and ask for, and how much there may be of what they make. */
export type Limits = RequestLimits &
  ConnectionLimits & {
    /** How many rules there may be, for the mock and for each sandbox. */
    rules: number;
    /** How many snapshots there may be, likewise. */
    snapshots: number;
    /** The most bytes of a body that replaces records. */
    records: number;
  };

export const DEFAULT_LIMITS: Limits = {
  bytes: 1024 * 1024,
  depth: 64,
  records: 64 * 1024 * 1024,
  url: 16 * 1024,
  // room for the longest URL, which counts, and as much besides
  headers: 32 * 1024,
  connections: 2000,
  requestTimeout: 30_000,
  delay: MAX_DELAY,
  rules: 1000,
  snapshots: MOST_SNAPSHOTS,
};

/** The limits that cannot be as high as one likes. */
const HIGHEST: Partial<Limits> = { delay: MAX_DELAY, depth: MAX_RECORD_DEPTH };

/** What is wrong with chosen limits. */
export function* limitFlaws(limits: Partial<Limits>): Generator<string> {
  for (const [name, value] of Object.entries(limits)) {
    if (!isLimit(name)) {
      yield `There is no limit ${name}; there are ${Object.keys(DEFAULT_LIMITS).join(', ')}.`;
    } else if (!Number.isSafeInteger(value) || value < 1 || value > (HIGHEST[name] ?? value)) {
      const range = HIGHEST[name] === undefined ? 'above 0' : `from 1 to ${HIGHEST[name]}`;
      yield `The limit ${name} must be an integer ${range}, not ${value}.`;
    }
  }
}

function isLimit(name: string): name is keyof Limits {
  return Object.hasOwn(DEFAULT_LIMITS, name);
}
