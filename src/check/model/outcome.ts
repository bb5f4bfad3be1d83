import type { Certainty, Reading } from '../../contract/index.js';
import type { Evidence } from './check.js';

/** The result of a case, or of a statement. */
export const VERDICTS = ['pass', 'fail', 'flaky', 'inconclusive', 'skipped'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The result of one case. */
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
  /** How certain the statement is; undefined where the contract has no such statement. */
  certainty: Certainty | undefined;
  /** Whether it does not fail the run: what is broken is only derived from names. */
  warning: boolean;
  message: string;
  expected: string;
  got: string;
  /** A command that shows it; the token is `$UNDERSTUDY_TOKEN`. */
  curl: string;
  /** What it comes from, as far as the run shows; violations of one cause have the same text. */
  cause: string;
  /** The cases that show it. */
  cases: readonly string[];
  /** It did not occur again when the case was repeated. */
  flaky: boolean;
};

/** Why a run ended before all cases had run; `lost`: no connection could be made; `silent`: no request got a response. */
export type Ending = 'budget' | 'interrupted' | 'lost' | 'silent';

/** The result of one run. */
export type Outcome = {
  target: string;
  api: string;
  seed: number;
  /** The beginning of every text that the run made up. */
  mark: string;
  writes: 'none' | 'own';
  /** The choices of readings that the target was observed to follow. */
  readings: Readonly<Record<string, string>>;
  /** The readings that were observed, as the contract has them. */
  questions: readonly Reading[];
  /** What each check says, by its id. */
  laws: Readonly<Record<string, string>>;
  cases: readonly CaseOutcome[];
  summary: Readonly<Record<Verdict, number>>;
  violations: readonly CheckViolation[];
  /** The verdict on every statement that a check supports. */
  statements: Readonly<Record<string, Verdict>>;
  coverage: CoverageSummary;
  /** What the run created and left on the target. */
  created: readonly string[];
  requests: number;
  milliseconds: number;
  ended?: Ending;
  /** The last request that had a response, where the target ended the run: `GET /v1/pets`. */
  lastAnswered?: string;
  /** An error in the run, not in the target, as a sentence: not all cases were judged. */
  failure?: string;
};

/** A number for each name. */
type Counts = Readonly<Record<string, number>>;

/** How much of the documents was exercised. */
export type CoverageSummary = {
  /** By operation. */
  operations: Readonly<Record<string, OperationSummary>>;
  statements: {
    exercised: number;
    all: number;
    /** The ids of the other statements, by the reason why they were not exercised. */
    unexercised: readonly { reason: string; statements: readonly string[] }[];
  };
};

export type OperationSummary = {
  /** How many responses had each documented status. */
  outcomes: Counts;
  /** How many had each other status; `none` counts requests without a response. */
  undocumented: Counts;
  /** How many requests sent each documented query parameter. */
  parameters: Counts;
  /** How many requests had each documented member of the body: `lines[].price`. */
  sent: Counts;
  /** How many responses had each documented member, by status: `200 lines[].price`. */
  shown: Counts;
};
