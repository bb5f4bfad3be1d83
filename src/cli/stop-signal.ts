/** One Ctrl-C under npm arrives twice, from the terminal and from npm; a second one comes after this many milliseconds. */
const SAME_SIGNAL = 500;

/** Calls `stop` at the first Ctrl-C or SIGTERM; a second one ends the process at once with the exit code `forced`. */
export function onStopSignal(stop: () => void, forced: number): void {
  let first: number | undefined;
  const heard = () => {
    if (first !== undefined && performance.now() - first > SAME_SIGNAL) process.exit(forced);
    if (first !== undefined) return;
    first = performance.now();
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, heard);
}
