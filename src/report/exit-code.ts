import type { Report } from './report.js';

/** What can make a run fail. */
export const FAIL_ON = ['fail', 'flaky', 'inconclusive'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export type ExitCode = 0 | 1 | 2 | 130;

/** 130 interrupted · 1 what it is to fail on was found · 2 nothing was tested, or the target went away · 0 fine. */
export function exitCodeOf(
  { ended, violations, summary }: Report,
  { failOn }: { failOn: readonly FailOn[] },
): ExitCode {
  if (ended === 'interrupted') return 130;
  const unknown = violations.filter(({ known }) => known === undefined);
  const found: Record<FailOn, boolean> = {
    fail: unknown.some(({ flaky }) => !flaky),
    flaky: unknown.some(({ flaky }) => flaky),
    inconclusive: summary.inconclusive > 0,
  };
  if (failOn.some(kind => found[kind])) return 1;
  return isTested(summary) && ended !== 'lost' ? 0 : 2;
}

/** Whether any case came to a verdict. */
export function isTested({ pass, fail, flaky }: Report['summary']): boolean {
  return pass + fail + flaky > 0;
}
