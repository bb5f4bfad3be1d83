// Knows every other room: reads options, opens the data and creates the mock.
// Refuses to know where options come from: arguments, environment or a caller's code.

export { AUTH_MODES } from '../auth/index.js';
export { PROFILES } from '../contract/index.js';
export { UNKNOWN_PARENTS } from '../resource/index.js';
export { DURABILITIES, shownUrl } from '../store/index.js';
export type * from './admin-types.js';
export { createMock, type Mock, type MockTokens, type Sandbox, version } from './create-mock.js';
export type { DescribedSummary } from './described/described-summary.js';
export { type Inference, type InferredContract, inferDescription, inferYaml } from './described/infer-description.js';
export { type ExportSource, exportHttp, exportOpenApi, exportSchemas } from './export-contract.js';
export { readContract } from './known-apis.js';
export {
  type ByApi,
  CALLBACKS,
  DEFAULT_JOURNAL,
  DEFAULT_LIMITS,
  DEFAULT_RECORDS,
  DEFAULT_SEED,
  type Finished,
  type Limits,
  type MockOptions,
  REMOTE_OVERRIDES,
} from './options/mock-options.js';
export type { Reloaded } from './reload.js';
export { SHIPPED_APIS, type ShippedSummary } from './shipped-summary.js';
export type { RequestFilter, WorkspaceClient } from './workspace-client.js';
