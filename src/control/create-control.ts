import { readDescription } from '../contract/index.js';
import type { Control } from '../mock/index.js';
import { apiActs } from './acts/apis.js';
import { clockActs } from './acts/clock.js';
import { eventActs } from './acts/events.js';
import { recordActs } from './acts/records.js';
import { requestActs } from './acts/requests.js';
import { ruleActs } from './acts/rules.js';
import { sandboxActs } from './acts/sandboxes.js';
import { scenarioActs } from './acts/scenarios.js';
import { serverActs } from './acts/server.js';
import { settingsActs } from './acts/settings.js';
import { snapshotActs } from './acts/snapshots.js';
import { controlOf } from './control.js';
import { guardOf } from './guard.js';
import type { ControlOptions } from './options.js';

const DESCRIPTION = new URL('../../src/control/openapi.yaml', import.meta.url);

/** What answers requests to the control plane. */
export function createControl(options: ControlOptions): Control {
  const description = readDescription(DESCRIPTION);
  return controlOf({
    ...options,
    operations: description.operations,
    guard: guardOf(options),
    acts: {
      ...serverActs({ ...options, description }),
      ...apiActs(options),
      ...snapshotActs(options),
      ...sandboxActs(options),
      ...scenarioActs(options),
      ...settingsActs(options),
      ...recordActs,
      ...clockActs,
      ...ruleActs,
      ...requestActs,
      ...eventActs(options),
    },
  });
}
