import { type Contract, sourceOf } from '../../contract/index.js';
import { formatCurl } from '../../target/index.js';
import type { Evidence } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { CaseOutcome, CheckViolation } from '../model/outcome.js';
import { findCauses } from './root-causes.js';

/** A failing finding, with the case that shows it and its request as a command. */
type FailingFinding = { evidence: Evidence; outcome: CaseOutcome; curl: string };

/** Collects the violations that the cases show, each with the shortest request that shows it. */
export function collectViolations(cases: readonly CaseOutcome[], contract: Contract): CheckViolation[] {
  const statements = new Map(contract.statements().map(statement => [statement.id, statement]));
  const failing = cases.flatMap(outcome =>
    outcome.evidence
      .filter(({ verdict }) => verdict === 'fail')
      .map((evidence): FailingFinding => ({ evidence, outcome, curl: formatRequest(evidence) })),
  );
  const groups = groupBy(failing, shown =>
    [shown.evidence.check, shown.evidence.operation, findParameter(shown), shown.evidence.statement].join(' '),
  );
  const found = [...groups.values()].flatMap(group => {
    const flaky = group.every(({ outcome }) => outcome.verdict === 'flaky');
    const shown = group.filter(({ outcome }) => flaky || outcome.verdict !== 'flaky');
    const [shortest] = shown.toSorted((left, right) => left.curl.length - right.curl.length);
    return shortest ? [{ group, flaky, shown, shortest }] : [];
  });
  const causes = findCauses(
    found.map(({ shown, shortest }) => ({
      operation: shortest.evidence.operation,
      parameter: findParameter(shortest),
      evidence: shown.map(({ evidence }) => evidence),
    })),
  );
  return found.map(({ group, flaky, shortest: { evidence, curl }, shortest }, at) => {
    const statement = statements.get(evidence.statement);
    const parameter = findParameter(shortest);
    return {
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
      cause: causes[at] ?? '',
      cases: [...new Set(group.map(({ outcome }) => `${outcome.check}: ${outcome.id}`))],
      flaky,
    };
  });
}

function findParameter({ evidence, outcome }: FailingFinding): string | undefined {
  return evidence.parameter ?? outcome.parameter;
}

/** In the command a shell variable stands for the token; all other values are shown. */
function formatRequest({ exchange }: Evidence): string {
  return exchange ? formatCurl(exchange) : '';
}
