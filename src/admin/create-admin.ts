import { type ApiDescription, readDescription } from '../contract/index.js';
import { type JsonReader, packageFile } from '../kernel/index.js';
import { createRuleParser, type KnownOperation, knownOperations, parseKnownCriteria } from '../rules/index.js';
import type { AdminApi, AdminOptions } from './action.js';
import { archiveActions } from './actions/archive.js';
import { checkActions } from './actions/checks.js';
import { comparisonActions } from './actions/comparisons.js';
import { dataActions } from './actions/data.js';
import { eventActions } from './actions/events.js';
import { inferenceActions } from './actions/inference.js';
import { recordActions } from './actions/records.js';
import { replayAction } from './actions/replay.js';
import { requestActions } from './actions/requests.js';
import { ruleActions } from './actions/rules.js';
import { sandboxActions } from './actions/sandboxes.js';
import { serverActions } from './actions/server.js';
import { settingsActions } from './actions/settings.js';
import { stateActions } from './actions/state.js';
import { type AdminPlane, createAdminPlane } from './admin-plane.js';
import { bodyReader } from './body.js';
import { ChangeReports } from './change-reports.js';
import { createGuard } from './guard.js';

const DESCRIPTION = packageFile('src/admin/openapi.yaml');

/** Creates the control plane at the first request to it, because many mocks never need it. */
export function createAdmin(options: AdminOptions): AdminPlane {
  let plane: AdminPlane | undefined;
  const changes = new ChangeReports();
  const ready = () => (plane ??= create(options, changes));
  return {
    changes,
    control: (...request) => ready().control(...request),
    perform: (...call) => ready().perform(...call),
  };
}

/** Read once, and shared by all mocks of the process. */
let description: ApiDescription | undefined;

/** The operations that rules may name. */
export function operationsForRules(apis: readonly AdminApi[]): KnownOperation[] {
  return apis.flatMap(({ name, basePath, contract }) =>
    knownOperations(name, { operations: contract.operations, isAtRoot: basePath === contract.basePath }),
  );
}

function create(options: AdminOptions, changes: ChangeReports): AdminPlane {
  description ??= readDescription(DESCRIPTION);
  const operations = () => operationsForRules(options.apis());
  const parseCriteria = (reader: JsonReader) => parseKnownCriteria(reader, { operations: operations() })?.criteria;
  const parseRule = (reader: JsonReader) => createRuleParser(operations())(reader);
  /** Bodies that another room reads, because a schema is not enough. */
  const readers = {
    addRule: parseRule,
    replaceRule: parseRule,
    previewRule: parseRule,
    findRequests: parseCriteria,
    countRequests: parseCriteria,
  };
  // a watcher recognizes another run of the server by it
  const startedAt = new Date().toISOString();
  return createAdminPlane({
    ...options,
    changes,
    operations: description.operations,
    guard: createGuard(options),
    bodies: bodyReader({ description, limits: options.limits, readers }),
    actions: {
      ...serverActions({ ...options, description }),
      ...dataActions(options),
      ...recordActions(options.apis),
      ...sandboxActions(options),
      ...checkActions({ ...options, changes }),
      ...comparisonActions(options),
      ...inferenceActions(options),
      ...settingsActions(options),
      ...ruleActions(parseRule),
      ...requestActions(parseCriteria),
      ...archiveActions(options),
      ...replayAction,
      ...stateActions({ ...options, startedAt }),
      ...eventActions({ ...options, changes, startedAt }),
    },
  });
}
