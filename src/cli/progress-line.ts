import type { WriteStream } from 'node:tty';
import type { Progress } from '../check/index.js';
import { terminalLine } from './terminal-line.js';

/** Shows how far a run is: on a terminal by one line that changes, elsewhere only by what is worth a sentence. */
export function progressLine({ quiet, stream }: { quiet: boolean; stream: WriteStream }): {
  show(progress: Progress): void;
  end(): void;
} {
  const line = terminalLine(stream);
  return {
    show(progress) {
      if (quiet) return;
      if ('note' in progress) {
        line.clear();
        stream.write(`${progress.note}\n`);
        return;
      }
      line.show(`${progress.done} of ${progress.all} cases, ${progress.failing} failing`);
    },
    end: line.clear,
  };
}
