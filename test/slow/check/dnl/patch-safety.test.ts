import { expect, test } from 'vitest';
import { someChecks } from '../../../check/some-checks.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Wrap } from '../../../selfproof/exchange.js';
import { composed } from '../../../selfproof/exchange.js';
import { answer, answering, asking, editing, type Json } from '../../../selfproof/wraps.js';

const CHECKS = ['patch-first', 'patch-fields', 'patch-filter', 'refused-patch', 'printed-patch'];

/** A patch-all that changes everyone, whatever it is asked. */
const unfiltered: Wrap = asking('patch-all', asked => ({ ...asked, query: new URLSearchParams() }));

function counting(change: (updated: number) => unknown): Wrap {
  return editing('patch-all', 200, json => ({
    ...json,
    payload: { updated: change((json.payload as Json).updated as number) },
  }));
}

const UNTRUSTED: readonly [string, Wrap][] = [
  ['ignores all filters', unfiltered],
  [
    'ignores all filters and does not say how many it has changed',
    composed(
      editing('patch-all', 200, () => ({ success: true })),
      unfiltered,
    ),
  ],
  ['ignores all filters and tells the number as a text', composed(counting(String), unfiltered)],
  ['counts too many', counting(updated => updated + 1)],
  ['counts too few', counting(updated => updated - 1)],
  ['does not say how many it has changed', editing('patch-all', 200, () => ({ success: true }))],
];

test.each(UNTRUSTED)('a patch-all that %s gets one patch and no other, and that is a violation', async (_, wrap) => {
  const { mock, app, asked } = await wrappedMock(wrap);
  const { violations, cases } = await someChecks(app, { mock, checks: CHECKS });
  expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(violations.filter(({ flaky }) => !flaky).map(({ operation }) => operation)).toContain('patchUsers');
  expect(violations.filter(({ flaky }) => flaky)).toEqual([]);
  const others = cases.filter(({ operation, check }) => operation === 'patchUsers' && check !== 'patch-first');
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']));
});

test('a patch-all that gets a 500 is not sent again', async () => {
  const failing = answering('patch-all', answered => (answered.status === 200 ? answer(500, {}) : answered));
  const { mock, app, asked } = await wrappedMock(composed(failing, unfiltered));
  await someChecks(app, { mock, checks: CHECKS });
  expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test('a patch-all that changes users that it does not find is the last one, even if its count is right', async () => {
  const counted: Wrap = server => async asked => {
    if (asked.method !== 'PATCH' || asked.headers['x-auth-token'] !== mock.tokens.dnl.admin) return server(asked);
    const ids = asked.query.get('user_id_in') ?? '';
    const list = { ...asked, method: 'GET', path: '/v1/user/list', body: '' };
    const found = await server({ ...list, query: new URLSearchParams({ user_id_in: ids, per_page: '100' }) });
    const { items } = (found.json as { payload: { items: { email: string; name: string }[] } }).payload;
    const meant = items.filter(
      ({ email, name }) => (asked.query.get('email') ?? email) === email && (asked.query.get('name') ?? name) === name,
    );
    const done = await server({ ...asked, query: new URLSearchParams({ user_id_in: ids }) });
    return done.status === 200 ? answer(200, { success: true, payload: { updated: meant.length } }) : done;
  };
  const { mock, app, asked } = await wrappedMock(counted);
  const { violations } = await someChecks(app, { mock, checks: ['patch-first', 'patch-fields'] });
  const seen = violations.find(({ message }) => message.includes('has changed in a user that'));
  expect(seen).toMatchObject({ flaky: false });
  const patches = asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
  // the mildest body changes nobody here, and the next one shows it
  expect(patches.length).toBeLessThanOrEqual(3);
});
