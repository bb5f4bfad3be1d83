import { type Description, readDescription } from '../contract/index.js';
import { parseCriteria } from '../journal/index.js';
import { parseRule } from '../rules/index.js';
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
import { bodyReader } from './body.js';
import { type ControlPlane, controlOf } from './control.js';
import { guardOf } from './guard.js';
import type { ControlOptions } from './options.js';

const DESCRIPTION = new URL('../../src/control/openapi.yaml', import.meta.url);

/** Bodies of which another room knows more than a schema says. */
const READERS = { addRule: parseRule, findRequests: parseCriteria, countRequests: parseCriteria };

/** The control plane; put together when it is first needed, since many mocks never need it. */
export function createControl(options: ControlOptions): ControlPlane {
  let plane: ControlPlane | undefined;
  const ready = () => (plane ??= made(options));
  return {
    control: (...request) => ready().control(...request),
    perform: (...call) => ready().perform(...call),
  };
}

/** Never changes while the process runs, so that many mocks share it. */
let description: Description | undefined;

function made(options: ControlOptions): ControlPlane {
  description ??= readDescription(DESCRIPTION);
  return controlOf({
    ...options,
    operations: description.operations,
    guard: guardOf(options),
    bodies: bodyReader({ description, limits: options.limits, readers: READERS }),
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
