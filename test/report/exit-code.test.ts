import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { createReport, type ExitCode, type FailOn, resolveExitCode, unmetGates } from '../../src/report/index.js';
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
  ['a skipped case', { cases: [aCase(), ...skipped] }, ['fail'], 0],
  ['a skipped case where those are to fail', { cases: [aCase(), ...skipped] }, ['fail', 'skipped'], 1],
  ['the target stopped answering', { ended: 'silent' }, ['fail'], 2],
  ['something failed in the run itself', { failure: 'It broke.' }, ['fail'], 2],
  ['something failed in the run itself, and the time was up', { failure: 'It broke.', ended: 'budget' }, ['fail'], 2],
  ['something failed in the run itself after a violation', { failure: 'It broke.', violations }, ['fail'], 1],
])('the exit code: %s', (_, outcome, failOn, code) => {
  expect(resolveExitCode(createReport(anOutcome(outcome)), { failOn })).toBe(code);
});

test.each([violations, flaky])('a violation of the baseline does not change the exit code', violation => {
  const report = createReport(anOutcome({ violations: [violation] }), { baseline });
  expect(resolveExitCode(report, { failOn: ['fail', 'flaky'] })).toBe(0);
});

const covered = (exercised: number, all: number) =>
  anOutcome({ coverage: { operations: {}, statements: { exercised, all, unexercised: [] } } });

test.each<[number, number, number, ExitCode]>([
  [89, 100, 90, 2],
  [90, 100, 90, 0],
  [899, 1000, 90, 2],
  [0, 100, 0, 0],
  [0, 0, 100, 0],
  [999, 1000, 100, 2],
  [1000, 1000, 100, 0],
])(
  'with %i of %i statements exercised and a minimum of %i %% the exit code is %i',
  (exercised, all, minCoverage, code) => {
    const report = createReport(covered(exercised, all));
    expect(resolveExitCode(report, { failOn: ['fail'], minCoverage })).toBe(code);
    expect(unmetGates(report, { failOn: ['fail'], minCoverage })).toHaveLength(code === 0 ? 0 : 1);
  },
);

test('a gate that is not met says what it requires and what there was', () => {
  const report = createReport({
    ...covered(120, 300),
    cases: [aCase(), ...skipped],
    summary: { ...createReport(anOutcome()).summary, skipped: 1 },
  });
  expect(unmetGates(report, { failOn: ['fail', 'skipped'], minCoverage: 80 })).toEqual([
    '1 of the cases are skipped, which makes the run fail.',
    '120 of 300 statements were exercised (40 %), and at least 80 % are required.',
  ]);
});
