import { expect, test } from 'vitest';
import { planSuite, runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { BUSY } from '../../../selfproof/variants/busy.js';

const OTHERS = BUSY.filter(({ id }) => ['users-added', 'users-changed'].includes(id));

test.each(OTHERS)('a target has no violations while other clients write: $id', async ({ wrap }) => {
  const { mock, app } = await wrappedMock(wrap);
  const { admin: token, nonAdmin: nonAdminToken } = mock.tokens.dnl;
  const outcome = await runSuite({ target: app, api: 'dnl', tokens: { token, nonAdminToken } });
  expect(outcome.violations.filter(({ flaky }) => !flaky)).toEqual([]);
  expect(outcome.summary).toMatchObject({ fail: 0, skipped: 0 });
  expect(outcome.requests).toBeLessThanOrEqual(planSuite({ target: 'http://localhost', api: 'dnl' }).maxRequests);
});
