import { expect, test } from 'vitest';
import { seedDnl } from '../../../src/apis/dnl/seed/seed-dnl.js';

test.each([1, 2, 3, 10, 159, 161, 2000])('%i users have the ids from 1 without gaps, and the next follows', users => {
  const seeded = seedDnl({ seed: 1, users });
  const all = [...seeded.users];
  expect(all.map(({ user_id }) => user_id)).toEqual(Array.from({ length: users }, (_, at) => at + 1));
  expect(seeded.nextUserId).toBe(users + 1);
  expect(all[0]).toMatchObject({ name: 'admin', user_type: 'admin', active: true });
});

test('the printed users belong to 160 users only', () => {
  const users = [...seedDnl({ seed: 1, users: 1800 }).users];
  expect(users.filter(({ name }) => name === 'rt' || name === 'Qbfwgz')).toEqual([]);
});

test('the proportions are those of the documents', () => {
  const users = [...seedDnl({ seed: 1, users: 1600 }).users];
  const count = (type: string) => users.filter(({ user_type }) => user_type === type).length;
  expect([count('agent'), count('admin'), count('client')]).toEqual([900, 80, 620]);
});
