import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { nearestName } from '../../openapi/index.js';
import { type Case, findPhase, onlyReads } from '../model/case.js';
import type { Check } from '../model/check.js';
import type { Suite } from '../model/suite.js';
import { readingHeld } from '../outcome/observations.js';

/** Names of checks, operations and statements: `only` these are judged, or all but those of `skip`. */
export type Selected = { only?: readonly string[]; skip?: readonly string[] };

/** What a finding or a case is about. */
type Topic = { check: string; operation: string; statements: readonly string[] };

/** The cases and findings that a run judges. */
export type Selection = {
  /** Why a case is not selected; undefined if it is. */
  blocker(tested: Case<never>, check: Pick<Check<never>, 'id'>): string | undefined;
  /** Whether a selected case writes. */
  writes: boolean;
  /** Whether a finding counts. */
  counts(finding: { check: string; operation: string; statement: string }): boolean;
};

/**
 * Selects cases and findings by names. If `only` names a check of every response, or a statement that only such checks
 * support, all cases run, because their responses are judged. Throws `option-invalid` if a name is unknown.
 */
export function createSelection(
  { only = [], skip = [] }: Selected,
  { contract, suite }: { contract: Contract; suite: Suite<unknown> },
): Selection {
  assertNames([...only, ...skip], { contract, suite });
  const responseChecks = new Set<string>([...suite.responseChecks, readingHeld].map(({ id }) => id));
  const supported = new Set(suite.checks.flatMap(({ cases }) => cases.flatMap(({ statements }) => statements)));
  const statements = new Set(contract.statements().map(({ id }) => id));
  const needsAll = only.some(name => responseChecks.has(name) || (statements.has(name) && !supported.has(name)));
  const isNamed = (names: readonly string[], { check, operation, statements }: Topic) =>
    names.some(name => name === check || name === operation || statements.includes(name));
  const blocker: Selection['blocker'] = ({ operation, statements }, { id: check }) => {
    const topic = { check, operation, statements };
    if (only.length > 0 && !needsAll && !isNamed(only, topic)) return '--only does not name it.';
    const isSkipped = skip.includes(check) || skip.includes(operation) || isSubset(statements, skip);
    return isSkipped ? '--skip names it.' : undefined;
  };
  const selected = suite.checks.flatMap(check => check.cases.filter(tested => blocker(tested, check) === undefined));
  if (selected.length === 0) {
    throw new Problem('option-invalid', 'No case is left to run: --skip names everything that --only names.', {
      fix: 'Name something in --only that --skip does not name.',
    });
  }
  const methods = new Map(contract.operations.map(({ id, method }) => [id, method]));
  return {
    blocker,
    writes: selected.some(({ steps, phase }) => {
      const sent = steps.map(({ method, operation }) => method ?? methods.get(operation) ?? '');
      return !onlyReads(phase ?? findPhase(sent));
    }),
    counts({ check, operation, statement }) {
      const topic = { check, operation, statements: [statement] };
      return !isNamed(skip, topic) && (!needsAll || isNamed(only, topic));
    },
  };
}

function isSubset(statements: readonly string[], names: readonly string[]): boolean {
  return statements.length > 0 && statements.every(statement => names.includes(statement));
}

function assertNames(
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
  const issues = names
    .filter(name => !known.includes(name))
    .map(name => `${JSON.stringify(name)} (the nearest is ${nearestName(name, known)})`);
  if (issues.length === 0) return;
  const message = `No check, operation or statement of ${contract.api} has the name ${issues.join(', nor ')}.`;
  throw new Problem('option-invalid', message, {
    fix: 'Name a check as `understudy check URL --plan` prints it, an operation of openapi.yaml, or a statement of a report.',
  });
}

/** The ids of all checks of a suite, including the checks of every response. */
export function listCheckIds(suite: Suite<unknown>): ReadonlySet<string> {
  return new Set(Object.keys(listLaws(suite)));
}

/** What each check of a suite says, by its id. */
export function listLaws(suite: Suite<unknown>): Record<string, string> {
  const held = suite.warnsOfDerived ? [] : [readingHeld];
  return Object.fromEntries([...suite.checks, ...suite.responseChecks, ...held].map(({ id, says }) => [id, says]));
}
