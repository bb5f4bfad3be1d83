import { Problem } from '../../kernel/index.js';
import type { Action, AdminOptions } from '../action.js';

const DONE = { status: 204 };

/** The data of a workspace: its reset, its snapshots and its scenario. */
export function dataActions({ workspaces, scenarios }: AdminOptions): Record<string, Action> {
  return {
    ...snapshotActions,

    async reset({ workspace }) {
      await workspaces.reset(workspace);
      return DONE;
    },

    listScenarios: () => ({ json: { scenarios: scenarios().map(({ name, summary }) => ({ name, summary })) } }),

    readScenario: ({ workspace: { scenario, start } }) => ({
      json: { name: (scenario ?? start.scenario)?.name ?? DEFAULT_SCENARIO },
    }),

    async startScenario({ workspace, body }) {
      const { name } = body as { name: string };
      const all = scenarios();
      const scenario = all.find(scenario => scenario.name === name);
      if (!scenario) throw noSuchScenario(name, all);
      await workspaces.startScenario(workspace, scenario);
      return { json: { name } };
    },
  };
}

/** The scenario of a mock that was started without one. */
const DEFAULT_SCENARIO = 'documented';

function noSuchScenario(name: string, scenarios: readonly { name: string }[]): Problem {
  const names = scenarios.map(({ name }) => name).join(', ');
  return new Problem('no-such-scenario', `There is no scenario ${name}. Known scenarios: ${names}.`);
}

const snapshotActions: Readonly<Record<string, Action>> = {
  listSnapshots: ({ workspace: { store } }) => ({ json: { snapshots: store.snapshots } }),

  saveSnapshot({ workspace: { store }, path: { name = '' } }) {
    store.snapshot(name);
    return DONE;
  },

  async compareSnapshot({ workspace: { store }, path: { name = '' } }) {
    return { json: { differences: await store.compare(name) } };
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
