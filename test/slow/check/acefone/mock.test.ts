import { expect, test } from 'vitest';
import { PROFILES } from '../../../../src/contract/index.js';
import { accusations, judged } from '../../../check/acefone/judged.js';
import { startMock } from '../../../start-mock.js';

test.each(PROFILES)('Our own mock is not accused in the profile %s', async profile => {
  const { mock, failures } = await startMock({ profile });
  const outcome = await judged(`${await mock.listen()}/acefone`, { tokens: { token: mock.tokens.acefone.account } });
  expect(accusations(outcome)).toEqual([]);
  expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, inconclusive: 0, skipped: 0 });
  expect(outcome.readings).toEqual({
    auth: profile === 'observed' ? 'token' : 'none',
    'failure-status': '400',
    'key-case': 'lower',
    'success-on-400': 'false',
    'unknown-id': '404',
  });
  expect(failures).toEqual([]);
});

test('Our own mock shows its user: no law is inconclusive, and the user is unchanged after the run', async () => {
  const { mock, as } = await startMock();
  const read = async () => (await as.nobody.get('/acefone/v1/user/288256')).body;
  const before = await read();
  const outcome = await judged(`${await mock.listen()}/acefone`);
  expect(outcome.summary.inconclusive).toBe(0);
  expect(outcome.statements).toMatchObject({ 'ruled.only-what-was-sent': 'pass', 'patch.disable_agent': 'pass' });
  expect(await read()).toEqual(before);
});
