import { MAX_TIMER, Problem } from '../../kernel/index.js';
import { isLoopback, type TargetAddress, type TargetOptions } from '../../target/index.js';
import type { DescribedApi } from '../described/described-api.js';
import type { CheckViolation } from '../model/outcome.js';
import type { Suite, SuiteOptions, Tokens, Writes } from '../model/suite.js';
import type { Selected } from './selection.js';

/** The options of a run. */
export type RunOptions = {
  target: TargetAddress;
  /** A shipped API by its name, or one that a description describes. */
  api: string | DescribedApi;
  tokens: Tokens;
  /** If absent: `own` where the target is on this machine, else `none`. */
  writes?: Writes;
  subject?: string;
  seed?: number;
  /** The beginning of every text that the run makes up; a new one if absent. */
  mark?: string;
  /** After this many milliseconds no further case starts. */
  budget?: number;
  /** How many requests may run at the same time. */
  concurrency?: number;
  /** The most requests per second. */
  rate?: number;
  /** How many milliseconds to wait for a response. */
  timeout?: number;
  /** Whether to run a case; all run if absent. The checks of every response judge each case that runs. */
  only?(tested: { check: string; id: string; operation: string }): boolean;
  /** The checks, operations and statements to judge, or not to judge, by name; all are judged if absent. */
  names?: Selected;
  /** The most bytes of a body that are read, before and after decoding. */
  maxBody?: number;
  /** Sent with every request that does not set them. */
  headers?: TargetOptions['headers'];
  /** Certificates (PEM) of authorities that the run trusts, in addition to those that Node trusts. */
  ca?: string;
  /** Whether to accept any certificate. */
  insecure?: boolean;
  /** Whether to remove at the end what the run has created, where the target can do that; as the suite does if absent. */
  cleanup?: boolean;
  /** Whether what is only derived from names fails the run. */
  strict?: boolean;
  /** Ends the run after the cases that are running. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
};

/**
 * The progress of a run: a sentence, one more request of the preparation, or one more case. `violations` collects what was found so
 * far; of a list that is repeated at the end, something may be taken back.
 */
export type Progress =
  | { note: string }
  | { preparing: number }
  | { done: number; all: number; failing: number; check: string; violations(): readonly CheckViolation[] };

export const DEFAULT_CONCURRENCY = 4;
export const DEFAULT_TIMEOUT = 10_000;
export const DEFAULT_SEED = 1;

/** What a run may do to the target at a URL. Throws `nothing-tested` if that leaves nothing to test. */
export function resolveSuiteOptions(
  { writes, subject }: Pick<RunOptions, 'writes' | 'subject'>,
  { url, suite }: { url: string; suite: Suite<unknown> },
): SuiteOptions {
  const options: SuiteOptions = {
    writes: writes ?? (isLoopback(url) ? 'own' : 'none'),
    ...(subject !== undefined && { subject }),
  };
  const blocker = suite.blocker(options);
  if (blocker !== undefined) throw new Problem('nothing-tested', `Nothing can be tested: ${blocker}`);
  return options;
}

/** Tells when a run has to end. */
type RunLimits = {
  /** Why no further case may start; undefined while cases may start. */
  ended(): 'interrupted' | 'budget' | undefined;
  /** Aborts when the run has to end. */
  signal: AbortSignal;
  /** Clears the timer. */
  release(): void;
};

/** Ends a run by its budget or its signal. The timer is kept in a variable: otherwise it can be collected and never fires. */
export function startLimits({ budget, signal }: RunOptions): RunLimits {
  const start = performance.now();
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = budget === undefined ? undefined : setTimeout(end, Math.min(budget, MAX_TIMER));
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  return {
    ended() {
      if (signal?.aborted) return 'interrupted';
      return budget !== undefined && performance.now() - start >= budget ? 'budget' : undefined;
    },
    signal: ending.signal,
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    },
  };
}
