import type { WriteStream } from 'node:tty';
import type { Progress } from '../../check/index.js';
import { terminalLine } from '../terminal-line.js';

/** How many milliseconds lie between two lines where the stream is no terminal. */
const INTERVAL = 5000;

/** How many cases must be done before the time that is left is estimated from them. */
const MIN_DONE = 20;

export type ProgressOptions = {
  /** Prints nothing at all. */
  quiet: boolean;
  /** Prints lines where the stream is no terminal, too. */
  always: boolean;
  stream: WriteStream;
};

/**
 * Shows how far a run is: on a terminal by one line that changes, elsewhere only by what is worth a sentence, or by a line
 * now and then where that is asked for.
 */
export function progressLine({ quiet, always, stream }: ProgressOptions): {
  show(progress: Progress): void;
  end(): void;
} {
  const line = terminalLine(stream);
  const start = performance.now();
  let begun: { at: number; done: number } | undefined;
  let printed = start;
  const textOf = (progress: Going, now: number) => {
    if ('preparing' in progress) return `Reading the data: ${progress.preparing} requests so far`;
    begun ??= { at: now, done: progress.done };
    return caseText(progress, timeLeft(progress, begun, now));
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
      if (stream.isTTY) line.show(fitting(text, stream.columns || 80));
      else if (always && (now - printed >= INTERVAL || isLast(progress))) {
        printed = now;
        stream.write(`${text}\n`);
      }
    },
    end: line.clear,
  };
}

/** On one line: what is longer than the terminal is wide would leave a line behind at each change. */
function fitting(text: string, columns: number): string {
  return text.length < columns ? text : text.slice(0, columns - 1);
}

function isLast(progress: Going): boolean {
  return 'done' in progress && progress.done === progress.all;
}

type Going = Exclude<Progress, { note: string }>;
type CaseProgress = Extract<Progress, { done: number }>;

function caseText({ done, all, failing, check }: CaseProgress, left: number | undefined): string {
  const time = left === undefined ? '' : `, about ${Math.ceil(left / 1000)} s left`;
  return `${done} of ${all} cases, ${failing} failing${time}: ${check}`;
}

/** How many milliseconds the other cases take if they take as long as those that are done. */
function timeLeft({ done, all }: CaseProgress, begun: { at: number; done: number }, now: number): number | undefined {
  const validateResponses = done - begun.done;
  return validateResponses < MIN_DONE ? undefined : ((now - begun.at) / validateResponses) * (all - done);
}
