import type { CaseOutcome, Outcome, Verdict } from '../check/index.js';
import { loadContract } from '../contract/index.js';
import type { Baseline, KnownViolation } from './baseline.js';
import { nextStep } from './next-step.js';
import { inOrder, keyOf } from './order.js';
import type { Inconclusive, Report, ReportedCase, ReportedViolation } from './report.js';
import { seenReadings } from './seen-readings.js';

export type ReportOptions = {
  /** The violations that are no surprise. */
  baseline?: Baseline;
  /** What each check says, by its id; a check that is not in it is told by its id alone. */
  laws?: Readonly<Record<string, string>>;
};

const NO_REASON = 'No reason was given.';

/** The report of a run. Throws `contract-invalid` where there is no contract of the outcome's API. */
export function reportOf(outcome: Outcome, { baseline, laws = {} }: ReportOptions = {}): Report {
  const { target, api, seed, writes, mark, readings, summary, cases, coverage, created, ended } = outcome;
  const contract = loadContract(api);
  return {
    target,
    api,
    seed,
    writes,
    mark,
    readings,
    summary: inKeyOrder(summary),
    violations: reported(outcome, { baseline, laws }),
    resolved: (baseline?.violations ?? []).filter(known => isResolved(known, outcome)),
    inconclusive: cases.filter(({ verdict }) => verdict === 'inconclusive').map(inconclusive),
    skipped: skippedByReason(cases),
    coverage,
    created,
    requests: outcome.requests,
    milliseconds: outcome.milliseconds,
    ...(ended && { ended }),
    background: { cases: cases.map(reportedCase), laws, readings: seenReadings(readings, contract.readings) },
  };
}

function inKeyOrder({ pass, fail, flaky, inconclusive, skipped }: Outcome['summary']): Report['summary'] {
  return { pass, fail, flaky, inconclusive, skipped };
}

function reported(
  { api, violations }: Outcome,
  { baseline, laws }: { baseline: Baseline | undefined; laws: Readonly<Record<string, string>> },
): ReportedViolation[] {
  const statements = new Map(
    loadContract(api)
      .statements()
      .map(statement => [statement.id, statement]),
  );
  const reasons = new Map(baseline?.violations.map(known => [keyOf(known), known.reason]));
  return inOrder(violations).map(({ cases, flaky, ...violation }) => {
    const known = reasons.get(keyOf(violation));
    const statement = statements.get(violation.statement);
    const next = nextStep({ ...violation, cases, flaky }, { api, statement, law: laws[violation.check] });
    return { ...violation, next, cases, ...(known !== undefined && { known }), flaky };
  });
}

/**
 * Whether a known violation is gone: it does not occur, its statement got a verdict, and of the cases that its check
 * has for it none was skipped and at least one got a verdict. Other checks may test the same statement.
 */
function isResolved(known: KnownViolation, { violations, statements, cases }: Outcome): boolean {
  const key = keyOf(known);
  if (violations.some(violation => keyOf(violation) === key) || !isDecided(statements[known.statement])) return false;
  const own = cases.filter(one => one.statements.includes(known.statement) && isAbout(known, one));
  return own.length === 0 || (own.every(({ verdict }) => verdict !== 'skipped') && own.some(isTested));
}

function isAbout({ check, operation, parameter }: KnownViolation, one: CaseOutcome): boolean {
  return one.check === check && one.operation === operation && one.parameter === parameter;
}

function isTested({ verdict }: CaseOutcome): boolean {
  return isDecided(verdict);
}

function isDecided(verdict: Verdict | undefined): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'flaky';
}

function inconclusive({ check, id, operation, parameter, reason = NO_REASON }: CaseOutcome): Inconclusive {
  return { check, case: id, operation, ...(parameter !== undefined && { parameter }), reason };
}

/** The most frequent reason first. */
function skippedByReason(cases: readonly CaseOutcome[]): { reason: string; cases: number }[] {
  const counts = new Map<string, number>();
  for (const { verdict, reason = NO_REASON } of cases) {
    if (verdict === 'skipped') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, cases]) => ({ reason, cases })).sort((left, right) => right.cases - left.cases);
}

function reportedCase({ check, id, operation, verdict, reason, milliseconds }: CaseOutcome): ReportedCase {
  return { check, id, operation, verdict, ...(reason !== undefined && { reason }), milliseconds };
}
