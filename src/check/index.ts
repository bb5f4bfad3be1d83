// Knows the laws that a faithful server keeps, and how to test whether a server keeps them.
// Refuses to know the mock: it gets a target, and judges all servers in the same way.

export { type DescribedApi, loadDescribedApi } from './described/described-api.js';
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
export { listCheckIds, listLaws } from './run/selection.js';
export { CHECKED_APIS, createSuite, judgedContract } from './run/suites.js';
