import type { Outcome, Verdict, Violation } from '../check/index.js';
import type { KnownViolation } from './baseline.js';
import type { SeenReading } from './seen-readings.js';

/** A violation with what to do about it. */
export type ReportedViolation = Violation & {
  /** The next step for a person. */
  next: string;
  /** Why it is no surprise: the reason that the baseline gives. */
  known?: string;
};

/** A case without a verdict. */
export type Inconclusive = { check: string; case: string; operation: string; parameter?: string; reason: string };

/** A case as JUnit lists it: how it came out, without the exchanges, whose headers and bodies are nobody's business. */
export type ReportedCase = {
  check: string;
  id: string;
  operation: string;
  verdict: Verdict;
  reason?: string;
  milliseconds: number;
};

/** What some writers need beyond what is published as JSON. */
export type Background = {
  cases: readonly ReportedCase[];
  /** What each check says, by its id. */
  laws: Readonly<Record<string, string>>;
  readings: readonly SeenReading[];
};

/** What is told of a run; `report.schema.json` describes it as JSON, without the background. */
export type Report = Pick<Outcome, 'target' | 'api' | 'seed' | 'writes' | 'mark' | 'readings' | 'summary'> & {
  /** By check, operation and parameter; in such a group those seen twice before flaky ones, then by statement. */
  violations: readonly ReportedViolation[];
  /** What the baseline knows, was put to the test and no longer occurs. */
  resolved: readonly KnownViolation[];
  inconclusive: readonly Inconclusive[];
  /** How many cases were skipped, by reason. */
  skipped: readonly { reason: string; cases: number }[];
} & Pick<Outcome, 'coverage' | 'created' | 'requests' | 'milliseconds' | 'ended'> & { background: Background };
