import { expect, test } from 'vitest';
import { createReport, write } from '../../src/report/index.js';
import { anOutcome, aViolation } from './an-outcome.js';

const shuffled = [
  aViolation({ check: 'list-order', parameter: 'order_by', statement: 'list.order_by' }),
  aViolation({ parameter: 'name', statement: 'list.name' }),
  aViolation({ statement: 'list.b' }),
  aViolation({ statement: 'list.a', flaky: true }),
  aViolation({ operation: 'getUser', statement: 'get.a' }),
  aViolation({ statement: 'list.a2' }),
];

test('violations are ordered by check, operation and parameter; within these, flaky ones are last', () => {
  const { violations } = createReport(anOutcome({ violations: shuffled }));
  const told = violations.map(({ check, operation, parameter, statement }) =>
    [check, operation, parameter, statement].join(' '),
  );
  expect(told).toEqual([
    'list-filter getUser active get.a',
    'list-filter listUsers active list.a2',
    'list-filter listUsers active list.b',
    'list-filter listUsers active list.a',
    'list-filter listUsers name list.name',
    'list-order listUsers order_by list.order_by',
  ]);
});

test('the order does not depend on the order in which they were found', () => {
  const told = (violations: typeof shuffled) =>
    write('text', createReport(anOutcome({ violations })), { color: false });
  expect(told(shuffled.toReversed())).toBe(told(shuffled));
});

test('violations of one cause have one heading, with the law of the check; open causes come last', () => {
  const laws = { 'list-filter': 'A filtered list holds the users that match.' };
  const text = write('text', createReport(anOutcome({ violations: shuffled, laws })), { color: false });
  const headings = text.split('\n').filter(line => /^\S.* · /.test(line));
  expect(headings).toEqual([
    'list-order · listUsers · order_by',
    'list-filter · listUsers · name',
    'list-filter · listUsers · active',
    'list-filter · getUser · active',
  ]);
  expect(text.split('\n').filter(line => line === laws['list-filter'])).toHaveLength(3);
});
