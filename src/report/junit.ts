import { getJunitXml, type TestCase, type TestSuite } from 'junit-xml';
import { counted, headline, titleOf } from './phrases.js';
import { printable } from './printable.js';
import type { Report, ReportedCase, ReportedViolation, RootCause } from './report.js';
import { kindOf } from './root-causes.js';

/**
 * The report for a CI server: one test suite per check, one test case per case. Of the cases that show one cause the first
 * fails, with all that is to be said of the cause; the others are skipped and name it.
 */
export function junit(report: Report): string {
  const causes = causesByCase(report);
  const told = new Map<RootCause, string>();
  const checks = [...new Set(report.background.cases.map(({ check }) => check))];
  const xml = getJunitXml({
    name: printable(`${report.api} at ${report.target}: ${headline(report)}`),
    time: seconds(report.milliseconds),
    suites: [
      ...checks.map(check => {
        const cases = report.background.cases.filter(one => one.check === check);
        return {
          name: printable(check),
          time: seconds(cases.reduce((total, { milliseconds }) => total + milliseconds, 0)),
          testCases: cases.map(one => testCase(one, { causes: causes.get(nameOf(one)) ?? [], told })),
        };
      }),
      ...runSuites(report),
    ],
  });
  // junit-xml writes failures as <error>, and we give it no errors; in texts every < is escaped
  const failures = xml.replaceAll('<error', '<failure').replaceAll('</error>', '</failure>');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${failures}\n`;
}

/** That the run is not whole, as a test of its own; a budget that is used up does not fail it, nor the exit code. */
function runSuites({ incomplete, ended }: Report): TestSuite[] {
  if (incomplete === undefined) return [];
  const run = { name: 'the whole run', classname: 'understudy' };
  const text = printable(incomplete);
  const testCase: TestCase =
    ended === 'budget'
      ? { ...run, skipped: true, systemOut: [text] }
      : { ...run, failures: [{ type: 'incomplete', message: text }] };
  return [{ name: 'understudy', testCases: [testCase] }];
}

/** A known violation does not fail a test, nor does a flaky one, or a case would fail that the exit code lets pass. */
function testCase(
  one: ReportedCase,
  { causes, told }: { causes: readonly RootCause[]; told: Map<RootCause, string> },
): TestCase {
  const test: TestCase = {
    name: printable(one.id),
    // ids of cases are unique within their check
    classname: printable(`${one.check}.${one.operation}`),
    time: seconds(one.milliseconds),
  };
  if (one.verdict === 'pass') return test;
  const open = causes.filter(({ kind }) => kind === 'open');
  const first = one.verdict === 'fail' ? open.filter(cause => !told.has(cause)) : [];
  for (const cause of first) told.set(cause, nameOf(one));
  if (one.verdict === 'fail' && (first.length > 0 || causes.length === 0)) {
    const message = first.map(causeText).join('\n\n') || one.reason || 'The case failed.';
    return { ...test, failures: [{ type: 'violation', message: printable(message) }] };
  }
  const reasons = [
    ...(one.verdict === 'fail' ? [] : [`${one.verdict}${one.reason ? `: ${one.reason}` : ''}`]),
    ...open.map(cause => `It has the same cause as ${told.get(cause) ?? 'others'}: ${cause.violations[0].message}`),
    ...causes.filter(({ kind }) => kind !== 'open').flatMap(({ violations }) => violations.map(quietText)),
  ];
  // <skipped> cannot carry a text in junit-xml
  return { ...test, skipped: true, systemOut: [printable(reasons.join('\n\n'))] };
}

function causeText({ violations }: RootCause): string {
  const [first, ...others] = violations.filter(violation => kindOf(violation) === 'open');
  if (!first) return '';
  const more = others.map(({ message, ...violation }) => `${titleOf(violation)}: ${message}`);
  return [
    failureText(first),
    ...(more.length > 0 ? [`${counted(more.length, 'more violation')} from the same cause:`, ...more] : []),
  ].join('\n');
}

function quietText(violation: ReportedViolation): string {
  return `${violation.known === undefined ? '' : `Known: ${violation.known}\n`}${failureText(violation)}`;
}

function failureText({ message, expected, got, statement, source, says, curl }: ReportedViolation): string {
  return [
    message,
    `expected: ${expected}`,
    `got: ${got}`,
    `statement: ${statement} (${source}): ${says}`,
    ...(curl === '' ? [] : [curl]),
  ].join('\n');
}

function causesByCase({ rootCauses }: Report): Map<string, RootCause[]> {
  const byCase = new Map<string, RootCause[]>();
  for (const cause of rootCauses) {
    for (const name of new Set(cause.violations.flatMap(({ cases }) => cases)))
      byCase.set(name, [...(byCase.get(name) ?? []), cause]);
  }
  return byCase;
}

/** How a violation names a case. */
function nameOf({ check, id }: ReportedCase): string {
  return `${check}: ${id}`;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
