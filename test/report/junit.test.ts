import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { createReport, type ViolationBaseline, write } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation, everyVerdict } from './an-outcome.js';
import { HOSTILE } from './hostile.js';
import { all, type Element, markupTree } from './markup-tree.js';

function junit(outcome: Outcome, baseline?: ViolationBaseline): Element {
  const text = write('junit', createReport(outcome, baseline && { baseline }), { color: false });
  expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
  expect(text.endsWith('\n')).toBe(true);
  return markupTree(text);
}

test('there is one suite per check and one test case per case, and the counts are right', () => {
  const suites = junit(everyVerdict());
  const counts = ({ attributes: { tests, failures, errors, skipped } }: Element) => ({
    tests,
    failures,
    errors,
    skipped,
  });
  expect(suites.name).toBe('testsuites');
  // flaky and inconclusive cases are skipped: they fail no run; that the time was up is told as one more
  expect(counts(suites)).toEqual({ tests: '7', failures: '1', errors: '0', skipped: '5' });
  expect(all('testsuite', suites).map(suite => [suite.attributes.name, counts(suite)])).toEqual([
    ['list-filter', { tests: '3', failures: '1', errors: '0', skipped: '1' }],
    ['list-order', { tests: '1', failures: '0', errors: '0', skipped: '1' }],
    ['create-keeps', { tests: '2', failures: '0', errors: '0', skipped: '2' }],
    ['understudy', { tests: '1', failures: '0', errors: '0', skipped: '1' }],
  ]);
  for (const suite of [suites, ...all('testsuite', suites)]) {
    expect(String(all('testcase', suite).length)).toBe(suite.attributes.tests);
    expect(String(all('failure', suite).length)).toBe(suite.attributes.failures);
    expect(String(all('skipped', suite).length)).toBe(suite.attributes.skipped);
  }
  expect(all('error', suites)).toEqual([]);
});

test('a failure says what is wrong, what was expected and how to see it', () => {
  const [failure] = all('failure', junit(everyVerdict()));
  const { message, says, source, expected, got, curl } = aViolation();
  for (const part of [message, says, source, expected, got, curl]) expect(failure?.text).toContain(part);
});

test('a skipped case says why it was skipped', () => {
  const skipped = all('testcase', junit(everyVerdict())).filter(one => all('skipped', one).length > 0);
  expect(skipped.map(one => one.text.split('\n')[0])).toEqual([
    'inconclusive: The target showed no role.',
    'flaky',
    'skipped: Writing is not allowed: --writes own allows it.',
    'skipped: Writing is not allowed: --writes own allows it.',
    'The run ended early: the time was up before all cases had run.',
  ]);
});

test('a case whose violations are all known does not fail; one with another violation fails, and names only that', () => {
  const known = { check: 'list-filter', operation: 'listUsers', parameter: 'active', statement: 'list.active' };
  const baseline = { violations: [{ ...known, reason: 'SW-1' }] };
  const outcome = anOutcome({ cases: [aCase({ verdict: 'fail' })], violations: [aViolation()] });
  const suites = junit(outcome, baseline);
  expect(suites.attributes).toMatchObject({ failures: '0', skipped: '1' });
  expect(suites.text).toContain('Known: SW-1');

  const other = aViolation({ statement: 'list.query', message: 'Another thing is wrong.' });
  const [failure] = all('failure', junit({ ...outcome, violations: [aViolation(), other] }, baseline));
  expect(failure?.text).toContain('Another thing is wrong.');
  expect(failure?.text).not.toContain('list.active');
});

test('the first case of a cause fails with all violations; the other cases are skipped and name the first', () => {
  const names = ['active=true', 'active=false', 'name'];
  const cases = names.map(id => aCase({ id, verdict: 'fail' }));
  const violations = names.map((id, at) =>
    aViolation({ statement: `list.${at}`, cause: 'one', cases: [`list-filter: ${id}`] }),
  );
  const suites = junit(anOutcome({ cases, violations }));
  expect(suites.attributes).toMatchObject({ tests: '3', failures: '1', skipped: '2' });
  const [failure] = all('failure', suites);
  expect(failure?.text).toContain('2 more violations from the same cause:');
  expect(failure?.text).toContain('list-filter · listUsers · active · list.2: ');
  expect(suites.text).toContain('It has the same cause as list-filter: active=true: ');
});

test.each<[Partial<Outcome>, string]>([
  [{ ended: 'interrupted' }, '1'],
  [{ ended: 'lost' }, '1'],
  [{ failure: 'The run is not complete: it broke.' }, '1'],
  [{ failure: 'The run is not complete: it broke.', ended: 'budget' }, '1'],
  [{ ended: 'budget' }, '0'],
  [{}, '0'],
])('an incomplete run is a test that fails, unless the time was up: %j', (outcome, failures) => {
  expect(junit(anOutcome(outcome)).attributes.failures).toBe(failures);
});

test('cases with the same id in two checks are two tests', () => {
  const suites = junit(anOutcome({ cases: [aCase({ id: 'name' }), aCase({ check: 'list-filter', id: 'name' })] }));
  expect(all('testcase', suites).map(({ attributes }) => attributes.classname)).toEqual([
    'list-filter.listUsers',
    'list-filter.listUsers',
  ]);
});

test('a case that fails without a violation fails with its reason', () => {
  const [failure] = all('failure', junit(anOutcome({ cases: [aCase({ verdict: 'fail', reason: 'It broke.' })] })));
  expect(failure?.text).toBe('It broke.');
});

test.each(HOSTILE.split('\n'))('what the server sends does not break the XML: %j', hostile => {
  const cases = [
    aCase({ id: hostile, verdict: 'fail' }),
    aCase({ check: hostile, operation: hostile, verdict: 'skipped', reason: hostile }),
  ];
  const violations = [aViolation({ message: hostile, got: hostile, cases: [`list-filter: ${hostile}`] })];
  const suites = junit(anOutcome({ cases, violations, target: `http://localhost/${hostile}` }));
  expect(all('testcase', suites)).toHaveLength(2);
  expect(all('failure', suites)).toHaveLength(1);
  expect(all('script', suites)).toEqual([]);
});

test('characters that XML cannot hold are made visible', () => {
  const outcome = anOutcome({ cases: [aCase({ verdict: 'fail' })], violations: [aViolation({ got: HOSTILE })] });
  const [failure] = all('failure', junit(outcome));
  expect(failure?.text).toContain('got: \\u001b[31mred');
  expect(failure?.text).toContain('a ]]> b & c < d > e " f \' g');
  expect(failure?.text).toContain('lone \\ud800 and \\udc00, not a character \\uffff');
});
