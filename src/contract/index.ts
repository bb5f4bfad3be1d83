// Knows what the documents promise: operations, schemas, readings.
// Refuses to know who serves a promise, who judges it, and how a request travels.
export { type ApiDescription, type Contract, loadContract, readDescription } from './contract.js';
export { readYaml } from './contract-files.js';
export { type ContractFolder, readContractFolder } from './folder/contract-folder.js';
export type { Operation, QueryParameter } from './operation.js';
export { chooseReadings, PROFILES, type Profile, type Reading, Readings } from './readings.js';
export { CERTAINTIES, type Certainty, type Statement, sourceOf, statementAt } from './statements.js';
