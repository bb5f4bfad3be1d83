import type { Report } from './report.js';

/** What can make a run fail. */
export const FAIL_ON = ['fail', 'flaky', 'inconclusive', 'skipped'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export type ExitCode = 0 | 1 | 2 | 130;

/** What makes a run fail; `minCoverage` is in percent of the statements. */
export type Gate = { failOn: readonly FailOn[]; minCoverage?: number };

/** 130 interrupted · 1 something in `failOn` occurred · 2 tested too little, or the run is not complete · 0 fine. */
export function resolveExitCode(report: Report, { failOn, minCoverage = 0 }: Gate): ExitCode {
  const { ended, incomplete, violations, summary, coverage } = report;
  if (ended === 'interrupted') return 130;
  const unknown = violations.filter(({ known, warning }) => known === undefined && !warning);
  const found: Record<FailOn, boolean> = {
    fail: unknown.some(({ flaky }) => !flaky),
    flaky: unknown.some(({ flaky }) => flaky),
    inconclusive: summary.inconclusive > 0,
    skipped: summary.skipped > 0,
  };
  if (failOn.some(kind => found[kind])) return 1;
  const isWhole = incomplete === undefined || ended === 'budget';
  return isTested(summary) && isWhole && coveragePercent(coverage.statements) >= minCoverage ? 0 : 2;
}

/** Why a run without violations fails, as sentences: the conditions of the gate that it does not meet. */
export function unmetGates({ summary, coverage }: Report, { failOn, minCoverage = 0 }: Gate): string[] {
  const { exercised, all } = coverage.statements;
  const percent = coveragePercent(coverage.statements);
  const unsettled = (['inconclusive', 'skipped'] as const).filter(kind => failOn.includes(kind) && summary[kind] > 0);
  return [
    ...unsettled.map(kind => `${summary[kind]} of the cases are ${kind}, which makes the run fail.`),
    ...(percent < minCoverage
      ? [`${exercised} of ${all} statements were exercised (${percent} %), and at least ${minCoverage} % are required.`]
      : []),
  ];
}

/** The percentage of statements that were exercised, rounded down, so that 100 means all. */
export function coveragePercent({ exercised, all }: Report['coverage']['statements']): number {
  return all === 0 ? 100 : Math.floor((100 * exercised) / all);
}

/** Whether any case has a verdict. */
export function isTested({ pass, fail, flaky }: Report['summary']): boolean {
  return pass + fail + flaky > 0;
}
