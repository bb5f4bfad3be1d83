import { Journal, JournalMemory } from '../journal/index.js';
import { SettableClock } from '../kernel/index.js';
import { Rules } from '../rules/index.js';
import { type Api, ApiSetCache, describer, type ReadingSettings, Workspaces } from '../server/index.js';
import { Sandboxes, type Store } from '../store/index.js';
import type { Settings } from './options.js';

/** The situation of the mock and those of its sandboxes, as the settings have them. */
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
    apiSets: new ApiSetCache({ apis, root: defaultApi }),
    choice: { profile, readings },
    rules: now => new Rules({ max: limits.rules, seed: store.about.seed, now }),
    journal: apiSet => new Journal({ max, memory, describe: describer({ apiSet, depth: limits.depth }) }),
  });
}
