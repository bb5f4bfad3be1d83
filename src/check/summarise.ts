import type { Contract } from '../contract/index.js';
import { type CaseOutcome, VERDICTS, type Verdict } from './outcome.js';
import type { Session } from './session.js';

/** What was exercised, of all that is documented. */
export type CoverageSummary = {
  /** By operation: how often each status was answered and each parameter sent; 0 for what is documented and was not. */
  operations: Readonly<
    Record<string, { outcomes: Readonly<Record<string, number>>; parameters: Readonly<Record<string, number>> }>
  >;
  statements: { exercised: number; all: number; unexercised: readonly string[] };
};

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

export function coverageOf<K>(session: Session<K>, verdicts: Readonly<Record<string, Verdict>>): CoverageSummary {
  const { contract, coverage } = session;
  const operations = contract.operations.flatMap(({ id, statuses, query }) => {
    const seen = coverage.operations.get(id);
    if (!seen) return [];
    const documented = (keys: Iterable<string | number>) => [...keys].map(key => [String(key), 0] as const);
    return [
      [
        id,
        {
          outcomes: Object.fromEntries([...documented(statuses), ...seen.outcomes]),
          parameters: Object.fromEntries([...documented(query.keys()), ...seen.parameters]),
        },
      ],
    ];
  });
  // what no document promises is not there to be exercised
  const promised = contract.statements().filter(({ certainty }) => certainty !== 'companion');
  const all = promised.map(({ id }) => id);
  const unexercised = all.filter(id => !['pass', 'fail', 'flaky'].includes(verdicts[id] ?? 'skipped'));
  return {
    operations: Object.fromEntries(operations),
    statements: { exercised: all.length - unexercised.length, all: all.length, unexercised },
  };
}
