import type { Contract, Operation } from '../../contract/index.js';
import type { Coverage } from '../model/coverage.js';
import { groupBy } from '../model/group-by.js';
import { type CaseOutcome, VERDICTS, type Verdict } from '../model/outcome.js';

/** How many cases have each verdict. */
export function countVerdicts(cases: readonly CaseOutcome[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => cases.filter(outcome => outcome.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>;
}

/** The worst verdict on each statement that a check supports; undecided cases do not take a pass away. */
export function judgeStatements(
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

/** How often each of some things came, by its name. */
type Counts = Readonly<Record<string, number>>;

/** What was exercised, of all that is documented. */
export type CoverageSummary = {
  /** By operation. */
  operations: Readonly<Record<string, OperationSummary>>;
  statements: {
    exercised: number;
    all: number;
    /** The ids of the others, by the reason why they were not exercised. */
    unexercised: readonly { reason: string; statements: readonly string[] }[];
  };
};

type OperationSummary = {
  /** How often each documented status was answered. */
  outcomes: Counts;
  /** How often any other was, with `none` for no answer. */
  undocumented: Counts;
  /** How often each documented query parameter was sent. */
  parameters: Counts;
};

/** Sums up the coverage of a run; 0 stands for what is documented and was not exercised. */
export function summariseCoverage(
  { contract, coverage }: { contract: Contract; coverage: Coverage },
  { verdicts, cases }: { verdicts: Readonly<Record<string, Verdict>>; cases: readonly CaseOutcome[] },
): CoverageSummary {
  const operations = contract.operations.flatMap(operation => {
    const seen = coverage.operations.get(operation.id);
    return seen ? [[operation.id, summariseOperation(operation, seen)] as const] : [];
  });
  // what no document promises is not there to be exercised
  const promised = contract.statements().filter(({ certainty }) => certainty !== 'companion');
  const others = promised.filter(({ id }) => !['pass', 'fail', 'flaky'].includes(verdicts[id] ?? 'skipped'));
  const reasons = groupBy(others, ({ id }) =>
    Object.hasOwn(verdicts, id) ? explainUnexercised(id, cases) : 'No check can test it.',
  );
  const unexercised = [...reasons].map(([reason, statements]) => ({
    reason,
    statements: statements.map(({ id }) => id),
  }));
  return {
    operations: Object.fromEntries(operations),
    statements: {
      exercised: promised.length - others.length,
      all: promised.length,
      unexercised: unexercised.toSorted((left, right) => right.statements.length - left.statements.length),
    },
  };
}

/** Why no case has come to a verdict on a statement. */
export function explainUnexercised(statement: string, cases: readonly CaseOutcome[]): string {
  const about = cases.find(({ statements, reason }) => statements.includes(statement) && reason !== undefined);
  return about?.reason ?? 'No answer put it to the test.';
}

function summariseOperation(
  { statuses, query }: Operation,
  { outcomes, parameters }: { outcomes: ReadonlyMap<string, number>; parameters: ReadonlyMap<string, number> },
): OperationSummary {
  const documented = [...statuses].map(String);
  return {
    outcomes: countDocumented(documented, outcomes),
    undocumented: Object.fromEntries([...outcomes].filter(([status]) => !documented.includes(status))),
    parameters: countDocumented([...query.keys()], parameters),
  };
}

function countDocumented(names: readonly string[], counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries(names.map(name => [name, counts.get(name) ?? 0]));
}
