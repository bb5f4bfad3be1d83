import type { CheckViolation, Outcome, Verdict } from '../check/index.js';
import type { KnownViolation } from './baseline.js';
import type { ObservedReading } from './create-report.js';

/** A violation with what to do about it. */
export type ReportedViolation = Omit<CheckViolation, 'cause'> & {
  /** The same for the same violation in every run: `v-5f0c1a2b`. */
  id: string;
  /** The next step for a person. */
  next: string;
  /** Why it is no surprise: the reason that the baseline gives. */
  known?: string;
};

/** To be explained, seen only once, or known from the baseline. */
export type ViolationKind = 'open' | 'flaky' | 'known';

/** The violations that come from one cause, as far as the run can tell. */
export type RootCause = {
  /** The same for the same cause in every run: `c-5f0c1a2b`. */
  id: string;
  /** That of its first violation. */
  kind: ViolationKind;
  /** What its violations share: a place of the contract, a wrong status with its text, a field, a sentence. */
  shares: string;
  /** Those to be explained first, and of those the one with the shortest request. */
  violations: readonly [ReportedViolation, ...ReportedViolation[]];
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
type Background = {
  cases: readonly ReportedCase[];
  /** What each check says, by its id. */
  laws: Readonly<Record<string, string>>;
  readings: readonly ObservedReading[];
};

/** What is told of a run; `report.schema.json` describes it as JSON, without the background. */
export type Report = Pick<Outcome, 'target' | 'api' | 'seed' | 'writes' | 'mark' | 'readings' | 'summary'> & {
  /** Those to be explained first, then flaky and known ones. */
  rootCauses: readonly RootCause[];
  /** By check, operation and parameter; in such a group those seen twice before flaky ones, then by statement. */
  violations: readonly ReportedViolation[];
  /** What the baseline knows, was put to the test and no longer occurs. */
  resolved: readonly KnownViolation[];
  inconclusive: readonly Inconclusive[];
  /** How many cases were skipped, by reason. */
  skipped: readonly { reason: string; cases: number }[];
  /** Why it is not the report of a whole run, as a sentence. */
  incomplete?: string;
} & Pick<Outcome, 'coverage' | 'created' | 'requests' | 'milliseconds' | 'ended'> & { background: Background };
