import type { WriteStream } from 'node:tty';
import type { Progress } from '../../check/index.js';
import { terminalLine } from '../terminal.js';

/** How many milliseconds pass between two lines where the stream is no terminal. */
const INTERVAL = 5000;

/** How many cases must be done before the remaining time is estimated. */
const MIN_DONE = 20;

type ProgressOptions = {
  /** Prints nothing. */
  quiet: boolean;
  /** Prints lines even where the stream is no terminal. */
  always: boolean;
  stream: WriteStream;
};

/**
 * Shows the progress of a run: on a terminal one line that changes, elsewhere only notes and, with `always`, a line every
 * few seconds.
 */
export function progressLine({ quiet, always, stream }: ProgressOptions): {
  show(progress: Progress): void;
  end(): void;
} {
  const line = terminalLine(stream);
  const start = performance.now();
  let first: { at: number; done: number } | undefined;
  let printed = start;
  const textOf = (progress: Measured, now: number) => {
    if ('preparing' in progress) return `Reading the data: ${progress.preparing} requests so far`;
    first ??= { at: now, done: progress.done };
    return caseText(progress, timeLeft(progress, first, now));
  };
  return {
    show(progress) {
      if (quiet) return;
      const now = performance.now();
      if ('note' in progress) {
        line.clear();
        stream.write(`${progress.note}\n`);
        return;
      }
      const text = textOf(progress, now);
      if (stream.isTTY) line.show(truncate(text, stream.columns || 80));
      else if (always && (now - printed >= INTERVAL || isLast(progress))) {
        printed = now;
        stream.write(`${text}\n`);
      }
    },
    end: line.clear,
  };
}

/** Cuts a text to the width of the terminal: a wrapped line would stay behind at each change. */
function truncate(text: string, columns: number): string {
  return text.length < columns ? text : text.slice(0, columns - 1);
}

function isLast(progress: Measured): boolean {
  return 'done' in progress && progress.done === progress.all;
}

type Measured = Exclude<Progress, { note: string }>;
type CaseProgress = Extract<Progress, { done: number }>;

function caseText({ done, all, failing, check }: CaseProgress, left: number | undefined): string {
  const time = left === undefined ? '' : `, about ${Math.ceil(left / 1000)} s left`;
  return `${done} of ${all} cases, ${failing} failing${time}: ${check}`;
}

/** How many milliseconds the other cases need, at the speed of those that are done. */
function timeLeft({ done, all }: CaseProgress, first: { at: number; done: number }, now: number): number | undefined {
  const timed = done - first.done;
  return timed < MIN_DONE ? undefined : ((now - first.at) / timed) * (all - done);
}
