// Knows what a faithful server does, law by law, and how to find out whether one does it.
// Refuses to know the mock: it gets a target, and one judge serves all servers.

export { type CaseOutcome, type CheckViolation, type Outcome, VERDICTS, type Verdict } from './model/outcome.js';
export type { Tokens, Writes } from './model/suite.js';
export { explainUnexercised } from './outcome/summarise.js';
export { type PlannedCase, planSuite, type RunPlan } from './run/plan-suite.js';
export {
  DEFAULT_CONCURRENCY,
  DEFAULT_SEED,
  DEFAULT_TIMEOUT,
  type Progress,
  type RunOptions,
} from './run/run-options.js';
export { outcomeWithoutRun, runSuite } from './run/run-suite.js';
export { CHECKED_APIS, createSuite, listCheckIds } from './run/suites.js';
