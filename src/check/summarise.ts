import type { Contract } from '../contract/index.js';
import { type CaseOutcome, VERDICTS, type Verdict } from './outcome.js';

/** How many cases have each verdict. */
export function summaryOf(cases: readonly CaseOutcome[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => cases.filter(outcome => outcome.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>;
}

/** The worst verdict on each statement that a check supports; undecided cases do not take a pass away. */
export function statementVerdicts(
  cases: readonly CaseOutcome[],
  contract: Contract,
  checks: ReadonlySet<string>,
): Record<string, Verdict> {
  const verdicts = new Map<string, Set<Verdict>>();
  const add = (statement: string, verdict: Verdict) => {
    verdicts.set(statement, (verdicts.get(statement) ?? new Set()).add(verdict));
  };
  for (const { evidence, statements, verdict } of cases) {
    for (const one of evidence)
      add(one.statement, one.verdict === 'fail' && verdict === 'flaky' ? 'flaky' : one.verdict);
    if (verdict === 'inconclusive') for (const statement of statements) add(statement, verdict);
  }
  const worst = (found: ReadonlySet<Verdict> = new Set()): Verdict =>
    (['fail', 'flaky', 'pass', 'inconclusive'] as const).find(verdict => found.has(verdict)) ?? 'skipped';
  return Object.fromEntries(
    contract
      .statements()
      .filter(({ supports }) => supports.some(place => checks.has(place)))
      .map(({ id }) => [id, worst(verdicts.get(id))]),
  );
}
