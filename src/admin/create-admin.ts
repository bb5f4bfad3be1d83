import { type ApiDescription, readDescription } from '../contract/index.js';
import type { JsonReader } from '../kernel/index.js';
import { createRuleParser, knownOperations, parseKnownCriteria } from '../rules/index.js';
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
import { type AdminPlane, controlOf } from './control.js';
import { guardOf } from './guard.js';
import type { AdminOptions } from './options.js';

const DESCRIPTION = new URL('../../src/admin/openapi.yaml', import.meta.url);

/** The control plane; put together when it is first needed, since many mocks never need it. */
export function createAdmin(options: AdminOptions): AdminPlane {
  let plane: AdminPlane | undefined;
  const ready = () => (plane ??= made(options));
  return {
    control: (...request) => ready().control(...request),
    perform: (...call) => ready().perform(...call),
  };
}

/** Never changes while the process runs, so that many mocks share it. */
let description: ApiDescription | undefined;

function made(options: AdminOptions): AdminPlane {
  description ??= readDescription(DESCRIPTION);
  const operations = options.apis.flatMap(({ name, basePath, contract }) =>
    knownOperations(name, { operations: contract.operations, isAtRoot: basePath === contract.basePath }),
  );
  const parseCriteria = (reader: JsonReader) => parseKnownCriteria(reader, { operations })?.criteria;
  /** Bodies of which another room knows more than a schema says. */
  const readers = { addRule: createRuleParser(operations), findRequests: parseCriteria, countRequests: parseCriteria };
  return controlOf({
    ...options,
    operations: description.operations,
    guard: guardOf(options),
    bodies: bodyReader({ description, limits: options.limits, readers }),
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
      ...requestActs(parseCriteria),
      ...eventActs(options),
    },
  });
}
