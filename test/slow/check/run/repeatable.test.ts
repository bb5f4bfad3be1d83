import { expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { someChecks } from '../../../check/some-checks.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Asked } from '../../../selfproof/exchange.js';

/** Times that were created are learned; a clock that stands makes them the same. */
const NOW = Date.now();
const standing = () => wrappedMock(undefined, { records: 40, clock: () => NOW });

async function requestsOf({ seed, mark }: { seed: number; mark: string }): Promise<string[]> {
  const { mock, app, asked } = await standing();
  const { admin: token, nonAdmin: nonAdminToken } = mock.tokens.dnl;
  await runSuite({ target: app, api: 'dnl', tokens: { token, nonAdminToken }, seed, mark, concurrency: 1 });
  return asked.map(written);
}

function written({ method, path, query, headers, body }: Asked): string {
  return [method, path, query, headers['x-auth-token'], headers['content-type'], body].join(' ');
}

test('two runs with the same seed and mark send the same requests to two fresh servers; another seed sends others', async () => {
  const first = await requestsOf({ seed: 7, mark: 'usone' });
  expect(await requestsOf({ seed: 7, mark: 'usone' })).toEqual(first);

  const other = await requestsOf({ seed: 8, mark: 'usone' });
  expect(other.filter(request => !first.includes(request))).not.toEqual([]);
  // what is not generated does not depend on the seed
  const same = other.filter(request => first.includes(request));
  expect(same.length).toBeGreaterThan(first.length / 2);
});

test('a case sends the same requests whether or not other checks run before it', async () => {
  const bodies = async (checks: readonly string[]) => {
    const { mock, app, asked } = await standing();
    await someChecks(app, { mock, checks });
    return asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
  };
  const alone = await bodies(['create-keeps']);
  const among = await bodies(['invalid-members', 'create-keeps', 'no-server-error']);
  expect(alone.filter(body => !among.includes(body))).toEqual([]);
  expect(among.length).toBeGreaterThan(alone.length);
});
