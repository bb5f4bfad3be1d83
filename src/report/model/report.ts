import type { CheckViolation, Outcome, Verdict } from '../../check/index.js';

/** What identifies a violation from run to run. */
export type ViolationKey = { check: string; operation: string; parameter?: string; statement: string };

/** A violation that a team expects, and why. */
export type KnownViolation = ViolationKey & { reason: string };

/** A violation, with the next step. */
export type ReportedViolation = Omit<CheckViolation, 'cause' | 'certainty'> & {
  /** The same for the same violation in every run: `v-5f0c1a2b`. */
  id: string;
  /** What a person should do next. */
  next: string;
  /** The reason that the baseline gives for it, if the baseline has it. */
  known?: string;
};

/** New (`open`), not confirmed by a second run, only derived from names (`warning`), or known from the baseline. */
export type ViolationKind = 'open' | 'flaky' | 'warning' | 'known';

/** The violations that come from one cause, as far as the run shows. */
export type RootCause = {
  /** The same for the same cause in every run: `c-5f0c1a2b`. */
  id: string;
  /** The kind of its first violation. */
  kind: ViolationKind;
  /** What its violations share: a place in the contract, a wrong status with its text, a field or a sentence. */
  shares: string;
  /** Open ones first; among those, the one with the shortest request. */
  violations: readonly [ReportedViolation, ...ReportedViolation[]];
};

/** A case without a verdict. */
export type Inconclusive = { check: string; case: string; operation: string; parameter?: string; reason: string };

/** A case as JUnit lists it, without its exchanges: their headers and bodies are private. */
export type ReportedCase = {
  check: string;
  id: string;
  operation: string;
  verdict: Verdict;
  reason?: string;
  milliseconds: number;
};

/** A reading with the choice that the target was observed to follow. */
export type ObservedReading = {
  /** The reading's id, with the place in parentheses where the places differ. */
  id: string;
  choice: string;
  question?: string;
  means?: string;
};

/** What some writers need in addition to what is published as JSON. */
type Background = {
  cases: readonly ReportedCase[];
  /** What each check says, by its id. */
  laws: Readonly<Record<string, string>>;
  readings: readonly ObservedReading[];
};

/** The report of a run; `report.schema.json` describes it as JSON, without the background. */
export type Report = Pick<Outcome, 'target' | 'api' | 'seed' | 'writes' | 'mark' | 'readings' | 'summary'> & {
  /** Open ones first, then flaky ones, warnings and known ones. */
  rootCauses: readonly RootCause[];
  /** By check, operation and parameter; within these, confirmed violations before flaky ones, then by statement. */
  violations: readonly ReportedViolation[];
  /** Violations of the baseline that were tested and no longer occur. */
  resolved: readonly KnownViolation[];
  inconclusive: readonly Inconclusive[];
  /** How many cases were skipped, by reason. */
  skipped: readonly { reason: string; cases: number }[];
  /** Why the run is not complete, as a sentence. */
  incomplete?: string;
} & Pick<Outcome, 'coverage' | 'created' | 'requests' | 'milliseconds' | 'ended'> & { background: Background };
