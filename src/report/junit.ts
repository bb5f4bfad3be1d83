import { getJunitXml, type TestCase, type TestSuite } from 'junit-xml';
import { formatHeadline, formatOthers, formatTitle, makeVisible } from './model/phrases.js';
import type { Report, ReportedCase, ReportedViolation, RootCause } from './model/report.js';
import { classify } from './model/violations.js';

/**
 * Writes the report for a CI server: one test suite per check, one test case per case. Of the cases that show one cause,
 * the first fails and describes the cause; the others are skipped and name the first.
 */
export function junit(report: Report): string {
  const causes = groupCausesByCase(report);
  const reported = new Map<RootCause, string>();
  const checks = [...new Set(report.background.cases.map(({ check }) => check))];
  const xml = getJunitXml({
    name: makeVisible(`${report.api} at ${report.target}: ${formatHeadline(report)}`),
    time: seconds(report.milliseconds),
    suites: [
      ...checks.map(check => {
        const cases = report.background.cases.filter(one => one.check === check);
        return {
          name: makeVisible(check),
          time: seconds(cases.reduce((total, { milliseconds }) => total + milliseconds, 0)),
          testCases: cases.map(one => testCase(one, { causes: causes.get(formatCaseName(one)) ?? [], reported })),
        };
      }),
      ...runSuites(report),
    ],
  });
  // junit-xml writes failures as <error>, and there are no other errors; in texts every < is escaped
  const failures = xml.replaceAll('<error', '<failure').replaceAll('</error>', '</failure>');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${failures}\n`;
}

/** A test that fails if the run is not complete; a used-up budget does not fail it, as it does not change the exit code. */
function runSuites({ incomplete, ended }: Report): TestSuite[] {
  if (incomplete === undefined) return [];
  const run = { name: 'the whole run', classname: 'understudy' };
  const text = makeVisible(incomplete);
  const testCase: TestCase =
    ended === 'budget'
      ? { ...run, skipped: true, systemOut: [text] }
      : { ...run, failures: [{ type: 'incomplete', message: text }] };
  return [{ name: 'understudy', testCases: [testCase] }];
}

/** Known and flaky violations do not fail a test, because they do not change the exit code either. */
function testCase(
  one: ReportedCase,
  { causes, reported }: { causes: readonly RootCause[]; reported: Map<RootCause, string> },
): TestCase {
  const test: TestCase = {
    name: makeVisible(one.id),
    // the ids of cases are unique within their check only
    classname: makeVisible(`${one.check}.${one.operation}`),
    time: seconds(one.milliseconds),
  };
  if (one.verdict === 'pass') return test;
  const open = causes.filter(({ kind }) => kind === 'open');
  const first = one.verdict === 'fail' ? open.filter(cause => !reported.has(cause)) : [];
  for (const cause of first) reported.set(cause, formatCaseName(one));
  if (one.verdict === 'fail' && (first.length > 0 || causes.length === 0)) {
    const message = first.map(formatCause).join('\n\n') || one.reason || 'The case failed.';
    return { ...test, failures: [{ type: 'violation', message: makeVisible(message) }] };
  }
  const reasons = [
    ...(one.verdict === 'fail' ? [] : [`${one.verdict}${one.reason ? `: ${one.reason}` : ''}`]),
    ...open.map(cause => `It has the same cause as ${reported.get(cause) ?? 'others'}: ${cause.violations[0].message}`),
    ...causes.filter(({ kind }) => kind !== 'open').flatMap(({ violations }) => violations.map(formatQuietly)),
  ];
  // junit-xml cannot write a text in <skipped>
  return { ...test, skipped: true, systemOut: [makeVisible(reasons.join('\n\n'))] };
}

function formatCause({ violations }: RootCause): string {
  const [first, ...others] = violations.filter(violation => classify(violation) === 'open');
  if (!first) return '';
  const more = others.map(({ message, ...violation }) => `${formatTitle(violation)}: ${message}`);
  return [formatFailure(first), ...(more.length > 0 ? [`${formatOthers(more)}:`, ...more] : [])].join('\n');
}

function formatQuietly(violation: ReportedViolation): string {
  return `${violation.known === undefined ? '' : `Known: ${violation.known}\n`}${formatFailure(violation)}`;
}

function formatFailure({ message, expected, got, statement, source, says, curl }: ReportedViolation): string {
  return [
    message,
    `expected: ${expected}`,
    `got: ${got}`,
    `statement: ${statement} (${source}): ${says}`,
    ...(curl === '' ? [] : [curl]),
  ].join('\n');
}

function groupCausesByCase({ rootCauses }: Report): Map<string, RootCause[]> {
  const byCase = new Map<string, RootCause[]>();
  for (const cause of rootCauses) {
    for (const name of new Set(cause.violations.flatMap(({ cases }) => cases)))
      byCase.set(name, [...(byCase.get(name) ?? []), cause]);
  }
  return byCase;
}

/** The name of a case, as violations list it. */
function formatCaseName({ check, id }: ReportedCase): string {
  return `${check}: ${id}`;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
