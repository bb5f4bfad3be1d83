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
