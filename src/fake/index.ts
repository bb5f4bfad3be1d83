// Knows the starting data: makes realistic records from faker and fixtures, the same for the same seed, and reads scenarios.
// Refuses to know stores, servers and the real clock.
export { acefoneRoles, seedAcefone } from './acefone/seed-acefone.js';
export { dnlRoles } from './dnl/belonging.js';
export { seedDnl } from './dnl/seed-dnl.js';
export { SEED_NOW } from './dnl/visit.js';
export { hasRecords, readScenarios, type Scenario } from './scenario.js';
export type { AcefoneUser, DnlCarrier, DnlRole, DnlUser, RecordTypes } from './sources/record-types.js';
export { acefoneToken, nonAdminToken } from './tokens.js';
export { acceptsValue } from './values/accepts-value.js';
export { generateValue, VALUES_TIME } from './values/generate-value.js';
export type { GenerateOptions } from './values/make/run.js';
export { type Mended, mendValue } from './values/mend-value.js';
export { nameOfThing, splitWords } from './values/words/by-name.js';
export { singular } from './values/words/singular.js';
