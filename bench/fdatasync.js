import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { median } from './median.js';

const TIMES = 200;

/**
 * How many milliseconds it takes to append 1 KB to a file and to have it on the disk: the median.
 * @param {string} file to be made and to be removed again
 */
export function fdatasyncTime(file) {
  const bytes = Buffer.alloc(1024, 'x');
  const handle = openSync(file, 'a');
  const milliseconds = Array.from({ length: TIMES }, () => {
    writeSync(handle, bytes);
    const since = performance.now();
    fdatasyncSync(handle);
    return performance.now() - since;
  });
  closeSync(handle);
  rmSync(file);
  return median(milliseconds);
}
