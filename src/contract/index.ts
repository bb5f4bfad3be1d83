// Knows what the documents promise: operations, schemas, readings; the only owner of ajv and js-yaml.
// Refuses to know who serves a promise, who judges it, and how a request travels.
export { type CoercionOptions, coerce } from './coerce.js';
export { type Contract, loadContract } from './contract.js';
export { type Description, readDescription } from './description.js';
export { type Match, Matcher, type Route } from './matcher.js';
export { nearestName, similarName } from './nearest.js';
export type { Operation, Parameter } from './operation.js';
export { readYaml } from './read-yaml.js';
export { chooseReadings, PROFILES, type Profile, type Reading, Readings } from './readings.js';
export { CERTAINTIES, type Certainty, type Statement, sourceOf } from './statements.js';
export type { Expectation, SchemaFlaw } from './validate.js';
