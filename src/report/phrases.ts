import { coveragePercent, isTested } from './exit-code.js';
import type { Kind, Report } from './report.js';
import { kindOf } from './root-causes.js';
import type { Identified } from './violation-key.js';

/** How many violations there are of each kind. */
export function countsByKind({ violations }: Report): Record<Kind, number> {
  const count = (kind: Kind) => violations.filter(violation => kindOf(violation) === kind).length;
  return { open: count('open'), flaky: count('flaky'), known: count('known') };
}

/** The run in a few words: `3 violations from 1 cause, 1 flaky violation, 2 known violations`. */
export function headline(report: Report): string {
  if (!isTested(report.summary)) return 'Nothing was tested';
  const { open, flaky, known } = countsByKind(report);
  const causes = report.rootCauses.filter(({ kind }) => kind === 'open').length;
  const from = causes < open ? ` from ${counted(causes, 'cause')}` : '';
  return [
    open === 0 ? 'No violations' : counted(open, 'violation') + from,
    ...(flaky > 0 ? [counted(flaky, 'flaky violation')] : []),
    ...(known > 0 ? [counted(known, 'known violation')] : []),
  ].join(', ');
}

/** The cases by verdict, in one sentence without its full stop. */
export function caseCounts({ pass, fail, flaky, inconclusive, skipped }: Report['summary']): string {
  const all = counted(pass + fail + flaky + inconclusive + skipped, 'case');
  return `${all}: ${pass} passed, ${fail} failed, ${flaky} flaky, ${inconclusive} inconclusive, ${skipped} skipped`;
}

/** How much of what is documented was exercised, in one sentence without its full stop. */
export function exercisedShare({ coverage: { statements } }: Report): string {
  return `${statements.exercised} of ${counted(statements.all, 'statement')} exercised (${coveragePercent(statements)} %)`;
}

/** That most of the documents were not put to the test, where that is so: what was found then says little. */
export function warningOfLittle({ coverage: { statements } }: Report): string | undefined {
  if (2 * statements.exercised >= statements.all) return undefined;
  return `Fewer than half of the documents' statements were exercised: ${statements.exercised} of ${statements.all}.`;
}

/** Why the run ended before all cases had run. */
export const ENDINGS: Readonly<Record<NonNullable<Report['ended']>, string>> = {
  budget: 'The run ended early: the time was up before all cases had run.',
  interrupted: 'The run ended early: it was interrupted.',
  lost: 'The run ended early: the target has gone away.',
  silent: 'The run ended early: the target stopped answering.',
};

/** `1 case`, `2 cases`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `850 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a violation is about, on one line: `list-filter · listUsers · active · list.active`. */
export function titleOf({ check, operation, parameter, statement }: Partial<Identified>): string {
  return [check, operation, parameter, statement].filter(part => part !== undefined).join(' · ');
}

/** How many cases have each reason, the most frequent first. */
export function byReason(cases: readonly { reason: string }[]): { reason: string; cases: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of cases) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, cases]) => ({ reason, cases })).sort((left, right) => right.cases - left.cases);
}
