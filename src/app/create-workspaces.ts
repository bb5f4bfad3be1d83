import { chooseReadings } from '../contract/index.js';
import { readScenarios, type Scenario } from '../fake/index.js';
import { Journal, JournalMemory } from '../journal/index.js';
import { Problem, readJson, SettableClock } from '../kernel/index.js';
import { createRuleParser, type KnownOperation, Rules } from '../rules/index.js';
import {
  type Api,
  ApiSetCache,
  type CallbackSender,
  describer,
  type ReadingSettings,
  Workspaces,
} from '../server/index.js';
import { type Metadata, Sandboxes, type SeedNumbers, type Store } from '../store/index.js';
import type { KnownApi } from './known-api.js';
import { readingIssues } from './options/option-issues.js';
import type { Settings } from './options/settings.js';

/** Creates the workspaces of the mock and of its sandboxes. */
export function createWorkspaces(store: Store, { settings, apis, operations, callbacks }: WorkspaceParts): Workspaces {
  const { profile, readings, defaultApi, limits, journal: max } = settings;
  const memory = new JournalMemory();
  return new Workspaces({
    store,
    sandboxes: new Sandboxes(store, settings.sandboxes),
    clock: new SettableClock(settings.clock),
    apiSets: new ApiSetCache({ apis, defaultApi }),
    choice: { profile, readings },
    parseRule(json) {
      const read = readJson(json, createRuleParser(operations()));
      if ('value' in read) return read.value;
      throw new Problem('option-invalid', read.issues.join(' '));
    },
    scenarioNamed: name => readScenarios(settings.apis).find(scenario => scenario.name === name),
    rules: now => new Rules({ max: limits.rules, seed: store.about.seed, now }),
    journal: apiSet => {
      const journal = new Journal({ max, memory, describe: describer({ apiSet, depth: limits.depth }) });
      callbacks?.watch(journal, apiSet);
      return journal;
    },
  });
}

type WorkspaceParts = {
  settings: Settings;
  apis: (choice: ReadingSettings) => Api[];
  /** The operations that rules may name. */
  operations: () => KnownOperation[];
  /** Undefined where no callbacks are sent. */
  callbacks: CallbackSender | undefined;
};

type Parts = {
  known: readonly KnownApi[];
  served: readonly KnownApi[];
  numbers: SeedNumbers;
  tokenKey: () => Uint8Array;
};

/** Returns the function that creates the served APIs for a choice of readings. That function throws `option-invalid`. */
export function playApis({ known, served, numbers, tokenKey }: Parts): (choice: ReadingSettings) => Api[] {
  return ({ profile, readings: chosen }) => {
    const issues = [...readingIssues(chosen, known)];
    if (issues.length > 0) throw new Problem('option-invalid', issues.join(' '));
    return served.map(({ definition, contract }) => {
      const readings = chooseReadings(contract.readings, { profile, chosen });
      return definition.create({ contract, readings, ...numbers, tokenKey });
    });
  };
}

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
      `The data started with the scenario ${name}, which no longer exists. A reset restores the seeded records.`,
    );
  return found;
}

/** Starts a scenario. Existing data are kept: the scenario then has no records, or the data started with it. */
export async function beginScenario(
  workspaces: Workspaces,
  { scenario, isKnown }: { scenario: Scenario; isKnown: boolean },
): Promise<void> {
  const { main } = workspaces;
  if (!isKnown) return workspaces.startScenario(main, scenario);
  // what servers with the same data share goes first
  if (main.store.turns?.state !== undefined) return;
  await workspaces.inTurn(undefined, 'write', () => workspaces.resumeScenario(main, scenario));
}
