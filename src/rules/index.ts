// Knows how callers change what the mock does: rules for the requests that match, preferences of one request.
// Refuses to know how it is done: responses, sockets, contracts.
export { MAX_DELAY } from './delay.js';
export { parseKnownCriteria } from './known-criteria.js';
export { type KnownOperation, knownOperations } from './known-path.js';
export { createRuleParser } from './parse-rule.js';
export { type Preferences, parsePrefer } from './prefer.js';
export { FAULTS, type FaultName, type Rule, type RuleResponse } from './rule.js';
export { type Effects, Rules, type SharedRules } from './rules.js';
