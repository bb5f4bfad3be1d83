import { expect, test } from 'vitest';
import { PROFILES } from '../../../src/contract/index.js';
import { startMock } from '../../start-mock.js';
import { accusations, judged } from './judged.js';

test.each(PROFILES)('Our own mock is not accused in the profile %s', async profile => {
  const { mock, failures } = await startMock({ profile });
  const outcome = await judged(`${await mock.listen()}/acefone`, { tokens: { token: mock.tokens.acefone.account } });
  expect(accusations(outcome)).toEqual([]);
  expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, skipped: 0 });
  expect(outcome.readings).toEqual({
    auth: profile === 'observed' ? 'token' : 'none',
    'failure-status': '400',
    'key-case': 'lower',
    'success-on-400': 'false',
    'unknown-id': '404',
  });
  expect(failures).toEqual([]);
});

test('What only a read could show is left open where there is none, and nothing else is', async () => {
  const { mock } = await startMock();
  const outcome = await judged(`${await mock.listen()}/acefone`);
  const open = outcome.cases.filter(({ verdict }) => verdict === 'inconclusive');
  expect([...new Set(open.map(({ check }) => check))]).toEqual([
    'no-server-error',
    'refused-unchanged',
    'patch-read-back',
    'agent-status',
    'patch-variable',
  ]);
  const withoutRead = ['user_role', 'caller_id'];
  expect(
    open.filter(({ check }) => check === 'patch-variable' || check === 'no-server-error').map(({ id }) => id),
  ).toEqual([...withoutRead.map(name => `${name} as numbers`), ...withoutRead.toReversed()]);
});

test('The mock is left with valid values, though it cannot be read and is not put back', async () => {
  const { mock, as } = await startMock();
  await judged(`${await mock.listen()}/acefone`);
  const { status } = await as.nobody.patch('/acefone/v1/user/288256').send({ designation: 'Again' });
  expect(status).toBe(200);
});
