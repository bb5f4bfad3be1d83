import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

const DONE = { status: 204 };

/** Puts data back, and remembers them. */
export function snapshotActs({ situations }: ControlOptions): Record<string, Act> {
  return {
    async reset({ situation }) {
      await situations.reset(situation);
      return DONE;
    },
    listSnapshots: ({ situation: { store } }) => ({ json: { snapshots: store.snapshots } }),
    saveSnapshot({ situation: { store }, path: { name = '' } }) {
      store.snapshot(name);
      return DONE;
    },
    deleteSnapshot({ situation: { store }, path: { name = '' } }) {
      store.forget(name);
      return DONE;
    },
    async restoreSnapshot({ situation: { store }, path: { name = '' } }) {
      await store.restore(name);
      return DONE;
    },
  };
}
