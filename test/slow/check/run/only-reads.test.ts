import { expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';

test('a run that may not write sends GET requests alone', async () => {
  const { mock, app, asked } = await wrappedMock();
  const { admin: token, nonAdmin: nonAdminToken } = mock.tokens.dnl;
  const outcome = await runSuite({ target: app, api: 'dnl', tokens: { token, nonAdminToken }, writes: 'none' });
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(outcome).toMatchObject({ writes: 'none', created: [], violations: [], requests: asked.length });
  expect(Object.keys(outcome.coverage.operations)).toEqual(['listUsers', 'getUser']);
  const skipped = outcome.cases.filter(({ verdict }) => verdict === 'skipped');
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(
    new Set(['Writing is not allowed: --writes own allows it.']),
  );
});
