import { type Contract, nearestName } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { RESPONSE_CHECKS } from '../laws/every-response.js';
import type { Case } from '../model/case.js';
import type { Check } from '../model/check.js';
import type { Suite } from '../model/suite.js';
import { readingHeld } from '../outcome/observations.js';
import { listCheckIds } from './suites.js';

/** Names of checks, operations and statements: what alone is to be judged, and what is not. */
export type Selected = { only?: readonly string[]; skip?: readonly string[] };

/** What a finding or a case is about. */
type Subject = { check: string; operation: string; statements: readonly string[] };

/** What a run judges of all that it could. */
export type Selection = {
  /** Why a case is left out; undefined if it is run. */
  blocker(asked: Case<never>, check: Pick<Check<never>, 'id'>): string | undefined;
  /** Whether a case that is run could change something. */
  writes: boolean;
  /** Whether a finding counts. */
  counts(finding: { check: string; operation: string; statement: string }): boolean;
};

/**
 * The selection that some names make. A name of a check that judges every response, or of a statement that only such checks
 * carry, has all cases run, for the sake of their responses. Throws `option-invalid` where a name is unknown.
 */
export function createSelection(
  { only = [], skip = [] }: Selected,
  { contract, suite }: { contract: Contract; suite: Suite<unknown> },
): Selection {
  assertKnown([...only, ...skip], { contract, suite });
  const ofResponses = new Set<string>([...RESPONSE_CHECKS, readingHeld].map(({ id }) => id));
  const carried = new Set(suite.checks.flatMap(({ cases }) => cases.flatMap(({ statements }) => statements)));
  const statements = new Set(contract.statements().map(({ id }) => id));
  const needsAll = only.some(name => ofResponses.has(name) || (statements.has(name) && !carried.has(name)));
  const isNamed = (names: readonly string[], { check, operation, statements }: Subject) =>
    names.some(name => name === check || name === operation || statements.includes(name));
  const blocker: Selection['blocker'] = ({ operation, statements }, { id: check }) => {
    const subject = { check, operation, statements };
    if (only.length > 0 && !needsAll && !isNamed(only, subject)) return 'Not among what --only names.';
    const isSkipped = skip.includes(check) || skip.includes(operation) || isSubset(statements, skip);
    return isSkipped ? 'Left out by --skip.' : undefined;
  };
  const selected = suite.checks.flatMap(check => check.cases.filter(asked => blocker(asked, check) === undefined));
  if (selected.length === 0) {
    throw new Problem('option-invalid', 'Nothing is left to be tested: --skip names all that --only has.', {
      fix: 'Name something in --only that --skip does not name.',
    });
  }
  const methods = new Map(contract.operations.map(({ id, method }) => [id, method]));
  return {
    blocker,
    writes: selected.some(({ steps }) =>
      steps.some(({ method, operation }) => (method ?? methods.get(operation)) !== 'GET'),
    ),
    counts({ check, operation, statement }) {
      const subject = { check, operation, statements: [statement] };
      return !isNamed(skip, subject) && (!needsAll || isNamed(only, subject));
    },
  };
}

function isSubset(statements: readonly string[], names: readonly string[]): boolean {
  return statements.length > 0 && statements.every(statement => names.includes(statement));
}

function assertKnown(
  names: readonly string[],
  { contract, suite }: { contract: Contract; suite: Suite<unknown> },
): void {
  const checks = [...listCheckIds(suite)];
  const operations = contract.operations.filter(({ isCompanion }) => !isCompanion).map(({ id }) => id);
  const statements = contract
    .statements()
    .filter(({ supports }) => supports.some(place => checks.includes(place)))
    .map(({ id }) => id);
  const known = [...checks, ...operations, ...statements];
  const flaws = names
    .filter(name => !known.includes(name))
    .map(name => `${JSON.stringify(name)} (the nearest is ${nearestName(name, known)})`);
  if (flaws.length === 0) return;
  const message = `No check, operation or statement of ${contract.api} that is judged has the name ${flaws.join(', nor ')}.`;
  throw new Problem('option-invalid', message, {
    fix: 'Name a check as `understudy check URL --plan` prints it, an operation of openapi.yaml, or a statement of a report.',
  });
}
