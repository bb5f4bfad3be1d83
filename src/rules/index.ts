// Knows what callers ask the mock to do otherwise: rules for the requests that match, preferences of one request.
// Refuses to know how it is done: answers, sockets, contracts.
export { MAX_DELAY } from './delay.js';
export { parseKnownCriteria } from './known-criteria.js';
export { type KnownOperation, knownOperations } from './known-operation.js';
export { createRuleParser } from './parse-rule.js';
export { type Preferences, parsePrefer } from './prefer.js';
export { FAULTS, type FaultName, type Rule, type RuleResponse } from './rule.js';
export { type Effects, Rules } from './rules.js';
