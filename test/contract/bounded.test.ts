import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';

const contract = loadContract('dnl');
const list = contract.operations.find(({ id }) => id === 'listUsers');
if (!list) throw new Error('There is no list.');
const printed = JSON.parse(list.example(200)) as { payload: { items: Record<string, unknown>[] } };
const user = printed.payload.items[0] as Record<string, unknown>;

/** The issues of a page with these users. */
function issuesOf(items: readonly unknown[]) {
  const body = { ...printed, payload: { ...printed.payload, items } };
  return list?.violations({ status: 200, mediaType: 'application/json', body }) ?? [];
}

const users = (count: number, broken: (at: number) => boolean, by: Record<string, unknown>) =>
  Array.from({ length: count }, (_, at) => (broken(at) ? { ...user, ...by } : user));

test('a long list without an issue has none', () => {
  expect(issuesOf(users(5000, () => false, {}))).toEqual([]);
});

test('the issues of a long list are few, however many of its items have them', () => {
  const issues = issuesOf(users(60_000, () => true, { active: 'x', email: 7, create_time: 1 }));
  expect(new Set(issues.map(({ path }) => path.at(-1)))).toEqual(new Set(['active', 'email', 'create_time']));
  expect(issues.length).toBeLessThan(1000);
});

test.each([0, 99, 100, 101, 9999])('a single issue, in item %i of the longest page, is found at its place', at => {
  const issues = issuesOf(users(10_000, one => one === at, { active: 'x' }));
  expect(issues).toMatchObject([{ path: ['payload', 'items', String(at), 'active'], expected: 'boolean' }]);
});

test.each([null, 'x', 5, [1]])('a long list of values that are not users is reported: %j', item => {
  expect(issuesOf(Array(60_000).fill(item)).length).toBeGreaterThan(0);
});
