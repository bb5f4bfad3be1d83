import { readScenarios, type Scenario } from '../fake/index.js';
import { Problem } from '../kernel/index.js';
import type { Workspaces } from '../server/index.js';
import type { Metadata } from '../store/index.js';
import type { Settings } from './settings.js';

/** The scenario of the settings; undefined without one. Throws `option-invalid` for an unknown name. */
export function scenarioOfSettings({ scenario: name, apis }: Settings): Scenario | undefined {
  if (name === undefined) return undefined;
  const scenarios = readScenarios(apis);
  const found = scenarios.find(scenario => scenario.name === name);
  if (found) return found;
  const names = scenarios.map(({ name }) => name).join(', ');
  throw new Problem('option-invalid', `There is no scenario ${name}. Known scenarios: ${names}.`);
}

/** The scenario that existing data started with; undefined without one, and with a warning if it no longer exists. */
export function scenarioOfData({ scenario: name }: Metadata, { apis, onWarning }: Settings): Scenario | undefined {
  if (name === undefined) return undefined;
  const found = readScenarios(apis).find(scenario => scenario.name === name);
  if (!found)
    onWarning?.(
      `The data started with the scenario ${name}, which no longer exists. A reset restores the seeded users.`,
    );
  return found;
}

/** Starts a scenario. Existing data are kept: the scenario then has no records, or the data started with it. */
export async function beginScenario(
  workspaces: Workspaces,
  { scenario, isKnown }: { scenario: Scenario; isKnown: boolean },
): Promise<void> {
  if (!isKnown) return workspaces.startScenario(workspaces.main, scenario);
  workspaces.resumeScenario(workspaces.main, scenario);
}
