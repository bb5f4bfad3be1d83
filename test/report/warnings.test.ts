import { expect, test } from 'vitest';
import { createReport, resolveExitCode, write } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation } from './an-outcome.js';

const OUTCOME = anOutcome({
  cases: [aCase({ verdict: 'fail' })],
  violations: [aViolation({ warning: true, certainty: 'derived' })],
});

test('a warning does not fail the run', () => {
  expect(resolveExitCode(createReport(OUTCOME), { failOn: ['fail'] })).toBe(0);
});

test('the JSON report has warnings apart from violations', () => {
  const report = JSON.parse(write('json', createReport(OUTCOME), { color: false }));
  expect(report.violations).toEqual([]);
  expect(report.warnings).toMatchObject([{ check: 'list-filter', operation: 'listUsers' }]);
  expect(report.warnings[0]).not.toHaveProperty('warning');
  expect(report.rootCauses).toMatchObject([{ kind: 'warning' }]);
});

test('other reports show a warning as one', () => {
  const report = createReport(OUTCOME);
  expect(write('text', report, { color: false })).toMatch(/WARN {2}list\.active.*No violations, 1 warning\./s);
  expect(write('github', report, { color: false })).toContain('::warning title=list-filter');
  expect(write('html', report, { color: false })).toContain('class="badge warning"');
  expect(write('junit', report, { color: false })).not.toContain('<failure');
});
