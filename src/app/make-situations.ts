import { Journal, JournalMemory } from '../journal/index.js';
import { SettableClock } from '../kernel/index.js';
import { Rules } from '../rules/index.js';
import { type Api, Casting, describer, type ReadingChoice, Situations } from '../server/index.js';
import { Sandboxes, type Store } from '../store/index.js';
import type { Settings } from './options.js';

/** The situation of the mock and those of its sandboxes, as the settings have them. */
export function makeSituations(
  store: Store,
  { settings, apis }: { settings: Settings; apis: (choice: ReadingChoice) => Api[] },
): Situations {
  const { profile, readings, root, limits, journal: most } = settings;
  const memory = new JournalMemory();
  return new Situations({
    store,
    sandboxes: new Sandboxes(store, settings.sandboxes),
    clock: new SettableClock(settings.clock),
    casting: new Casting({ apis, root }),
    choice: { profile, readings },
    rules: now => new Rules({ most: limits.rules, seed: store.about.seed, now }),
    journal: cast => new Journal({ most, memory, describe: describer({ cast, depth: limits.depth }) }),
  });
}
