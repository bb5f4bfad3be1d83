import { createRequire, syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';

/** Until the test has finished nobody sleeps: what would have been slept, in milliseconds, is in the list. */
export function noWaiting(): number[] {
  const waits: number[] = [];
  const timers = createRequire(import.meta.url)('node:timers/promises');
  const sleep = vi.spyOn(timers, 'setTimeout').mockImplementation(async milliseconds => {
    waits.push(Number(milliseconds));
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    sleep.mockRestore();
    syncBuiltinESMExports();
  });
  return waits;
}
