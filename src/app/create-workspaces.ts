import type { ApiDefinition } from '../apis/index.js';
import { type Contract, chooseReadings } from '../contract/index.js';
import { Journal, JournalMemory } from '../journal/index.js';
import { Problem, SettableClock } from '../kernel/index.js';
import { Rules } from '../rules/index.js';
import { type Api, ApiSetCache, describer, type ReadingSettings, Workspaces } from '../server/index.js';
import { Sandboxes, type Store } from '../store/index.js';
import { readingIssues } from './option-issues.js';
import type { Settings } from './settings.js';

/** Creates the workspaces of the mock and of its sandboxes. */
export function createWorkspaces(
  store: Store,
  { settings, apis }: { settings: Settings; apis: (choice: ReadingSettings) => Api[] },
): Workspaces {
  const { profile, readings, defaultApi, limits, journal: max } = settings;
  const memory = new JournalMemory();
  return new Workspaces({
    store,
    sandboxes: new Sandboxes(store, settings.sandboxes),
    clock: new SettableClock(settings.clock),
    apiSets: new ApiSetCache({ apis, defaultApi }),
    choice: { profile, readings },
    rules: now => new Rules({ max: limits.rules, seed: store.about.seed, now }),
    journal: apiSet => new Journal({ max, memory, describe: describer({ apiSet, depth: limits.depth }) }),
  });
}

/** A known API, with its contract. */
export type KnownApi = { name: string; definition: ApiDefinition; contract: Contract };

type Parts = { known: readonly KnownApi[]; served: readonly KnownApi[]; seed: number; tokenKey: () => Uint8Array };

/** Returns the function that creates the served APIs for a choice of readings. That function throws `option-invalid`. */
export function playApis({ known, served, seed, tokenKey }: Parts): (choice: ReadingSettings) => Api[] {
  return ({ profile, readings: chosen }) => {
    const issues = [...readingIssues(chosen, known)];
    if (issues.length > 0) throw new Problem('option-invalid', issues.join(' '));
    return served.map(({ definition, contract }) => {
      const readings = chooseReadings(contract.readings, { profile, chosen });
      return definition.create({ contract, readings, seed, tokenKey });
    });
  };
}
