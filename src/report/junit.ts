import { getJunitXml, type TestCase } from 'junit-xml';
import { headline } from './headline.js';
import { printable } from './printable.js';
import type { Report, ReportedCase, ReportedViolation } from './report.js';

/** The report for a CI server: one test suite per check, one test case per case. */
export function junit(report: Report): string {
  const violations = violationsByCase(report);
  const checks = [...new Set(report.background.cases.map(({ check }) => check))];
  const xml = getJunitXml({
    name: printable(`${report.api} at ${report.target}: ${headline(report)}`),
    time: seconds(report.milliseconds),
    suites: checks.map(check => {
      const cases = report.background.cases.filter(one => one.check === check);
      return {
        name: printable(check),
        time: seconds(cases.reduce((total, { milliseconds }) => total + milliseconds, 0)),
        testCases: cases.map(one => testCase(one, violations.get(nameOf(one)) ?? [])),
      };
    }),
  });
  // junit-xml writes failures as <error>, and we give it no errors; in texts every < is escaped
  const failures = xml.replaceAll('<error', '<failure').replaceAll('</error>', '</failure>');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${failures}\n`;
}

/** A known violation does not fail a test, nor does a flaky one, or a case would fail that the exit code lets pass. */
function testCase(one: ReportedCase, violations: readonly ReportedViolation[]): TestCase {
  const told: TestCase = {
    name: printable(one.id),
    classname: printable(one.operation),
    time: seconds(one.milliseconds),
  };
  if (one.verdict === 'pass') return told;
  const unknown = violations.filter(({ known }) => known === undefined);
  if (one.verdict === 'fail' && (unknown.length > 0 || violations.length === 0)) {
    const message = unknown.map(failureText).join('\n\n') || one.reason || 'The case failed.';
    return { ...told, failures: [{ type: 'violation', message: printable(message) }] };
  }
  const reasons = [
    ...(one.verdict === 'fail' ? [] : [`${one.verdict}${one.reason ? `: ${one.reason}` : ''}`]),
    ...violations.map(violation => `${violation.known ? `Known: ${violation.known}\n` : ''}${failureText(violation)}`),
  ];
  // <skipped> cannot carry a text in junit-xml
  return { ...told, skipped: true, systemOut: [printable(reasons.join('\n\n'))] };
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

function violationsByCase({ violations }: Report): Map<string, ReportedViolation[]> {
  const byCase = new Map<string, ReportedViolation[]>();
  for (const violation of violations) {
    for (const name of violation.cases) byCase.set(name, [...(byCase.get(name) ?? []), violation]);
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
