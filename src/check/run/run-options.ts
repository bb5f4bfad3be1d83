import { Problem } from '../../kernel/index.js';
import { isLoopback, type TargetAddress, type TargetOptions } from '../../target/index.js';
import type { Suite, SuiteOptions, Tokens, Writes } from '../model/suite.js';
import type { Selected } from './selection.js';

/** What a run is given. */
export type RunOptions = {
  target: TargetAddress;
  api: string;
  tokens: Tokens;
  /** `own` by default where the target is on this machine, else `none`. */
  writes?: Writes;
  subject?: string;
  seed?: number;
  /** What the run's own texts begin with; a new one if absent. */
  mark?: string;
  /** After how many milliseconds no further case is begun. */
  budget?: number;
  /** How many requests may be under way at once. */
  concurrency?: number;
  /** The most requests per second. */
  rate?: number;
  /** How many milliseconds to wait for an answer. */
  timeout?: number;
  /** Which cases to run; all if absent. The checks of every answer judge whatever is run. */
  only?(asked: { check: string; id: string; operation: string }): boolean;
  /** The checks, operations and statements to judge, or to leave out, by their names; all are judged if absent. */
  names?: Selected;
  /** The most bytes of a body that are read, packed and unpacked. */
  maxBody?: number;
  /** Sent with every request that does not set them itself. */
  headers?: TargetOptions['headers'];
  /** Certificates (PEM) of those who may have signed the target's, beside those that Node knows. */
  ca?: string;
  /** Whether any certificate will do. */
  insecure?: boolean;
  /** Whether to remove in the end what the run has created, where the target can. */
  cleanup?: boolean;
  /** Ends the run after the cases under way. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
};

/** What goes on: something worth a sentence, one more request of the preparation, or one more case of a check. */
export type Progress =
  | { note: string }
  | { preparing: number }
  | { done: number; all: number; failing: number; check: string };

export const DEFAULT_CONCURRENCY = 4;
export const DEFAULT_TIMEOUT = 10_000;
export const DEFAULT_SEED = 1;

/** What may be done to a target at that URL. Throws `nothing-tested` where that leaves nothing to test. */
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
