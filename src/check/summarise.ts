import { type Contract, sourceOf } from '../contract/index.js';
import { curlOf } from '../target/index.js';
import { grouped } from './grouped.js';
import { type CaseOutcome, VERDICTS, type Verdict, type Violation } from './outcome.js';
import type { Evidence } from './run-case.js';
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

/** The violations that the cases show, each with the shortest request that does. */
export function violationsOf<K>(cases: readonly CaseOutcome[], session: Session<K>): Violation[] {
  const statements = new Map(session.contract.statements().map(statement => [statement.id, statement]));
  const shown = cases.flatMap(outcome =>
    outcome.evidence
      .filter(({ verdict }) => verdict === 'fail')
      .map(evidence => ({ evidence, outcome, curl: curlFor(evidence) })),
  );
  const groups = grouped(shown, ({ evidence: { check, operation, statement, parameter }, outcome }) =>
    [check, operation, parameter ?? outcome.parameter, statement].join(' '),
  );
  return [...groups.values()].flatMap(group => {
    const flaky = group.every(({ outcome }) => outcome.verdict === 'flaky');
    const [smallest] = group
      .filter(({ outcome }) => flaky || outcome.verdict !== 'flaky')
      .toSorted((left, right) => left.curl.length - right.curl.length);
    if (!smallest) return [];
    const { evidence, outcome, curl } = smallest;
    const statement = statements.get(evidence.statement);
    const parameter = evidence.parameter ?? outcome.parameter;
    return [
      {
        check: evidence.check,
        operation: evidence.operation,
        ...(parameter !== undefined && { parameter }),
        statement: evidence.statement,
        says: statement?.says ?? '',
        source: statement ? sourceOf(statement) : '',
        message: evidence.message ?? '',
        expected: evidence.expected ?? '',
        got: evidence.got ?? '',
        curl,
        cases: [...new Set(group.map(({ outcome }) => `${outcome.check}: ${outcome.id}`))],
        flaky,
      },
    ];
  });
}

/** Its token is a variable of the shell, and its values are the run's own or those of the target's users. */
function curlFor({ exchange }: Evidence): string {
  return exchange ? curlOf(exchange) : '';
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
