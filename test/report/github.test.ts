import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { createReport, githubSummary, type ViolationBaseline, write } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation, everyVerdict } from './an-outcome.js';
import { HOSTILE } from './hostile.js';

type Annotation = { level: string; title: string; text: string };

const { check, operation, parameter = '', statement } = aViolation();
const known = { check, operation, parameter, statement, reason: 'SW-1: active is read as text.' };

/** The workflow commands as GitHub reads them. */
function annotations(outcome: Outcome, baseline?: ViolationBaseline): Annotation[] {
  const lines = write('github', createReport(outcome, baseline && { baseline }), { color: false }).split('\n');
  expect(lines.pop()).toBe('');
  // the verdict and its figures, for whoever reads the log
  expect(lines.splice(-3)).toEqual([
    expect.stringMatching(/^(No violations|\d+ violations?|Nothing was tested).*\.$/),
    expect.stringMatching(/^\d+ cases?: \d+ passed, /),
    expect.stringMatching(/^\d+ of \d+ statements? exercised \(\d+ %\)$/),
  ]);
  return lines.map(line => {
    const {
      level = '',
      title = '',
      text = '',
    } = /^::(?<level>error|warning|notice) title=(?<title>[^:,\r]*)::(?<text>[^\r]*)$/.exec(line)?.groups ?? {};
    expect(level, line).not.toBe('');
    expect(title + text).not.toMatch(/%(?!25|0D|0A|3A|2C)/);
    return { level, title: decodeURIComponent(title), text: decodeURIComponent(text) };
  });
}

test('violations are errors, what ended the run and flaky ones are warnings, in this order', () => {
  expect(annotations(everyVerdict()).map(({ level, title }) => [level, title])).toEqual([
    ['error', 'list-filter · listUsers · active · list.active'],
    ['warning', 'Incomplete run'],
    ['warning', 'Flaky: list-order · listUsers · order_by · list.order_by'],
  ]);
});

test('a known violation is a notice with its reason', () => {
  expect(annotations(anOutcome({ violations: [aViolation()] }), { violations: [known] })).toEqual([
    {
      level: 'notice',
      title: 'Known: list-filter · listUsers · active · list.active',
      text: `${known.reason}\n${aViolation().message}`,
    },
  ]);
});

test('a run that tested nothing is an error; a run without violations has no annotation', () => {
  expect(annotations(anOutcome({ cases: [aCase({ verdict: 'skipped' })] }))).toMatchObject([
    { level: 'error', title: 'Nothing was tested' },
  ]);
  expect(annotations(anOutcome())).toEqual([]);
});

test('per cents, line ends, colons and commas are escaped, so that what the server sends starts no command', () => {
  const violations = [aViolation({ check: 'a,b: 100%\n', message: HOSTILE, got: '50%0A' })];
  const [annotation, ...others] = annotations(anOutcome({ violations }));
  expect(others).toEqual([]);
  expect(annotation?.title).toBe('a,b: 100%\n · listUsers · active · list.active');
  expect(annotation?.text).toContain('\n::error title=x,y:z::100% made up\n');
  expect(annotation?.text).toContain('got: 50%0A\n');
  const line = write('github', createReport(anOutcome({ violations })), { color: false });
  expect(line.slice(0, 60)).toContain('::error title=a%2Cb%3A 100%25%0A · listUsers');
});

test('the summary has verdicts, violations, resolved violations and coverage', () => {
  const gone = { ...known, check: 'page-ends', statement: 'list.active' };
  const { ended: _, ...outcome } = everyVerdict();
  const summary = githubSummary(createReport(outcome, { baseline: { violations: [gone] } }));
  expect(summary).toMatch(/^### 1 violation, 1 flaky violation\n\n/);
  expect(summary).toContain('| cases | pass | fail | flaky | inconclusive | skipped |\n');
  expect(summary).toContain('|  | 1 | 1 | 1 | 1 | 2 |\n');
  expect(summary).toContain('| fail | 1 | list-filter | listUsers active | list.active<br>dnl-user-list&#58;26 | ');
  expect(summary).toContain('| flaky | 1 | list-order | ');
  expect(summary).toContain('Resolved, can be removed from the baseline:');
  expect(summary).toContain('180 of 291 statements exercised &#40;61 %&#41;.\n');
  expect(githubSummary(createReport(everyVerdict()))).toContain('The run ended early&#58; the time was up');
});

test('the summary escapes pipes, back-ticks and HTML of the server', () => {
  const hostile = { check: HOSTILE, statement: HOSTILE, message: HOSTILE, got: HOSTILE, curl: HOSTILE };
  const plain = githubSummary(createReport(anOutcome({ violations: [aViolation()] })));
  const summary = githubSummary(createReport(anOutcome({ violations: [aViolation(hostile)] })));
  expect(shapeOf(summary)).toEqual(shapeOf(plain));
  expect(summary).toContain('a &#124; b &#96;c&#96; &#42;&#42;d&#42;&#42;');
  expect(summary).toContain('&#60;/pre&#62;&#60;script&#62;');
  expect(summary).not.toMatch(/<script|<img|<!--|`|@f|\]\(/);
});

/** The tags of a text in Markdown, and how many cells each of its lines has. */
function shapeOf(markdown: string): { tags: readonly string[] | null; cells: number[] } {
  return { tags: markdown.match(/<[^>]*>/g), cells: markdown.split('\n').map(line => line.split('|').length) };
}
