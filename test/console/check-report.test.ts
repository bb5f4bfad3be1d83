import { expect, test } from 'vitest';
import { parseReport, verdictOf, violationsOf } from '../../src/console/page/check/report.js';

const report = (parts: object) => ({ rootCauses: [], violations: [], warnings: [], ...parts }) as never;

test.each([
  [{}, true, 'No violation.'],
  [{ incomplete: 'The run was interrupted.' }, false, 'No violation. The run is not complete.'],
  [{ warnings: [1, 2] }, true, 'No violation, 2 warnings.'],
  [{ violations: [1], rootCauses: [1] }, false, 'One violation from 1 root cause.'],
  [{ violations: [1, 2, 3], rootCauses: [1, 2] }, false, '3 violations from 2 root causes.'],
])('the verdict of %j', (parts, isGood, says) => {
  expect(verdictOf(report(parts))).toEqual({ isGood, says });
});

test('a root cause has its violations and its warnings, in its order', () => {
  const [one, two] = [{ id: 'v-1' }, { id: 'v-2' }];
  expect(violationsOf(report({ violations: [one], warnings: [two] }), ['v-2', 'v-1', 'v-3'])).toEqual([two, one]);
});

test.each(['', '{}', '[]', 'null', '{"rootCauses":[],"violations":[]}'])('the file %j is no report', text => {
  expect(parseReport(text)).toBeUndefined();
});
