// Knows every other room: reads options, opens the data and creates the mock.
// Refuses to know where options come from: arguments, environment or a caller's code.

export { PROFILES } from '../contract/index.js';
export type { AcefoneUser, DnlCarrier, DnlRole, DnlUser, RecordTypes } from '../fake/index.js';
export { DURABILITIES } from '../store/index.js';
export type * from './admin-types.js';
export { createMock, type Mock, type MockTokens, type Sandbox } from './create-mock.js';
export type { Finished } from './finished.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export { DEFAULT_JOURNAL, DEFAULT_SEED, DEFAULT_USERS, type MockOptions, REMOTE_OVERRIDES } from './mock-options.js';
export { version } from './version.js';
export type { RequestFilter, WorkspaceClient } from './workspace-client.js';
