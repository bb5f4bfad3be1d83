import { execFileSync } from 'node:child_process';

/** No file of another process grows beyond some bytes until that is lifted: as good as a disk that is full. */
export function limitFilesOf(pid: number, bytes: number): { lift(): void } {
  const set = (limit: number | string) => execFileSync('prlimit', ['--pid', `${pid}`, `--fsize=${limit}:`]);
  set(bytes);
  return { lift: () => set('unlimited') };
}
