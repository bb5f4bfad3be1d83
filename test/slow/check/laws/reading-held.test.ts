import { expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Wrap } from '../../../selfproof/exchange.js';
import { editing, without } from '../../../selfproof/wraps.js';

/** Says `success` in the first lists only. */
const changingItsMind: Wrap = server => {
  let lists = 0;
  return editing('list', 200, json => {
    lists += 1;
    return lists > 40 ? without(json, 'success') : json;
  })(server);
};

test('a target that follows two choices within a run is a violation, with the first choice and the later one', async () => {
  const { mock, app } = await wrappedMock(changingItsMind);
  const tokens = { token: mock.tokens.dnl.admin };
  const outcome = await runSuite({ target: app, api: 'dnl', tokens, writes: 'none' });
  expect(outcome.violations).toMatchObject([
    {
      check: 'reading-held',
      operation: 'listUsers',
      statement: 'list.success',
      message: 'The target follows two choices of the reading list-success within one run.',
      expected: 'always present, as observed first',
      got: 'absent',
      flaky: false,
    },
  ]);
  expect(outcome.violations[0]?.curl).toContain('/v1/user/list');
  expect(outcome.readings['list-success']).toBe('present and absent');
});
