import { expect, test } from 'vitest';
import type { CaseOutcome, Outcome } from '../../src/check/index.js';
import { Problem } from '../../src/index.js';
import {
  createReport,
  formatBaseline,
  type KnownViolation,
  readBaseline,
  type ViolationBaseline,
  write,
} from '../../src/report/index.js';
import { aCase, anOutcome, aViolation } from './an-outcome.js';

const KNOWN: KnownViolation = {
  check: 'list-filter',
  operation: 'listUsers',
  parameter: 'active',
  statement: 'list.active',
  reason: 'SW-1: active is read as text.',
};
const baseline: ViolationBaseline = { violations: [KNOWN] };

test('a known violation has its reason, and is reported as known', () => {
  const report = createReport(anOutcome({ violations: [aViolation()] }), { baseline });
  expect(report.violations).toMatchObject([{ statement: 'list.active', known: KNOWN.reason }]);
  expect(report.resolved).toEqual([]);
  const text = write('text', report, { color: false });
  expect(text).toContain(`  KNOWN  list.active  dnl-user-list:26\n`);
  expect(text).toContain(KNOWN.reason);
  expect(text).toContain('\nNo violations, 1 known violation.\n');
  expect(text).not.toContain('FAIL');
});

test.each<Partial<KnownViolation>>([
  { check: 'list-order' },
  { operation: 'getUser' },
  { parameter: 'name' },
  { statement: 'list.name' },
])('a violation that differs in %o is not known', different => {
  const others = { violations: [{ ...KNOWN, ...different }] };
  const { violations } = createReport(anOutcome({ violations: [aViolation()] }), { baseline: others });
  expect(violations[0]).not.toHaveProperty('known');
});

test.each<[resolved: boolean, situation: string, cases: readonly Partial<CaseOutcome>[], more?: Partial<Outcome>]>([
  [true, 'its case passed', [{}]],
  [true, 'one of its cases passed and another was inconclusive', [{}, { verdict: 'inconclusive' }]],
  [false, 'its case was inconclusive', [{ verdict: 'inconclusive' }]],
  [false, 'one of its cases was skipped', [{}, { verdict: 'skipped' }]],
  [false, 'nothing decided its statement', [{}], { statements: { 'list.active': 'inconclusive' } }],
  [false, 'only another check decided its statement', [{ check: 'list-order' }, { verdict: 'skipped' }]],
  [true, 'cases about other parameters were skipped', [{}, { parameter: 'name', verdict: 'skipped' }]],
  [true, 'its case names no statement of its own', [{ statements: ['list.query'] }]],
  [false, 'the case that names other statements was skipped', [{ statements: ['list.query'], verdict: 'skipped' }]],
  [false, 'the case that names another operation was skipped', [{ operation: 'createUser', verdict: 'skipped' }]],
  [true, 'its check has no cases, as it judges every answer', [{ check: 'list-order' }]],
  [false, 'its check has no cases and the run ended early', [{ check: 'list-order' }], { ended: 'budget' }],
])('that a known violation is resolved is %s where %s', (resolved, _, cases, more) => {
  const outcome = anOutcome({ cases: cases.map(aCase), ...more });
  expect(createReport(outcome, { baseline }).resolved).toEqual(resolved ? [KNOWN] : []);
});

test('a skipped case that names no parameter may have been about the one of a known violation', () => {
  const { parameter: _, ...skipped } = aCase({ verdict: 'skipped' });
  const outcome = anOutcome({ cases: [skipped, aCase()] });
  expect(createReport(outcome, { baseline }).resolved).toEqual([]);
});

test('every format for people reports resolved violations', () => {
  const report = createReport(anOutcome(), { baseline });
  expect(write('text', report, { color: false })).toContain(
    'Resolved: these no longer occur and can be removed from the baseline\n' +
      '  list-filter · listUsers · active · list.active  SW-1: active is read as text.\n',
  );
  expect(write('html', report, { color: false })).toContain('SW-1: active is read as text.');
});

test('a new baseline keeps reasons, drops what is resolved and adds what is new but not what is flaky', () => {
  const untested = { ...KNOWN, check: 'create-keeps', operation: 'createUser', statement: 'create.email' };
  const resolved = { ...KNOWN, parameter: 'name', statement: 'list.name' };
  const previous = { violations: [KNOWN, untested, resolved] };
  const fresh = { check: 'page-ends', operation: 'listUsers', statement: 'list.total' };
  const { parameter: _, ...whole } = aViolation();
  const outcome = anOutcome({
    cases: [aCase({ verdict: 'fail' }), aCase({ parameter: 'name', statements: ['list.name'] })],
    violations: [{ ...whole, ...fresh }, aViolation(), aViolation({ statement: 'list.order_by', flaky: true })],
    statements: { 'list.active': 'fail', 'list.name': 'pass', 'create.email': 'skipped' },
  });
  const text = formatBaseline(createReport(outcome, { baseline: previous }), { date: '2026-11-21', previous });
  expect(readBaseline(text)).toEqual({
    violations: [untested, KNOWN, { ...fresh, reason: 'Found on 2026-11-21; not yet explained.' }],
  });
  expect(text.endsWith('}\n')).toBe(true);

  const next = readBaseline(text);
  const again = createReport(outcome, { baseline: next });
  expect(again.violations.filter(({ known }) => known === undefined)).toMatchObject([{ flaky: true }]);
  expect(formatBaseline(again, { date: '2026-12-24', previous: next })).toBe(text);
});

test('a first baseline holds all that was found', () => {
  const text = formatBaseline(createReport(anOutcome({ violations: [aViolation()] })), { date: '2026-11-21' });
  expect(readBaseline(text)).toEqual({
    violations: [{ ...KNOWN, reason: 'Found on 2026-11-21; not yet explained.' }],
  });
});

test('a known violation that is flaky this time keeps its reason', () => {
  const report = createReport(anOutcome({ violations: [aViolation({ flaky: true })] }), { baseline });
  expect(readBaseline(formatBaseline(report, { date: '2026-11-21', previous: baseline }))).toEqual(baseline);
});

test.each<[unknown, RegExp]>([
  ['{', /: it is not JSON \(.+\)\.$/],
  ['', /: it is not JSON/],
  [[], /: The whole must be an object, not \[\]\.$/],
  [null, /: The whole must be an object, not null\.$/],
  [{}, /: \/violations is missing\.$/],
  [
    { violations: {}, version: 1 },
    /: \/version is unknown; the known names are violations\. \/violations must be a list, not \{\}\.$/,
  ],
  [{ violations: ['list.active'] }, /: \/violations\/0 must be an object, not "list\.active"\.$/],
  [
    { violations: [KNOWN, { ...KNOWN, reason: ' ' }] },
    /: \/violations\/1\/reason must be text that is not empty, not " "\.$/,
  ],
  [
    { violations: [{ reason: 'x', check: 1 }] },
    /: \/violations\/0\/operation is missing\. \/violations\/0\/statement is missing\. \/violations\/0\/check must be text .+, not 1\.$/,
  ],
  [
    { violations: [{ ...KNOWN, parameter: '' }] },
    /: \/violations\/0\/parameter must be text that is not empty, not ""\.$/,
  ],
  [
    { violations: [{ ...KNOWN, message: 'x' }] },
    /: \/violations\/0\/message is unknown; the known names are check, .+\.$/,
  ],
  [{ violations: [KNOWN, { ...KNOWN, reason: 'another' }] }, /: \/violations\/1 repeats \/violations\/0\.$/],
])('a baseline of %j is refused, and the problem names everything that is wrong', (content, message) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const refusal = (() => {
    try {
      return readBaseline(text);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(Problem);
  expect(refusal).toMatchObject({ code: 'option-invalid', message: expect.stringMatching(message) });
});
