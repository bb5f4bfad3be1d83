import type { Contract, Operation } from '../../contract/index.js';
import { groupBy } from '../model/group-by.js';
import {
  type CaseOutcome,
  type CoverageSummary,
  type OperationSummary,
  VERDICTS,
  type Verdict,
} from '../model/outcome.js';
import type { Coverage } from '../model/suite.js';
import type { MemberCoverage } from './member-coverage.js';

/** How many cases have each verdict. */
export function countVerdicts(cases: readonly CaseOutcome[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => cases.filter(outcome => outcome.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>;
}

/** The worst verdict on each statement that a check supports; an inconclusive case does not replace a pass. */
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

/** Summarises the coverage of a run; 0 stands for what is documented and was not exercised. */
export function summariseCoverage(
  { contract, coverage, members }: { contract: Contract; coverage: Coverage; members: MemberCoverage },
  { verdicts, cases }: { verdicts: Readonly<Record<string, Verdict>>; cases: readonly CaseOutcome[] },
): CoverageSummary {
  const operations = contract.operations.flatMap(operation => {
    // a description tells all that could be exercised; documents of people have operations that no check is about
    const none = contract.isDescribed ? NOTHING_OBSERVED : undefined;
    const observed = coverage.operations.get(operation.id) ?? none;
    if (!observed) return [];
    return [
      [operation.id, { ...summariseOperation(operation, observed), ...members.summarise(operation.id) }] as const,
    ];
  });
  // a run does not have to exercise what no document promises
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

/** Why no case has a verdict on a statement. */
export function explainUnexercised(statement: string, cases: readonly CaseOutcome[]): string {
  const about = cases.find(({ statements, reason }) => statements.includes(statement) && reason !== undefined);
  return about?.reason ?? 'No response tested it.';
}

const NOTHING_OBSERVED = { outcomes: new Map<string, number>(), parameters: new Map<string, number>() };

function summariseOperation(
  { responses, query }: Operation,
  { outcomes, parameters }: { outcomes: ReadonlyMap<string, number>; parameters: ReadonlyMap<string, number> },
): Omit<OperationSummary, 'sent' | 'shown'> {
  const counts = new Map<string, number>();
  const undocumented = new Map<string, number>();
  for (const [status, count] of outcomes) {
    const documented = [status, `${status[0]}XX`, 'default'].find(one => status !== 'none' && responses.includes(one));
    const [map, key] = documented === undefined ? [undocumented, status] : [counts, documented];
    map.set(key, (map.get(key) ?? 0) + count);
  }
  return {
    outcomes: countDocumented(responses, counts),
    undocumented: Object.fromEntries(undocumented),
    parameters: countDocumented([...query.keys()], parameters),
  };
}

function countDocumented(names: readonly string[], counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(names.map(name => [name, counts.get(name) ?? 0]));
}
