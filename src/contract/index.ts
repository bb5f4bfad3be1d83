// Knows what the documents promise: operations, schemas, readings; the only owner of ajv and js-yaml.
// Refuses to know who serves a promise, who judges it, and how a request travels.
export { type ApiDescription, type Contract, loadContract, readDescription } from './contract.js';
export { readYaml } from './contract-files.js';
export { nearestName, similarName } from './nearest-name.js';
export type { Operation, Parameter } from './operation.js';
export { type Match, OperationMatcher, type Route } from './operation-matcher.js';
export { chooseReadings, PROFILES, type Profile, type Reading, Readings } from './readings.js';
export { type CoercionOptions, coerce } from './schema/coerce.js';
export type { Expectation, SchemaIssue } from './schema/schema-issues.js';
export {
  createInputValidator,
  describeIssues,
  formatInput,
  type InputIssue,
  type InputValidator,
} from './schema/validate-input.js';
export { CERTAINTIES, type Certainty, type Statement, sourceOf } from './statements.js';
