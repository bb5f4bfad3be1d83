import { signal } from '@preact/signals';
import type { State } from './admin-types.js';
import { call } from './client.js';

/** What is set in the mock or the sandbox; undefined until it was read. */
export const state = signal<State | undefined>(undefined);

/** How far the clock of the mock is ahead of that of this browser, in milliseconds. */
export const ahead = signal(0);

/** Reads the state again. A failure keeps the state before: the stream says what is wrong. */
export async function readState(): Promise<void> {
  const read = await call<State>('/state').catch(() => undefined);
  if (read === undefined) return;
  ahead.value = Date.parse(read.clock.time) - Date.now();
  state.value = read;
}

/** Restores everything to the start. Throws `ProblemError`. */
export function reset(): Promise<void> {
  return call('/reset', { method: 'POST' });
}
