import type { Workspace } from '../server/index.js';

/** A change of a workspace: what has changed, and how many changes there were before, this one included. */
export type WorkspaceChange = { what: string; revision: number };

type Watched = { revision: number; watchers: Set<(change: WorkspaceChange) => void> };

/** The changes that the control plane makes, so that each watcher reads again what has changed. */
export class ChangeReports {
  readonly #watched = new WeakMap<Workspace, Watched>();

  /** Calls the listener with each change of a workspace, until the returned function is called. */
  watch(workspace: Workspace, listener: (change: WorkspaceChange) => void): () => void {
    const { watchers } = this.#of(workspace);
    watchers.add(listener);
    return () => void watchers.delete(listener);
  }

  /** Reports that an operation has succeeded. Operations that change nothing are ignored. */
  report(workspace: Workspace, operation: string): void {
    const what = CHANGED[operation];
    if (what === undefined) return;
    const watched = this.#of(workspace);
    watched.revision += 1;
    for (const notify of watched.watchers) notify({ what, revision: watched.revision });
  }

  #of(workspace: Workspace): Watched {
    const watched = this.#watched.get(workspace) ?? { revision: 0, watchers: new Set() };
    this.#watched.set(workspace, watched);
    return watched;
  }
}

/** What each operation changes, by its id. */
const CHANGED: Readonly<Record<string, string>> = {
  reset: 'reset',
  saveSnapshot: 'snapshots',
  deleteSnapshot: 'snapshots',
  restoreSnapshot: 'records',
  makeVisitorSandbox: 'sandboxes',
  makeSandbox: 'sandboxes',
  deleteSandbox: 'sandboxes',
  replaceRecords: 'records',
  addRecord: 'records',
  changeRecords: 'records',
  replaceRecord: 'records',
  changeRecord: 'records',
  deleteRecord: 'records',
  startScenario: 'scenario',
  setClock: 'clock',
  chooseSettings: 'settings',
  overrideResources: 'apis',
  addRule: 'rules',
  replaceRule: 'rules',
  changeRule: 'rules',
  deleteRule: 'rules',
  deleteRules: 'rules',
  deleteRequests: 'requests',
  startCheck: 'checks',
  deleteCheck: 'checks',
};
