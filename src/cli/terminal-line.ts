import type { WriteStream } from 'node:tty';

/** How often, in milliseconds, the line is written again. */
const INTERVAL = 100;

/** A progress line on a terminal, which each text replaces. It writes nothing where the stream is no terminal. */
export function terminalLine(stream: WriteStream): { show(text: string): void; clear(): void } {
  let last = 0;
  let shown = false;
  const clear = () => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    show(text) {
      if (!stream.isTTY || performance.now() - last < INTERVAL) return;
      last = performance.now();
      clear();
      stream.write(text);
      shown = true;
    },
    clear,
  };
}
