// Knows how the outcome of a run is told: one Report value, several writers, a baseline of what is known, an exit code.
// Refuses to know how the outcome came about, where a report goes, and what time it is.
export { formatBaseline, type KnownViolation, readBaseline, type ViolationBaseline } from './baseline.js';
export { createReport, type ReportOptions } from './create-report.js';
export {
  coveragePercent,
  type ExitCode,
  FAIL_ON,
  type FailOn,
  type Gate,
  resolveExitCode,
  unmetGates,
} from './exit-code.js';
export { githubSummary } from './github.js';
export type { Report, ReportedViolation } from './report.js';
export { formatViolation } from './text-violation.js';
export { FORMATS, type Format, write } from './write.js';
