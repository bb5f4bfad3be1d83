import type { WriteStream } from 'node:tty';
import type { Progress } from '../check/index.js';

/** How often, in milliseconds, the line on a terminal is written anew. */
const INTERVAL = 100;

/** Shows how far a run is: on a terminal by one line that changes, elsewhere only by what is worth a sentence. */
export function progressLine({ quiet, stream }: { quiet: boolean; stream: WriteStream }): {
  show(progress: Progress): void;
  end(): void;
} {
  let last = 0;
  let shown = false;
  const clear = () => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    show(progress) {
      if (quiet) return;
      if ('note' in progress) {
        clear();
        stream.write(`${progress.note}\n`);
        return;
      }
      if (!stream.isTTY || performance.now() - last < INTERVAL) return;
      last = performance.now();
      clear();
      const { done, all, failing } = progress;
      stream.write(`${done} of ${all} cases, ${failing} failing`);
      shown = true;
    },
    end: clear,
  };
}
