import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, ProblemError } from './client.js';

/** What can change: as the events `changed` name it, and how often rules were applied. */
export type Changing =
  | 'rules'
  | 'applied'
  | 'settings'
  | 'clock'
  | 'scenario'
  | 'snapshots'
  | 'sandboxes'
  | 'records'
  | 'requests'
  | 'apis'
  | 'checks';

/** How often each of them has changed. `all` counts resets, and connections after which anything may be different. */
const revisions = new Map<Changing | 'all', Signal<number>>();

function revisionOf(what: Changing | 'all'): Signal<number> {
  const known = revisions.get(what) ?? signal(0);
  revisions.set(what, known);
  return known;
}

/** Notes a change, so that all that shows it is read again. */
export function noteChange(what: string): void {
  const isAll = what === 'reset' || what === 'scenario';
  revisionOf(isAll ? 'all' : (what as Changing | 'all')).value++;
}

export type Loaded<T> = { value: T | undefined; problem: ProblemError | undefined };

/** A text that differs after each change of these, as a reason to read again. */
export function useRevision(...on: readonly Changing[]): string {
  return (['all', ...on] as const).map(what => revisionOf(what).value).join(' ');
}

/** Reads a path below `/__admin`, and again whenever one of these changes. The value before stays until then. */
export function useLoaded<T>(path: string | undefined, ...on: readonly Changing[]): Loaded<T> {
  const loaded = useSignal<{ path: string | undefined } & Loaded<T>>({
    path: undefined,
    value: undefined,
    problem: undefined,
  });
  // a change is a reason to read again
  const revision = useRevision(...on);
  useEffect(() => {
    if (path === undefined) return undefined;
    const abort = new AbortController();
    call<T>(path, { signal: abort.signal }).then(
      value => {
        loaded.value = { path, value, problem: undefined };
      },
      error => {
        if (!(error instanceof ProblemError)) return;
        const before = loaded.peek();
        loaded.value = { path, value: before.path === path ? before.value : undefined, problem: error };
      },
    );
    return () => abort.abort();
  }, [path, revision, loaded]);
  return loaded.value.path === path ? loaded.value : { value: undefined, problem: undefined };
}
