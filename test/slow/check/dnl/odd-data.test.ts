import { expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { editingUsers } from '../../../selfproof/users/user.js';

test('texts that a URL cannot hold do not end a run', async () => {
  const { mock, app } = await wrappedMock(editingUsers(user => ({ ...user, name: `\ud800${user.user_id}` })));
  const tokens = { token: mock.tokens.dnl.admin };
  const outcome = await runSuite({ target: app, api: 'dnl', tokens, writes: 'none' });
  expect(outcome.summary.pass).toBeGreaterThan(100);
});
