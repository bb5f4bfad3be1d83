import { coveragePercent, isTested } from './exit-code.js';
import type { Report, ViolationKey, ViolationKind } from './report.js';
import { classify } from './violations.js';

/** Counts the violations of each kind. */
export function countByKind({ violations }: Report): Record<ViolationKind, number> {
  const count = (kind: ViolationKind) => violations.filter(violation => classify(violation) === kind).length;
  return { open: count('open'), flaky: count('flaky'), warning: count('warning'), known: count('known') };
}

/** The run in a few words: `3 violations from 1 cause, 1 flaky violation, 4 warnings, 2 known violations`. */
export function formatHeadline(report: Report): string {
  if (!isTested(report.summary)) return 'Nothing was tested';
  const { open, flaky, warning, known } = countByKind(report);
  const causes = report.rootCauses.filter(({ kind }) => kind === 'open').length;
  const from = causes < open ? ` from ${formatCount(causes, 'cause')}` : '';
  return [
    open === 0 ? 'No violations' : formatCount(open, 'violation') + from,
    ...(flaky > 0 ? [formatCount(flaky, 'flaky violation')] : []),
    ...(warning > 0 ? [formatCount(warning, 'warning')] : []),
    ...(known > 0 ? [formatCount(known, 'known violation')] : []),
  ].join(', ');
}

/** The cases by verdict, in one sentence without its full stop. */
export function formatCaseCounts({ pass, fail, flaky, inconclusive, skipped }: Report['summary']): string {
  const all = formatCount(pass + fail + flaky + inconclusive + skipped, 'case');
  return `${all}: ${pass} passed, ${fail} failed, ${flaky} flaky, ${inconclusive} inconclusive, ${skipped} skipped`;
}

/** How many statements were exercised, in one sentence without its full stop. */
export function formatCoverage({ coverage: { statements } }: Report): string {
  return `${statements.exercised} of ${formatCount(statements.all, 'statement')} exercised (${coveragePercent(statements)} %)`;
}

/** How many of some counts are not zero: `3 of 5`. */
export function formatShare(counts: readonly number[]): string {
  return `${counts.filter(count => count > 0).length} of ${counts.length}`;
}

/** A warning if fewer than half of the statements were exercised, because then the result says little. */
export function warnOfLowCoverage({ coverage: { statements } }: Report): string | undefined {
  if (2 * statements.exercised >= statements.all) return undefined;
  return `Fewer than half of the documents' statements were exercised: ${statements.exercised} of ${statements.all}.`;
}

/** Why the run ended before all cases had run, as sentences. */
export function describeEnding(ended: NonNullable<Report['ended']>, lastAnswered: string | undefined): string {
  const last = lastAnswered === undefined ? '' : ` The last request with a response was ${lastAnswered}.`;
  return ENDINGS[ended] + last;
}

const ENDINGS: Readonly<Record<NonNullable<Report['ended']>, string>> = {
  budget: 'The run ended early: the time was up before all cases had run.',
  interrupted: 'The run ended early: it was interrupted.',
  lost: 'The run ended early: the target has gone away.',
  silent: 'The run ended early: the target stopped responding.',
};

/** `1 case`, `2 cases`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 more violation from the same cause`. */
export function formatOthers(others: readonly unknown[]): string {
  return `${formatCount(others.length, 'more violation')} from the same cause`;
}

/** `850 ms`, `3.2 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a violation is about, on one line: `list-filter · listUsers · active · list.active`. */
export function formatTitle({ check, operation, parameter, statement }: Partial<ViolationKey>): string {
  return [check, operation, parameter, statement].filter(part => part !== undefined).join(' · ');
}

/** Counts the cases with each reason, the most frequent first. */
export function countReasons(cases: readonly { reason: string }[]): { reason: string; cases: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of cases) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, cases]) => ({ reason, cases })).sort((left, right) => right.cases - left.cases);
}

/**
 * Characters that a reader does not see, but that change a terminal, an XML parser or the direction of a line: control
 * characters except tab and line feed, direction marks, lone surrogates, noncharacters.
 */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u2028\u2029]/gu;

/** Makes every character of a server's text visible: the escape character becomes `\u001b`. */
export function makeVisible(text: string): string {
  return text.replace(UNSEEN, unseen => `\\u${(unseen.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** The same beside a margin: further lines are marked, so that a server's text cannot look like a part of the report. */
export function makeVisibleBeside(margin: number, text: string): string {
  return makeVisible(text).replaceAll('\n', `\n${' '.repeat(margin)}| `);
}
