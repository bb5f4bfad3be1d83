// Knows what there is to begin with: faker and fixtures in, believable records and scenarios out, the same for the same seed.
// Refuses to know stores, servers, what contracts promise and the real clock.
export { acefoneRoles } from './acefone-role.js';
export type { AcefoneUser } from './acefone-user.js';
export type { DnlClient } from './dnl-client.js';
export { type DnlRole, dnlRoles } from './dnl-role.js';
export type { DnlUser } from './dnl-user.js';
export { readScenarios } from './read-scenarios.js';
export { hasRecords, type Scenario } from './scenario.js';
export { seedAcefone } from './seed-acefone.js';
export { seedDnl } from './seed-dnl.js';
export { SEED_NOW } from './seed-now.js';
export { acefoneToken, nonAdminToken } from './seeded-token.js';
