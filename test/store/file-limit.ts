import { execFileSync, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** Whether this machine lets a process limit how long its files may grow, which is as good as a disk that is full. */
export const hasFileLimits = spawnSync('prlimit', ['--version']).status === 0;

/** No file of this process grows beyond some bytes, until that is lifted or the test has finished. */
export function limitFiles(bytes: number): { lift(): void } {
  const lift = () => setLimit('unlimited');
  onTestFinished(lift);
  setLimit(bytes);
  return { lift };
}

/** The soft limit, which a process may lift again. */
function setLimit(limit: number | string): void {
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${limit}:`]);
}
