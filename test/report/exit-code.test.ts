import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { type ExitCode, exitCodeOf, type FailOn, reportOf } from '../../src/report/index.js';
import { aCase, anOutcome, aViolation } from './an-outcome.js';

const violations = [aViolation()];
const flaky = [aViolation({ flaky: true })];
const inconclusive = [aCase(), aCase({ verdict: 'inconclusive' })];
const skipped = [aCase({ verdict: 'skipped' })];
const { check, operation, parameter = '', statement } = aViolation();
const baseline = { violations: [{ check, operation, parameter, statement, reason: 'SW-1' }] };

test.each<[string, Partial<Outcome>, readonly FailOn[], ExitCode]>([
  ['all passed', {}, ['fail'], 0],
  ['a violation', { violations }, ['fail'], 1],
  ['a violation where nothing is to fail', { violations }, [], 0],
  ['a flaky violation', { violations: flaky }, ['fail'], 0],
  ['a flaky violation where those are to fail', { violations: flaky }, ['fail', 'flaky'], 1],
  ['a violation where only flaky ones are to fail', { violations }, ['flaky'], 0],
  ['an inconclusive case', { cases: inconclusive }, ['fail', 'flaky'], 0],
  ['an inconclusive case where those are to fail', { cases: inconclusive }, ['inconclusive'], 1],
  ['the time was up', { ended: 'budget' }, ['fail'], 0],
  ['a violation before the time was up', { violations, ended: 'budget' }, ['fail'], 1],
  ['a violation before the target went away', { violations, ended: 'lost' }, ['fail'], 1],
  ['interrupted', { ended: 'interrupted' }, ['fail'], 130],
  ['interrupted after a violation', { violations, ended: 'interrupted' }, ['fail'], 130],
  ['interrupted before anything was tested', { cases: [], ended: 'interrupted' }, ['fail'], 130],
  ['no case', { cases: [] }, ['fail'], 2],
  ['all skipped', { cases: skipped }, ['fail'], 2],
  ['all skipped as the time was up', { cases: skipped, ended: 'budget' }, ['fail'], 2],
  ['all inconclusive', { cases: inconclusive.slice(1) }, ['fail'], 2],
  ['all inconclusive where that is to fail', { cases: inconclusive.slice(1) }, ['inconclusive'], 1],
])('the exit code: %s', (_, outcome, failOn, code) => {
  expect(exitCodeOf(reportOf(anOutcome(outcome)), { failOn })).toBe(code);
});

test.each([violations, flaky])('the exit code: a violation that the baseline knows is none', violation => {
  const report = reportOf(anOutcome({ violations: [violation] }), { baseline });
  expect(exitCodeOf(report, { failOn: ['fail', 'flaky'] })).toBe(0);
});
