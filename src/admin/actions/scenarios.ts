import { Problem } from '../../kernel/index.js';
import type { Action } from '../action.js';
import type { AdminOptions } from '../options.js';

/** The known scenarios, and the one that was started last. */
export function scenarioActions({ workspaces, scenarios }: AdminOptions): Record<string, Action> {
  return {
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
