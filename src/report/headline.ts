import { counted } from './counted.js';
import { isTested } from './exit-code.js';
import type { Report, ReportedViolation } from './report.js';

/** The violations in three heaps: to be explained, seen only once, and known from the baseline. */
export type Heaps = Record<'open' | 'flaky' | 'known', readonly ReportedViolation[]>;

export function heapsOf({ violations }: Report): Heaps {
  const known = violations.filter(violation => violation.known !== undefined);
  const unknown = violations.filter(violation => violation.known === undefined);
  return { known, open: unknown.filter(({ flaky }) => !flaky), flaky: unknown.filter(({ flaky }) => flaky) };
}

/** The run in a few words: `3 violations, 1 flaky, 2 known`. */
export function headline(report: Report): string {
  const { open, flaky, known } = heapsOf(report);
  if (!isTested(report.summary)) return 'Nothing was tested';
  const found = open.length === 0 ? 'No violations' : counted(open.length, 'violation');
  const beside = [flaky.length && `${flaky.length} flaky`, known.length && `${known.length} known`].filter(Boolean);
  return [found, ...beside].join(', ');
}

/** Why the run ended before all cases had run. */
export const ENDINGS: Readonly<Record<NonNullable<Report['ended']>, string>> = {
  budget: 'The run ended early: the time was up before all cases had run.',
  interrupted: 'The run ended early: it was interrupted.',
  lost: 'The run ended early: the target has gone away.',
  silent: 'The run ended early: the target stopped answering.',
};
