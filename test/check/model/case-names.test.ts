import { expect, test } from 'vitest';
import { CHECKED_APIS, createSuite } from '../../../src/check/index.js';
import { Observations } from '../../../src/check/outcome/observations.js';
import { loadContract } from '../../../src/contract/index.js';

test.each(CHECKED_APIS)(
  '%s: the id of a case is unique within its check, and the id of a check within its suite',
  api => {
    const { checks } = createSuite(loadContract(api));
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { cases } of checks) expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  },
);

test('a reading that was observed in two places is two cases', () => {
  const observations = new Observations();
  const request = { method: 'GET', path: '/', headers: {} };
  const exchange = { request, url: 'http://localhost/', milliseconds: 1 };
  for (const where of ['name', 'carrier_name', undefined]) {
    const seen = { reading: 'text-match', choice: 'exact', ...(where !== undefined && { where }) };
    observations.add(seen, { operation: 'listUsers', exchange });
  }
  const ids = observations.judge(loadContract('dnl')).map(({ id }) => id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
});
