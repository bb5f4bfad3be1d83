import { MAX_TIMER } from '../../kernel/index.js';
import type { RunOptions } from './run-options.js';

/** When a run has to end. */
type RunLimits = {
  /** Why no further case is begun. */
  ended(): 'interrupted' | 'budget' | undefined;
  /** Aborts when the run has to end. */
  signal: AbortSignal;
  /** Lets go of the timer. */
  release(): void;
};

/** Holds a run to its budget and its signal. The timer is held, too: one that nobody holds is collected and never fires. */
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

/** Resolves when some work is done, but after so many milliseconds at the latest; tells whether it was done. */
export async function finishWithin(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    // what is given up still ends, and must not end the process
    work.catch(() => {});
  }
}
