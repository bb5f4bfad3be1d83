import type { CoverageSummary } from '../outcome/summarise.js';
import type { Evidence } from '../run/run-case.js';

/** How a case, or a statement, came out. */
export const VERDICTS = ['pass', 'fail', 'flaky', 'inconclusive', 'skipped'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How one case came out. */
export type CaseOutcome = {
  check: string;
  id: string;
  operation: string;
  parameter?: string;
  statements: readonly string[];
  verdict: Verdict;
  /** Why there is no verdict. */
  reason?: string;
  evidence: readonly Evidence[];
  milliseconds: number;
};

/** One way in which a target broke its contract. */
export type CheckViolation = {
  check: string;
  operation: string;
  parameter?: string;
  statement: string;
  /** What the statement says. */
  says: string;
  /** Document and line, or the reading that rules it. */
  source: string;
  message: string;
  expected: string;
  got: string;
  /** A command that shows it; the token is `$UNDERSTUDY_TOKEN`. */
  curl: string;
  /** What it comes from, as far as the run can tell: the same for all violations of one cause. */
  cause: string;
  /** The cases that show it. */
  cases: readonly string[];
  /** It was not seen again when the case was repeated. */
  flaky: boolean;
};

/** What became of one run. */
export type Outcome = {
  target: string;
  api: string;
  seed: number;
  /** What the texts begin with that the run made up. */
  mark: string;
  writes: 'none' | 'own';
  /** The answers to readings that the target was seen to give. */
  readings: Readonly<Record<string, string>>;
  /** What each check says, by its id. */
  laws: Readonly<Record<string, string>>;
  cases: readonly CaseOutcome[];
  summary: Readonly<Record<Verdict, number>>;
  violations: readonly CheckViolation[];
  /** The verdict on every statement that a check supports. */
  statements: Readonly<Record<string, Verdict>>;
  coverage: CoverageSummary;
  /** What was created and left on the target. */
  created: readonly string[];
  requests: number;
  milliseconds: number;
  /**
   * Why the run ended before all cases had run: the time was up, it was interrupted, no connection could be made any more
   * (`lost`), or connections were made and nothing was answered any more, not even what had been before (`silent`).
   */
  ended?: 'budget' | 'interrupted' | 'lost' | 'silent';
  /** What went wrong in the run itself, and not in the target, as a sentence: the outcome is not of all cases. */
  failure?: string;
};
