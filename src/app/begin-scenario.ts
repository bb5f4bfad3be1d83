import { Problem } from '../kernel/index.js';
import type { Situations } from '../mock/index.js';
import { readScenarios, type Scenario } from '../seed/index.js';
import type { Metadata } from '../store/index.js';
import type { Settings } from './options.js';

/** The scenario that is asked for; undefined where none is. Throws `option-invalid` where there is none of that name. */
export function scenarioAskedFor({ scenario: name, apis }: Settings): Scenario | undefined {
  if (name === undefined) return undefined;
  const scenarios = readScenarios(apis);
  const found = scenarios.find(scenario => scenario.name === name);
  if (found) return found;
  const names = scenarios.map(({ name }) => name).join(', ');
  throw new Problem('option-invalid', `There is no scenario ${name}; there are ${names}.`);
}

/** The scenario whose records data began with; undefined where there is none, and with a notice where it is gone. */
export function scenarioOfData({ scenario: name }: Metadata, { apis, onNotice }: Settings): Scenario | undefined {
  if (name === undefined) return undefined;
  const found = readScenarios(apis).find(scenario => scenario.name === name);
  if (!found)
    onNotice?.(`The data began with the scenario ${name}, which is gone; a reset begins with the seeded users.`);
  return found;
}

/** Begins a scenario. Data that were there before go on; it then has no records of its own, or they were refused. */
export async function beginScenario(
  situations: Situations,
  { scenario, isKnown }: { scenario: Scenario; isKnown: boolean },
): Promise<void> {
  if (!isKnown) return situations.begin(situations.main, scenario);
  situations.goOnWith(situations.main, scenario);
}
