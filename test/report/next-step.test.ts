import { expect, test } from 'vitest';
import type { CheckViolation } from '../../src/check/index.js';
import { loadContract, sourceOf } from '../../src/contract/index.js';
import { createReport } from '../../src/report/index.js';
import { anOutcome, aViolation } from './an-outcome.js';

const LAWS = { 'list-filter': 'A filtered list holds the users that match.' };

function next(violation: Partial<CheckViolation>, laws: Readonly<Record<string, string>> = {}): string {
  const [reported] = createReport(anOutcome({ violations: [aViolation(violation)], laws })).violations;
  return reported?.next ?? '';
}

/** A statement of DNL with such a certainty, as a violation names it. */
function about(certainty: string): Partial<CheckViolation> {
  const found = loadContract('dnl')
    .statements()
    .find(statement => statement.certainty === certainty);
  if (!found) throw new Error(`No statement of DNL is ${certainty}.`);
  return { statement: found.id, source: sourceOf(found), certainty: found.certainty };
}

test('the next step names the lines to read, the request to repeat and the law to compare with', () => {
  const step = 'Read dnl-user-list:26, then repeat the request above and compare the response with';
  expect(next({})).toContain(`${step} the check list-filter.`);
  expect(next({}, LAWS)).toContain(`${step} the law of list-filter: “${LAWS['list-filter']}”`);
});

test('a law that is what the statement says is not written twice', () => {
  expect(next({ says: LAWS['list-filter'] }, LAWS)).toMatch(/compare the response with the law of list-filter\.$/);
});

test('if no request shows the violation, the next step is to run the case', () => {
  expect(next({ curl: '' })).toContain('then run the case list-filter: active=true and compare');
});

test('the next step for a flaky violation is to repeat it', () => {
  expect(next({ flaky: true })).toBe(
    'Repeat the request above a few times: the violation occurred once, and not when the case was repeated.',
  );
});

test('an explicit statement leaves no doubt; violations of others may be added to a baseline', () => {
  expect(next(about('explicit'))).not.toContain('baseline');
  expect(next(about('derived'))).toContain(
    'Because the document shows this but does not say it, the target may be right',
  );
  expect(next(about('ruled'))).toContain('the reading is our decision');
});

test('if a reading decides, the next step is to read the reading', () => {
  expect(next({ statement: 'none', source: 'reading page-base' })).toMatch(
    /^Read the reading page-base in contracts\/dnl\/readings\.yaml, /,
  );
});
