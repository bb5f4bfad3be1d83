// Knows how to report the outcome of a run: one Report value, several writers, a baseline of known violations, an exit code.
// Refuses to know how a run judges, where a report is stored, and what time it is.
export { formatBaseline, readBaseline, type ViolationBaseline } from './baseline.js';
export { createReport, type ReportOptions } from './create-report.js';
export { githubSummary } from './github.js';
export {
  coveragePercent,
  type ExitCode,
  FAIL_ON,
  type FailOn,
  type Gate,
  resolveExitCode,
  unmetGates,
} from './model/exit-code.js';
export type { KnownViolation, Report, ReportedViolation } from './model/report.js';
export { formatViolation } from './text-violation.js';
export { FORMATS, type Format, write } from './write.js';
