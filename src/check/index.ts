// Knows what a faithful server does, law by law, and how to find out whether one does it.
// Refuses to know the mock: it gets a target, and one judge serves all servers.
export { whyUnexercised } from './coverage-summary.js';
export { type CaseOutcome, type Outcome, VERDICTS, type Verdict, type Violation } from './outcome.js';
export { type Plan, type PlannedCase, planSuite } from './plan-suite.js';
export { DEFAULT_CONCURRENCY, DEFAULT_SEED, DEFAULT_TIMEOUT, type Progress, type RunOptions } from './run-options.js';
export { outcomeWithoutRun, runSuite } from './run-suite.js';
export type { Tokens, Writes } from './suite.js';
export { CHECKED_APIS, checkIds, suiteOf } from './suites.js';
