import type { Action } from '../action.js';
import type { AdminOptions } from '../options.js';

const DONE = { status: 204 };

/** Resets the data, and saves and restores snapshots of them. */
export function snapshotActions({ workspaces }: AdminOptions): Record<string, Action> {
  return {
    async reset({ workspace }) {
      await workspaces.reset(workspace);
      return DONE;
    },
    listSnapshots: ({ workspace: { store } }) => ({ json: { snapshots: store.snapshots } }),
    saveSnapshot({ workspace: { store }, path: { name = '' } }) {
      store.snapshot(name);
      return DONE;
    },
    deleteSnapshot({ workspace: { store }, path: { name = '' } }) {
      store.forget(name);
      return DONE;
    },
    async restoreSnapshot({ workspace: { store }, path: { name = '' } }) {
      await store.restore(name);
      return DONE;
    },
  };
}
