import type { WriteStream } from 'node:tty';
import type { Mock } from '../app/index.js';

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

/** Under npm one Ctrl-C arrives twice, from the terminal and from npm. After this many milliseconds it is a second one. */
const SAME_SIGNAL = 500;

/** Calls `stop` at the first Ctrl-C or SIGTERM. A second one exits immediately with the code `forced`. */
export function onStopSignal(stop: () => void, forced: number): void {
  let first: number | undefined;
  const handleSignal = () => {
    if (first !== undefined && performance.now() - first > SAME_SIGNAL) process.exit(forced);
    if (first !== undefined) return;
    first = performance.now();
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, handleSignal);
}

/** The exit code of a command that could not do its job. */
export const FAILED = 2;

/** A closed pipe (`| head`) stops no command, because files may still be to be written. Other errors are printed. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      process.exitCode = FAILED;
      if (stream === process.stdout) process.stderr.write(`understudy: Failed to print: ${error.message}.\n`);
    });
  }
}

/** Describes the data that a mock seeds: how many records, where the number can be chosen, and the seed. */
export function describeData({ shipped, seed }: Pick<Mock, 'shipped' | 'seed'>): string {
  const records = shipped.flatMap(({ begins }) => (begins ? `${begins.records} ${begins.collection}` : []));
  return [...records, `seed ${seed}`].join(', ');
}

/** A number with its noun: `1 warning`, `2 warnings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
