// Knows what the documents promise: operations, schemas, readings.
// Refuses to know who serves a promise, who judges it, and how a request travels.
export { type Contract, createContract } from './contract.js';
export { type ContractFolder, readContractFolder } from './folder/contract-folder.js';
export type { Operation, QueryParameter } from './operation.js';
export { chooseReadings, judgedReadings, PROFILES, type Profile, type Reading, Readings } from './readings.js';
export { type ApiDescription, loadContract, readDescription, readYaml } from './shipped-contract.js';
export { CERTAINTIES, type Certainty, type Statement, sourceOf, statementAt } from './statements.js';
export { toOperation } from './to-operation.js';
