import { MAX_TIMER } from '../../kernel/index.js';
import type { RunOptions } from './run-options.js';

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

/** Resolves to true when the work is done, or to false after so many milliseconds. */
export async function finishWithin(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    // the work still ends later, and its error must not end the process
    work.catch(() => {});
  }
}
